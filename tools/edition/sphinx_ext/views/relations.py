"""``{ed:relations}``: how each pair of documents hangs together, stated once."""

from __future__ import annotations

from docutils import nodes

from . import View, link, matrix, separated

KIND_WORDS = {
    "one-text": "one text in two states", "copy": "one copied from the other", "paraphrase": "one paraphrases the other",
    "common-source": "both draw on one source", "independent": "independent",
}  # fmt: skip


def build(view: View) -> list[nodes.Node]:
    rows: list[list[list[nodes.Node] | str]] = []
    for document in view.edition.documents.values():
        for relation in document.relations:
            pairs = [[*link(view, "loc", one), nodes.Text(" and "), *link(view, "loc", other)] for one, other in relation.passages]
            where: list[nodes.Node] = [nodes.Text(relation.why)]
            if pairs:
                where += [nodes.Text(" It holds for "), *separated(pairs, "; "), nodes.Text(".")]
            rows.append([f"{relation.one.upper()} and {relation.other.upper()}", KIND_WORDS[relation.kind], relation.certainty, where])
    return [matrix(["Pair", "Relation", "Certainty", "Why"], rows, label="The relations of the documents", class_="prose")]
