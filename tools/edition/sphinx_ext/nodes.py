"""The doctree of an edition: what a text, its notes and its apparatus are, before any format sets them."""

from __future__ import annotations

from docutils import nodes


class text_block(nodes.General, nodes.Element):
    """The passages of a document: ``siglum``, ``lang``."""


class headnote(nodes.General, nodes.Element):
    """The editors' prose before a text."""


class passage(nodes.General, nodes.Element):
    """One passage: ``ids``, ``classes``, ``loc``, ``kind``, ``label`` (of an own note), ``called`` (marks that call it)."""


class words(nodes.General, nodes.TextElement):
    """The words of a passage: ``tag`` p, blockquote, h2 …"""


class lemma_run(nodes.Inline, nodes.TextElement):
    """Words that notes are about: ``notes``, their ids."""


class note_reference(nodes.Inline, nodes.TextElement):
    """The number of an editors' note after its lemma: ``note``, ``anchor``, ``number``, ``kind``."""


class own_mark(nodes.Inline, nodes.TextElement):
    """A mark of the document's own note: ``anchor``, ``label``, ``target`` (empty if the note is lost)."""


class page_mark(nodes.Inline, nodes.Element):
    """Where a page of the original begins: ``anchor``, ``page``."""


class correction(nodes.Inline, nodes.TextElement):
    """An emended or doubtful reading: ``kind``, ``witness``, ``anchor``; its children are the words of the text."""


class mention(nodes.Inline, nodes.TextElement):
    """A name of an entity: ``entity``, ``again``."""


class foreign(nodes.Inline, nodes.TextElement):
    """Words in another language: ``lang``."""


class left_out(nodes.General, nodes.Element):
    """Matter of the witness left out here: ``witness``, ``anchor``."""


class beside(nodes.General, nodes.Element):
    """What stands beside a passage: ``locus``."""


class own_notes(nodes.General, nodes.Element):
    """The document's own notes: ``siglum``, ``inline`` (they stand in the document's own order), ``lost``."""


class editors_notes(nodes.General, nodes.Element):
    """The editors' notes on a document, in the order of their numbers."""


class editors_note(nodes.General, nodes.Element):
    """One note: ``note`` (id), ``number``, ``kind``, ``status``, ``lemma``, ``at``, ``anchor``; its children are the prose."""


class apparatus(nodes.General, nodes.Element):
    """Every departure from the witness: ``siglum``."""


class cards(nodes.General, nodes.Element):
    """The cards of the entities named in a page: ``entities``."""


class citation_data(nodes.General, nodes.Element):
    """What the page needs to cite a passage: ``siglum``."""


class element(nodes.General, nodes.TextElement):
    """A derived view's element: ``tag`` and ``attrs`` as HTML names them; other formats know the few tags by their meaning."""


class picture(nodes.General, nodes.Element):
    """A picture drawn at build time: ``svg`` (text), ``alt`` (words), ``name`` (of the file where one is written), ``paper`` (for the page of a book: text and words)."""


ALL = (
    text_block, headnote, passage, words, lemma_run, note_reference, own_mark, page_mark, correction, mention, foreign,
    left_out, beside, own_notes, editors_notes, editors_note, apparatus, cards, citation_data, element, picture,
)  # fmt: skip


def make(tag: str, *children: nodes.Node | str | None, **attrs: str) -> element:
    """Return an element with its children; ``None`` children are dropped, a trailing underscore of an attribute too."""
    node = element(tag=tag, attrs={name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()})
    for child in children:
        if isinstance(child, str):
            node += nodes.Text(child)
        elif child is not None:
            node += child
    return node
