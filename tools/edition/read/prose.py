"""The editors' prose: the inline subset in which notes, accounts and register entries are written.

Paragraphs of text with ``*emphasis*``, ``**strong**``, ```code```, ``[words](address)`` and roles
``{role}`target` `` (MyST-Parser 5, “Roles”), and nothing else; a backslash escapes.
A hand-written scanner reads it, because each reference must keep its line and column;
``tests/read/test_prose.py`` holds it equal to MyST's own tokens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ..diagnostics import Span, nearest, rule
from ..kinds import REGISTERS
from ..model import Inline, Prose
from ..patterns import lazy
from .faults import Faults

UNKNOWN_ROLE = rule("E601", "unknown-role")
NOT_INLINE = rule("E602", "mark-up-outside-the-subset")
UNCLOSED = rule("E603", "unclosed-mark-up")
EMPTY_PROSE = rule("E604", "empty-prose")
ILL_WRITTEN = rule("E664", "role-ill-written")

#: roles of the edition's own domain, by the word after “ed:”
ENTITY_ROLES = {role: register for register, (role, _) in REGISTERS.items()}
ROLES = ("ed:loc", "ed:note", "ed:event", "ed:lang", "cite:p", "cite:t", "term", *(f"ed:{role}" for role in ENTITY_ROLES if role != "term"))

#: roles of Sphinx that pages use
OTHER_ROLES = ("doc", "ref", "numref", "download", "eq", "abbr")

_PLAIN = r"(?:[^\[\]*_`\\<>{}&]|&(?!#?\w+;)|(?<=\w)_(?=\w))*"
_PATH = r"(?:[^()\s<>\\&\x00-\x1f]|&(?!#?\w+;))*"
_TOKEN = lazy(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|\{(?P<role>[a-zA-Z0-9_+:-]+)\}(?P<ticks>`++)(?P<target>(?:(?!(?P=ticks)).)+)(?P=ticks)(?!`)"
    r"|(?P<spaced>\{[a-zA-Z0-9_+:-]+\}[ \t\n]+(?=`[^`]))"
    r"|(?P<codeticks>`++)(?P<code>.+?)(?<!`)(?P=codeticks)(?!`)"
    rf"|\[(?P<words>{_PLAIN})\]\((?!(?i:vbscript|javascript|file|data):)(?P<address>{_PATH}(?:\({_PATH}\){_PATH})*)\)"
    r"|<(?P<auto>https?://[^<>\s\x00-\x1f]+)>"
    r"|(?P<stars>\*+)"
    r"|(?P<odd>[`{}]|!\[|\[\^|\]\(|<(?=[a-zA-Z/!?])|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|(?: {2,}|\\)(?=\n))",
    re.S,
)
#: a role before backticks that is written otherwise than MyST has it: “:term:`”, “ed:loc`”, “(term)`”, “{term`”
_ROLE_LIKE = lazy(r"(?:[:({](?P<other>(?:ed:)?[a-z]+(?::[a-z]+)?)[:)]?|(?P<bare>(?:ed|cite):[a-z]+))$")
#: a role that does not touch its backticks
_SPACED = lazy(r"\{(?P<name>[a-z]+(?::[a-z]+)?)\}[ \t]+$")
_CONTROL = lazy(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
#: what begins a block where a line begins
_BLOCK_LINE = lazy(
    r"\s*(?:#{1,6}(?:[ \t]|$)|>|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|```|~~~|:::|%|\+\+\+|[:~][ \t]|\(.+\)=\s*$|[-=:|*_ \t]+$|\[[^\]]*\]:|\{[#.])|    |\t"
)
_TITLED = lazy(r"(?P<words>.*\S)\s*<(?P<target>[^<>]*)>", re.S)
#: as sphinxcontrib-bibtex 2.7 reads it (its module citation_target)
_ONE = r"\s*(?:\{[^{}]+\})?\s*[^{}\s,]+\s*(?:\{[^{}]+\})?\s*"
_CITATION = lazy(r"(?:\{(?P<prefix>[^{}]+)\})?\s*(?P<key>[^{}\s,]+)\s*(?:\{(?P<locator>[^{}]+)\})?")
_CITATIONS = lazy(rf"{_ONE}(?:,{_ONE})*")


def read_prose(text: str, file: str, line: int, faults: Faults, *, what: str = "the note") -> Prose:
    """Read prose that begins on ``line``; mark-up outside the subset is a fault at its own place."""
    paragraphs = []
    blocks = _paragraphs(text)
    for start, source in blocks:
        at = line + text.count("\n", 0, start)
        if not _holds_block(source, file, at, faults, what):
            paragraphs.append(_inlines(source, file, at, faults, what))
    if not blocks:
        faults.add(EMPTY_PROSE, Span(file, line), f"{what} has no words", "write them below the front matter")
    return Prose(tuple(paragraphs), text, Span(file, line))


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Blocks of lines that are not blank, where blank means blanks and tabs alone (CommonMark 0.31, 2.1)."""
    return [(match.start(), match[0]) for match in re.finditer(r"[^\n]*[^ \t\n][^\n]*(?:\n[^\n]*[^ \t\n][^\n]*)*", text)]


def _holds_block(source: str, file: str, line: int, faults: Faults, what: str) -> bool:
    """Whether a line of a paragraph begins a list, a heading or another block; that is a fault."""
    for number, words in enumerate(source.split("\n")):
        if _BLOCK_LINE.match(words):
            faults.add(
                NOT_INLINE,
                Span(file, line + number),
                f"{what} holds a block that is no paragraph: “{words.strip()[:30]}”",
                "write it as sentences; only *emphasis*, links and roles are known here",
            )
            return True
    return False


class _Place:
    """Maps offsets in a paragraph to places in its file."""

    def __init__(self, source: str, file: str, line: int) -> None:
        self.source, self.file, self.line = source, file, line

    def __call__(self, offset: int) -> Span:
        before = self.source.rfind("\n", 0, offset)
        return Span(self.file, self.line + self.source.count("\n", 0, offset), offset - before)


def _inlines(source: str, file: str, line: int, faults: Faults, what: str) -> tuple[Inline, ...]:
    place = _Place(source, file, line)
    first, last = len(source) - len(source.lstrip()), len(source.rstrip())
    for control in _CONTROL.finditer(source):
        faults.add(NOT_INLINE, place(control.start()), f"{what} holds a control character, {control[0]!a}", "remove it")
    stack: list[tuple[str, int, list[Inline]]] = [("", 0, [])]
    at = first

    def words(text: str, offset: int) -> None:
        if text:
            out = stack[-1][2]
            text = re.sub(r" *\n[ \t]*", " ", text)
            if out and out[-1].kind == "text":
                out[-1] = out[-1]._replace(text=out[-1].text + text)
            else:
                out.append(Inline("text", text, span=place(offset)))

    for match in _TOKEN.finditer(source, first, last):
        words(source[at : match.start()], at)
        at, span = match.end(), place(match.start())
        if match["escape"]:
            words(match[0][1], match.start())
        elif match["role"]:
            inlines = read_role(match["role"], match["target"], span, faults)
            stack[-1][2].extend(inlines)
        elif match["spaced"]:
            faults.add(ILL_WRITTEN, span, f"a blank stands between “{match['spaced'].strip()}” and its words", "write the backtick right after the brace")
        elif match["code"] is not None:
            ill_written(source[: match.start()], span, faults)
            stack[-1][2].append(Inline("code", _code(match["code"]), span=span))
        elif match["address"] is not None:
            stack[-1][2].append(Inline("link", re.sub(r" *\n[ \t]*", " ", match["words"]), match["address"], span))
        elif match["auto"]:
            stack[-1][2].append(Inline("link", match["auto"], match["auto"], span))
        elif match["stars"]:
            problem = _star(match["stars"], match.start(), stack, source, words, place)
            if problem:
                faults.add(NOT_INLINE, span, f"{what} holds “{match[0]}”, {problem}", "write “\\*” for a plain asterisk, and put emphasis around whole words")
        elif not match[0].strip() or match[0] == "\\":
            faults.add(NOT_INLINE, span, f"{what} breaks a line", "remove the blanks or the backslash at its end")
        else:
            faults.add(
                NOT_INLINE, span, f"{what} holds “{match[0]}”, which begins mark-up that is not known here", f"write “\\{match[0]}” for the plain character"
            )
    words(source[at:last], at)
    while len(stack) > 1:
        stars, offset, inner = stack.pop()
        faults.add(UNCLOSED, place(offset), f"“{stars}” opens emphasis that is not closed", f"close it with “{stars}”, or write “\\*” for a plain asterisk")
        stack[-1][2].extend(inner)
    return tuple(stack[0][2])


def ill_written(before: str, span: Span, faults: Faults) -> None:
    """Say so if what stands before backticks was meant as a role of theirs."""
    spaced = _SPACED.search(before[-30:])
    if spaced and (spaced["name"] in ROLES or spaced["name"] in OTHER_ROLES):
        at = Span(span.file, span.line, max(1, span.col - len(spaced[0])))
        faults.add(ILL_WRITTEN, at, f"a blank stands between “{{{spaced['name']}}}” and its words", "write the backtick right after the brace")
        return
    match = _ROLE_LIKE.search(before[-30:])
    name = (match["other"] or match["bare"]) if match else ""
    if match and (name in ROLES or name in OTHER_ROLES):
        place = Span(span.file, span.line, max(1, span.col - len(match[0])))
        faults.add(ILL_WRITTEN, place, f"“{match[0]}`” is no role here", f"write “{{{name}}}`…`”")


def _code(content: str) -> str:
    """The words of a code span: line ends are blanks, and one blank at each end is not of it (CommonMark 0.31, 6.1)."""
    content = content.replace("\n", " ")
    return content[1:-1] if content.startswith(" ") and content.endswith(" ") and content.strip(" ") else content


def _star(stars: str, offset: int, stack: list[tuple[str, int, list[Inline]]], source: str, words: Callable[[str, int], None], place: _Place) -> str:
    """Open or close emphasis where that is beyond doubt (CommonMark 0.31, 6.2); else return what is wrong with it."""
    before, after = source[offset - 1 : offset] or " ", source[offset + len(stars) : offset + len(stars) + 1] or " "
    opens = not _is_space(after) and (not _is_sign(after) or _is_space(before) or _is_sign(before))
    closes = not _is_space(before) and (not _is_sign(before) or _is_space(after) or _is_sign(after))
    if len(stars) > 2:
        return "too many asterisks in a row"
    if opens and closes:
        return "which may open or close emphasis"
    if closes and stack[-1][0] == stars:
        _, start, inner = stack.pop()
        stack[-1][2].append(Inline("em" if stars == "*" else "strong", span=place(start), children=tuple(inner)))
    elif closes and len(stack) > 1:
        return f"where “{stack[-1][0]}” must be closed first"
    elif opens:
        stack.append((stars, offset, []))
    else:
        words(stars, offset)
    return ""


def _is_space(character: str) -> bool:
    return character in "\t\n\v\f\r" or unicodedata.category(character) == "Zs"


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def read_role(role: str, content: str, span: Span, faults: Faults) -> list[Inline]:
    """Read one role's content into inlines: one, or several for a citation of several keys."""
    if re.search(r"\{[a-z]+:[a-z]+\}$", content):  # it went on to the backtick of the next role
        faults.add(UNCLOSED, span, f"“{{{role}}}`{content[:20].strip()}…” is not closed", "close it with a backtick")
        return [Inline("text", content, span=span)]
    content = " ".join(content.split())
    if role not in ROLES:
        faults.add(UNKNOWN_ROLE, span, f"there is no role “{role}”{nearest(role, ROLES)}", f"the roles are {', '.join(ROLES)}")
        return [Inline("text", content, span=span)]
    if role in ("cite:p", "cite:t"):
        return read_citations(role, content, span, faults)
    if role == "ed:lang":
        lang, _, text = content.partition(":")
        if not lang.strip() or not text.strip():
            faults.add(NOT_INLINE, span, f"“{content}” names no language, or no words", "write the language, a colon and the words: “la:ad lucem”")
            return [Inline("text", content, span=span)]
        return [Inline("lang", text.strip(), lang.strip(), span)]
    titled = _TITLED.fullmatch(content)
    kind = role.removeprefix("ed:")
    if titled:
        return [Inline(kind, titled["words"], titled["target"].strip(), span)]
    return [Inline(kind, "", content, span)]


def read_citations(role: str, content: str, span: Span, faults: Faults) -> list[Inline]:
    """Read ``{see}key{p. 12}, other`` as sphinxcontrib-bibtex 2.7 does (“Roles”, pre- and post-text)."""
    out = []
    if not _CITATIONS.fullmatch(content):
        faults.add(NOT_INLINE, span, f"“{content}” is no citation", "write the key, its locator in braces, and a comma before the next: “key{p. 12}, other”")
        return [Inline("text", content, span=span)]
    for match in _CITATION.finditer(content):
        out.append(Inline(role, "", match["key"], span, (), match["locator"] or "", match["prefix"] or ""))
    return out
