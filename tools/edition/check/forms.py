"""E4: the forms of register entries: each is used, is claimed by one entry, and is limited by places that exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..derive.mentions import applies, mentions
from ..derive.questions import has_whole
from ..diagnostics import Diagnostic, nearest, rule
from ..locus import printed
from ..model import Edition, Entity, Form
from . import check
from .sound import all_sound

IDLE_FORM = rule("E404", "idle-form")
AMBIGUOUS_FORM = rule("E405", "ambiguous-form")
UNKNOWN_LIMIT = rule("E406", "limit-at-unknown-passage")
IDLE_EXCLUSION = rule("E412", "idle-exclusion")


def places(edition: Edition, words: str) -> list[str]:
    """The passages in which a form stands as whole words, whether it is meant there or not."""
    return [id_ for id_ in has_whole.everywhere(edition, words) if not edition.passages[id_].withdrawn]


def standing(edition: Edition) -> Iterator[Entity]:
    """The entries that claim their forms: those that were withdrawn claim none."""
    return (entity for entity in edition.entities.values() if not entity.withdrawn)


def known(edition: Edition, limit: str) -> bool:
    return limit in edition.documents or limit in edition.passages


@check
def limits(edition: Edition) -> Iterator[Diagnostic]:
    """“in” and “exclude” name documents or passages of the edition; an exclusion excludes something."""
    if not all_sound(edition):
        return
    among = [*edition.documents, *edition.passages]
    for entity in standing(edition):
        for form in entity.forms:
            for limit in form.within:
                if not known(edition, limit):
                    yield UNKNOWN_LIMIT(form.span, f"there is no document or passage “{limit}”{nearest(limit, among)}", "correct “in”")
        for limit, span in entity.exclude:
            if not known(edition, limit):
                yield UNKNOWN_LIMIT(span, f"there is no document or passage “{limit}”{nearest(limit, among)}", "correct “exclude”")
            elif not any(limit in (id_, id_.partition("-")[0]) for form in entity.forms for id_ in places(edition, form.words)):
                yield IDLE_EXCLUSION(span, f"no form of the entry stands in {limit}, which it excludes", "remove it from “exclude”")


@check
def ambiguous_forms(edition: Edition) -> Iterator[Diagnostic]:
    """At one place a form stands for one entry."""
    for (entity, form), (other, _), place in clashes(edition):
        same = "itself, twice" if other is entity else f"“{other.id}” too"
        yield AMBIGUOUS_FORM(form.span, f"“{form.words}” in {printed(place)} is claimed by {same}", "limit one of them: “{form: …, in: […]}” or “exclude: […]”")


Claim = tuple[Entity, Form]


def clashes(edition: Edition) -> Iterator[tuple[Claim, Claim, str]]:
    """Yield two claims to one form with the first passage where both hold, later entry first."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for entity in standing(edition):
        for form in entity.forms:
            claims[form.words].append((entity, form))
    for words, both in claims.items():
        if len(both) < 2:
            continue
        here = places(edition, words)
        for index, (entity, form) in enumerate(both[1:], 1):
            for other, rival in both[:index]:
                shared = [id_ for id_ in here if applies(form, entity, edition.passages[id_]) and applies(rival, other, edition.passages[id_])]
                if shared:
                    yield (entity, form), (other, rival), shared[0]
                    break


@check
def idle_forms(edition: Edition) -> Iterator[Diagnostic]:
    """Every form matches somewhere."""
    for _, form, inside in idle(edition):
        if inside:
            yield IDLE_FORM(
                form.span,
                f"“{form.words}” stands only where a longer form or another entry is meant, as in {printed(inside)}",
                "remove the form, or limit the other",
            )
        else:
            yield IDLE_FORM(form.span, f"“{form.words}” matches nowhere{_like(edition, form.words)}", "write the form as the texts have it, or remove it")


def idle(edition: Edition) -> Iterator[tuple[Entity, Form, str]]:
    """Yield the forms that give no mention, with a passage where the words stand all the same, or ``""``."""
    if not all_sound(edition):
        return
    used = {(mention.entity, mention.form.span) for here in mentions(edition).values() for mention in here}
    clashing = {claim[1].span for pair in clashes(edition) for claim in pair[:2]}
    for entity in standing(edition):
        for form in entity.forms:
            if (entity.id, form.span) in used or form.span in clashing or not all(known(edition, limit) for limit in form.within):
                continue
            here = [id_ for id_ in places(edition, form.words) if applies(form, entity, edition.passages[id_])]
            yield entity, form, here[0] if here else ""


def _like(edition: Edition, words: str) -> str:
    """Offer the stretch of the texts that is most like a form."""
    size = len(words.split())
    stretches = {
        " ".join(have[start : start + size]).strip(".,;:“”()")
        for passage in edition.passages.values()
        if not passage.withdrawn
        for have in [passage.text.split()]
        for start in range(len(have) - size + 1)
    }
    return nearest(words, [stretch for stretch in stretches if stretch[:1].lower() == words[:1].lower()], 0.8)
