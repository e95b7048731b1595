"""Dependence: documents that repeat one another are one voice, and agreement is weighed by it."""

from __future__ import annotations

from ..model import Account, Edition

#: relations under which one document's agreement adds nothing to the other's
DEPENDENT = ("one-text", "copy", "paraphrase", "common-source")


def related(edition: Edition, one: str, other: str) -> bool:
    """Whether two passages depend on each other, by the relations of their documents."""
    a, b = one.partition("-")[0], other.partition("-")[0]
    if a == b:
        return True
    for document in edition.documents.values():
        for relation in document.relations:
            if {relation.one, relation.other} != {a, b} or relation.kind not in DEPENDENT:
                continue
            if not relation.passages:
                return True
            if (one, other) in relation.passages or (other, one) in relation.passages:
                return True
    return False


def voices(edition: Edition, account: Account) -> list[list[str]]:
    """Return the documents that tell an event, those of one voice together, in the order of the edition."""
    loci: dict[str, list[str]] = {}
    for telling in account.told:
        loci.setdefault(telling.at.partition("-")[0], []).append(telling.at)
    groups: list[list[str]] = []
    for siglum in edition.documents:
        if siglum not in loci:
            continue
        mine = [group for group in groups if any(related(edition, here, there) for other in group for here in loci[siglum] for there in loci[other])]
        joined = [name for group in mine for name in group] + [siglum]
        groups = [group for group in groups if group not in mine] + [joined]
    return groups


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number_word(number: int) -> str:
    """Return a small number in words."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def in_words(groups: list[list[str]]) -> str:
    """Say how many voices the documents are: “three documents, two voices”."""
    documents = sum(len(group) for group in groups)
    return f"{number_word(documents)} document{'s' * (documents != 1)}, {number_word(len(groups))} voice{'s' * (len(groups) != 1)}"
