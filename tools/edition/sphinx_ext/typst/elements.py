"""Derived views: elements named as in HTML, set by their meaning."""

from __future__ import annotations

import re
from itertools import takewhile

from docutils import nodes

from ...locus import from_printed
from .. import nodes as ed
from .escape import call, content, escape, string
from .tables import element_table
from .writer import Writer, sets

_INLINE = {
    "b": "strong",
    "strong": "strong",
    "i": "emph",
    "em": "emph",
    "mark": "differs",
    "del": "differs",
    "ins": "differs",
    "sup": "super",
    "sub": "sub",
    "code": "emph",
}
_FORMULA = re.compile(r"[a-z0-9-]+")


def classes(node: nodes.Element) -> list[str]:
    return str(node["attrs"].get("class", "")).split()


@sets("element")
def element(writer: Writer, node: nodes.Element) -> str:
    tag, attrs = node["tag"], node["attrs"]
    if tag in _INLINE:
        return call(_INLINE[tag], body=writer.marks(node) + writer.inside(node))
    if tag in ("span", "small", "time", "abbr", "q", "cite"):
        return span(writer, node)
    if tag == "a":
        return anchor(writer, node, attrs.get("href", ""))
    if tag == "br":
        return "#linebreak();"
    if tag[0] == "h" and tag[1:].isdigit():
        return heading(writer, node, int(tag[1:]))
    if tag == "p":
        return paragraph(writer, node)
    if tag in ("dl", "ul", "ol"):
        return lists(writer, node)
    if tag == "table":
        return element_table(writer, node)
    if tag == "blockquote":
        return call("quote", "block: true", body=writer.inside(node).strip()) + "\n\n"
    if tag == "details":
        return details(writer, node)
    if tag == "summary":
        return ""
    return block(writer, node)


def span(writer: Writer, node: nodes.Element) -> str:
    body = writer.marks(node) + writer.inside(node)
    lang = node["attrs"].get("lang", "")
    return call("text", f"lang: {string(lang)}", body=body) if lang else body


def anchor(writer: Writer, node: nodes.Element, href: str) -> str:
    body = writer.inside(node)
    if href.startswith("#"):
        return writer.link(writer.label(href[1:]), body, node)
    return call("link", string(href), body=body) if "://" in href else body


def heading(writer: Writer, node: nodes.Element, number: int) -> str:
    """A heading within a page: h2 is the page’s own level and one more. Those of a synopsis are not in the bookmarks."""
    id_ = node["attrs"].get("id") or (node["ids"] or [""])[0] or "h-" + "-".join(_FORMULA.findall(node.astext().lower()))
    name = base = writer.label(id_)
    count = 1
    while not writer.places.define(name):
        count += 1
        name = f"{base}-{count}"
    level = writer.heading(writer.depth + number - 1)
    marked = "false" if number > 2 else "true"
    with writer.having(in_heading=number < 3):
        body = writer.inside(node)
    return call("section-heading", level, string(name), content(body), "outlined: false", f"bookmarked: {marked}") + "\n\n"


def paragraph(writer: Writer, node: nodes.Element) -> str:
    style = (classes(node) or [""])[0]
    body = writer.marks(node) + writer.inside(node)
    return (call("voiced", string(style), body=body) if style else body) + "\n\n"


def lists(writer: Writer, node: nodes.Element) -> str:
    items = [child for child in node.children if isinstance(child, nodes.Element)]
    names = classes(node)
    if node["tag"] == "dl":
        return register(writer, items) if "register" in names else facts(writer, items)
    if "bib" in names:
        return "".join(bibliography_item(writer, item) for item in items)
    name = "enum" if node["tag"] == "ol" else "list"
    return call(name, *(content(writer.marks(item) + writer.inside(item).strip()) for item in items)) + "\n\n"


def bibliography_item(writer: Writer, item: nodes.Element) -> str:
    """A work: the reference, and what is said of it and where it is cited in one paragraph beneath."""
    name = _defined(writer, item)
    parts: list[str] = []
    rest: list[str] = []
    for child in item.children:
        style = (classes(child) or [""])[0] if isinstance(child, ed.element) else ""
        if style.startswith("bib-"):
            rest.append((_cited(writer, child) if style == "bib-c" else writer.inside(child)).strip())
        else:
            parts.append(writer.render(child).strip())
    return call("bib-item", string(name), content(" ".join(parts)), content(" ".join(rest)) if rest else "none") + "\n\n"


def _cited(writer: Writer, node: nodes.Node) -> str:
    """“Cited at LET 13, 14; LOG 2; Introduction (p. 9).” Each passage once."""
    loci: dict[str, dict[str, str]] = {}
    others: list[str] = []
    for link in node.findall(nodes.reference):
        name = writer.label(link["refid"]) if link.get("refid") else writer.places.target(writer.docname, link.get("refuri", ""))
        siglum, _, number = link.astext().partition(" ")
        if name and {"loc", "note"} & set(link.get("classes", [])):
            loci.setdefault(siglum, {}).setdefault(number, writer.link(name, escape(number), link))
        elif name:
            others.append(writer.render(link))
    more = " " + escape(node.astext().rpartition(" and ")[2]) if re.search(r" and \d+ more\.$", node.astext()) else ""
    return (
        "Cited at "
        + "; ".join([*(f"{escape(siglum)} {', '.join(numbers.values())}" for siglum, numbers in loci.items()), *others])
        + (f" and{more}" if more else ".")
    )


def _defined(writer: Writer, node: nodes.Element) -> str:
    name = writer.label(node["ids"][0])
    writer.places.define(name)
    return name


def facts(writer: Writer, items: list[nodes.Element]) -> str:
    pairs = []
    term = ""
    for item in items:
        body = writer.marks(item) + writer.inside(item).strip()
        if item["tag"] == "dt":
            term = body
        else:
            pairs.append(f"([{term}], [{body}])")
            term = ""
    return call("facts", *pairs) + "\n\n"


def register(writer: Writer, items: list[nodes.Element]) -> str:
    """The entries of a register: name, dates, and what is said of it; its passages as one line."""
    out = []
    for term, body in zip(items[::2], items[1::2], strict=False):
        name = _defined(writer, term)
        words = next((child for child in term.children if isinstance(child, ed.element) and "r-name" in classes(child)), term)
        dates = next((child for child in term.children if isinstance(child, ed.element) and "r-dates" in classes(child)), None)
        register_name = next((register for register, page in writer.atlas.registers.items() if page == writer.docname), "")
        entity = writer.edition.entities.get(term["ids"][0])
        guide = f"({string(register_name)}, {string((entity.sort or entity.name).partition(',')[0])})" if entity else "none"
        out.append(
            call(
                "entry",
                string(name),
                content(writer.inside(words)),
                content(writer.inside(dates)) if dates is not None else "none",
                guide,
                body=writer.inside(body).strip(),
            )
        )
    return "\n\n".join(out) + "\n\n"


def details(writer: Writer, node: nodes.Element) -> str:
    """What is folded away on the web: the passages of an entry become one line, everything else is simply open."""
    if "on-screen" in classes(node):
        return on_screen(writer, node)
    if "r-where" not in classes(node):
        title = next((writer.inside(child).strip() for child in node.children if isinstance(child, ed.element) and child["tag"] == "summary"), "")
        return (call("table-caption", content(title)) + "\n\n" if title else "") + writer.inside(node)
    found: dict[str, dict[str, str]] = {}
    for link in node.findall(nodes.reference):
        if "loc" not in link.get("classes", []):
            continue
        siglum, _, number = link.astext().partition(" ")
        name = writer.label(link["refid"]) if link.get("refid") else writer.places.target(writer.docname, link.get("refuri", ""))
        if name and number:
            found.setdefault(siglum, {}).setdefault(from_printed(link.astext()), writer.link(name, escape(number), link))
    lines = [f"{escape(siglum)} " + ", ".join(numbers.values()) for siglum, numbers in found.items()]
    return call("where-named", content("; ".join(lines) + ".")) if lines else ""


def on_screen(writer: Writer, node: nodes.Element) -> str:
    """What is made to be looked through on a screen: the book says that it is there, of several in one line."""
    siblings = node.parent.children if node.parent is not None else [node]
    at = siblings.index(node)
    run = [*takewhile(_is_on_screen, reversed(siblings[: at + 1]))]
    if at + 1 < len(siblings) and _is_on_screen(siblings[at + 1]):
        return ""
    names = [child.children[0].astext() for child in reversed(run) if isinstance(child, nodes.Element)]
    words = "; ".join(f"{name[:1].lower()}{name[1:]}" if name.startswith("The ") else name for name in names)
    return call("elsewhere", content(escape(f"On the website: {words}."))) + "\n\n"


def _is_on_screen(node: nodes.Node) -> bool:
    return isinstance(node, ed.element) and node["tag"] == "details" and "on-screen" in classes(node)


def block(writer: Writer, node: nodes.Element) -> str:
    """A part of a page: only the columns of a synopsis look different; a document that is silent has one line."""
    names = classes(node)
    if "silent" in names:
        head, said, *rest = (writer.render(child) if isinstance(child, ed.element) and child["tag"] == "h3" else writer.inside(child) for child in node.children)
        return call("silent-block", content(head.strip()), content(f"{call('emph', body=said[:1].upper() + said[1:])}. {' '.join(rest)}")) + "\n\n"
    body = writer.marks(node) + writer.inside(node)
    if "col" in names:
        return call("column-block", body=body.strip()) + "\n\n"
    return body if body.endswith("\n\n") else body + "\n\n"


@sets("picture")
def picture(writer: Writer, node: nodes.Element) -> str:
    """A picture drawn at build time, with its words for those who do not see it."""
    name = f"{node.get('name') or f'picture-{len(writer.pictures) + 1}'}".removesuffix(".svg")
    out = []
    for number, (drawn, said) in enumerate(node.get("paper") or [(node.get("standalone") or node["svg"], node["alt"])], 1):
        file = f"{name}{f'-{number}' if number > 1 else ''}.svg"
        writer.pictures[file] = str(drawn).encode()
        out.append(call("picture", string(file), string(said)) + "\n\n")
    return "".join(out)
