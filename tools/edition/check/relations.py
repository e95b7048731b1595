"""E1: the relations of the documents, each pair stated once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..diagnostics import Diagnostic, Span, nearest, rule
from ..model import Edition
from ..read.document import BROKEN_RELATION
from . import check
from .sound import faulty, sound

PAIR_UNSTATED = rule("E120", "relation-unstated")
ORDER_UNCLEAR = rule("E121", "order-unclear")


@check
def relations(edition: Edition) -> Iterator[Diagnostic]:
    """Each pair of documents of a group has its relation stated once, in the one that comes first."""
    stated: dict[frozenset[str], Span] = {}
    broken = {siglum for siglum in edition.documents if faulty(edition, f"sources/{siglum}/document.yaml")}
    for siglum, document in edition.documents.items():
        for relation in document.relations:
            if relation.other not in edition.documents or relation.other == siglum:
                yield BROKEN_RELATION(
                    relation.span, f"there is no other document “{relation.other}”{nearest(relation.other, [one for one in edition.documents if one != siglum])}", "correct “to”"
                )
                broken.add(siglum)
                continue
            pair = frozenset((siglum, relation.other))
            if pair in stated:
                yield BROKEN_RELATION(
                    relation.span,
                    f"the relation of {siglum} and {relation.other} is stated already at {stated[pair].file}:{stated[pair].line}",
                    "keep one of the two",
                )
            stated[pair] = relation.span
            for one, other in relation.passages:
                for id_, owner in ((one, siglum), (other, relation.other)):
                    if id_ not in edition.documents[owner].by_id and sound(edition, owner):
                        yield BROKEN_RELATION(
                            relation.span, f"there is no passage “{id_}” in {owner}", "name a passage of the first document, then one of the second"
                        )
    for one, other in (pair for group in edition.groups.values() for pair in combinations(group, 2)):
        if frozenset((one, other)) not in stated and not broken & {one, other}:
            yield PAIR_UNSTATED(
                edition.documents[one].spans.get("relations", Span(f"sources/{one}/document.yaml")),
                f"nothing says how {one} and {other} hang together",
                f"add “- {{to: {other}, kind: …, certainty: …, why: …}}” to the relations of {one}",
            )


@check
def order(edition: Edition) -> Iterator[Diagnostic]:
    """The documents' order is a whole number each, all different."""
    seen: dict[str, str] = {}
    for siglum, document in edition.documents.items():
        value = document.meta.get("order", "")
        if not value:
            continue
        if not value.isdecimal() or len(value) > 6:
            yield ORDER_UNCLEAR(document.spans["order"], f"“{value}” is no number", "write “order: 1”")
        elif value in seen:
            yield ORDER_UNCLEAR(document.spans["order"], f"{seen[value]} has the order {value} already", "give each document its own number")
        seen.setdefault(value, siglum)
