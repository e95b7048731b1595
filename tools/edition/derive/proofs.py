"""Proofs: what of the reviewers' questions can be answered from the model. Each returns its evidence in words, or nothing if it does not hold."""

from __future__ import annotations

from collections.abc import Callable

from ..kinds import EMENDATION_KINDS, NOTE_KINDS, REGISTERS
from ..model import Edition
from .collation import collate
from .fidelity import faithful
from .ledger import broken, releases
from .mentions import by_entity
from .receipt import receipt
from .references import made, records
from .verify import UNCHANGED, verify

Proof = Callable[[Edition], str]


def identity(edition: Edition) -> str:
    citation = edition.citation
    keys = ("title", "authors", "version", "date-released")
    return f"CITATION.cff: {citation['title']}, {citation['version']}, {citation['date-released']}" if all(citation.get(key) for key in keys) else ""


def contributors(edition: Edition) -> str:
    return f"docs/contributors.yaml: {_count(len(edition.contributors), 'contributor')}, each with a role" if edition.contributors else ""


def reachable(edition: Edition) -> str:
    found = [edition.citation[key] for key in ("repository-code", "repository", "url", "contact", "email") if edition.citation.get(key)]
    return found[0] if found else ""


def authors(edition: Edition) -> str:
    found = list(records(edition))
    return (
        f"{_count(len(found), 'note, entry or account', 'notes, entries and accounts')}, none without author"
        if found and all(one.authors for one in found)
        else ""
    )


def earlier(edition: Edition) -> str:
    return _each_document(edition, "earlier")


def history(edition: Edition) -> str:
    return _each_document(edition, "date", "venue")


def condition(edition: Edition) -> str:
    return _each_document(edition, "condition")


def sources(edition: Edition) -> str:
    return _each_document(edition, "address", "seen", "sha256", "condition")


def relations(edition: Edition) -> str:
    pairs = {frozenset((item.one, item.other)) for document in edition.documents.values() for item in document.relations}
    wanted = len(edition.documents) * (len(edition.documents) - 1) // 2
    return f"{_count(len(pairs), 'pair')} of {_count(len(edition.documents), 'document')}, each with kind, certainty and reason" if len(pairs) == wanted else ""


def collated(edition: Edition) -> str:
    """The collation of states of one text is worked out from the texts each time, and can be from the command line."""
    pairs = [(item.one, item.other) for document in edition.documents.values() for item in document.relations if item.kind == "one-text"]
    made_of = [f"edition collate {one} {other}" for one, other in pairs if any(True for _ in collate(edition.documents[one], edition.documents[other]))]
    return "; ".join(made_of) if made_of and len(made_of) == len(pairs) else ""


def variants(edition: Edition) -> str:
    shown = {include.target for page in edition.pages.values() for include in page.includes if include.role == "ed:collation"}
    pairs = [f"{item.one} {item.other}" for document in edition.documents.values() for item in document.relations if item.kind == "one-text"]
    return f"collated on a page of the edition: {', '.join(pairs)}" if pairs and all(pair in shown for pair in pairs) else ""


def faithful_throughout(edition: Edition) -> str:
    count = sum(faithful(document) for document in edition.documents.values())
    return f"the program lays {_count(count, 'text')} against the witnesses, both ways, character by character" if count == len(edition.documents) else ""


def departures(edition: Edition) -> str:
    found = [item for document in edition.documents.values() for item in document.emendations]
    stated = all(item.why or not EMENDATION_KINDS[item.kind].reason for item in found)
    return f"{_count(len(found), 'departure')}, which replayed give the witnesses back" if stated and faithful_throughout(edition) else ""


def classes(edition: Edition) -> str:
    return f"white space alone; {_count(len(EMENDATION_KINDS), 'kind')} of declared departure, a closed list" if faithful_throughout(edition) else ""


def losses(edition: Edition) -> str:
    lost = sum(len(document.lost_notes) for document in edition.documents.values())
    stated = all(document.lost_why for document in edition.documents.values() if document.lost_notes)
    return f"{_count(lost, 'lost note')}, each called by its mark" if stated else ""


def principles(edition: Edition) -> str:
    """Every kind of departure and of note is named on the page of principles, by its word or by the directive that lists them."""
    page = edition.pages.get("principles")
    if page is None:
        return ""
    words = " ".join(line for line, _ in page.text).lower().replace("-", " ")
    listed = any(include.role == "ed:emendations" for include in page.includes)
    kinds = (*(() if listed else EMENDATION_KINDS), *NOTE_KINDS)
    missing = [kind for kind in kinds if kind.replace("-", " ") not in words]
    return f"{len(EMENDATION_KINDS)} kinds of departure and {len(NOTE_KINDS)} of note, each defined on the page of principles" if not missing else ""


def schema(edition: Edition) -> str:
    from importlib import resources  # brings zipfile, tempfile and more

    file = resources.files("edition.export") / "edition.schema.json"
    return "json/edition.schema.json, with the data" if file.is_file() else ""


def annotated(edition: Edition) -> str:
    notes = sum(not note.withdrawn for note in edition.notes.values())
    return f"{_count(notes, 'note')}; every name, date and sum is explained or waived with a reason" if notes else ""


def evidence(edition: Edition) -> str:
    found = [one for one in records(edition) if one.status]
    verified = sum(one.status == "verified" for one in found)
    return f"{verified} of {_count(len(found), 'record')} verified, the rest marked as not" if found else ""


def facts_in_notes(edition: Edition) -> str:
    facts = sum(note.kind == "fact" and not note.withdrawn for note in edition.notes.values())
    return f"no kind of departure corrects a fact; {_count(facts, 'note')} of the kind fact" if "fact" not in EMENDATION_KINDS else ""


def accounts(edition: Edition) -> str:
    found = [account for account in edition.accounts.values() if not account.withdrawn]
    return f"{_count(len(found), 'event')}, of which every document is told or silent" if found else ""


def bibliography(edition: Edition) -> str:
    page = any(include.role in ("ed:bibliography", "bibliography") for one in edition.pages.values() for include in one.includes)
    return f"{_count(len(edition.works), 'work')}" if edition.works and page else ""


def indexes(edition: Edition) -> str:
    shown = {include.role: include for page in edition.pages.values() for include in page.includes}
    registers = {include.target for page in edition.pages.values() for include in page.includes if include.role == "ed:register"}
    used = {entity.register for entity in edition.entities.values()}
    whole = used and used <= registers and "ed:timeline" in shown and edition.accounts and set(REGISTERS) >= registers
    return f"{_count(len(registers), 'register')}, a timeline, a page for each event" if whole else ""


def index_links(edition: Edition) -> str:
    found = by_entity(edition)
    referred = {item.reference.target.lower() for item in made(edition)}
    bare = [
        entity.id for entity in edition.entities.values() if not found[entity.id] and not entity.withdrawn and not {entity.id, entity.name.lower()} & referred
    ]
    return f"{_count(len(edition.entities), 'entry', 'entries')}, {_count(sum(map(len, found.values())), 'mention')}" if found and not bare else ""


def identifier(edition: Edition) -> str:
    return next((edition.citation[key] for key in ("doi", "swhid") if edition.citation.get(key)), "")


def permanent(edition: Edition) -> str:
    past = releases(edition)
    return f"docs/ledger.jsonl: {_count(len(past), 'release')}, the last {past[-1].id}" if past and not any(broken(edition)) else ""


def citable(edition: Edition) -> str:
    """The receipt that each passage prints is answered by the verifier with “unchanged”."""
    number = edition.citation.get("version", "")
    found = [passage for passage in edition.passages.values() if not passage.withdrawn]
    if not number or "how-to-cite" not in edition.pages:
        return ""
    if any(verify(edition, receipt(passage.id, number, passage.text)).verdict != UNCHANGED for passage in found):
        return ""
    return f"{_count(len(found), 'receipt')}, each verified"


def changes(edition: Edition) -> str:
    pages = [page.name for page in edition.pages.values() for include in page.includes if include.role == "ed:changes"]
    return f"{pages[0]}, from the ledger" if pages else ""


def licences(edition: Edition) -> str:
    return (
        f"CITATION.cff: {edition.citation['license']}; {_each_document(edition, 'rights')}"
        if edition.citation.get("license") and _each_document(edition, "rights")
        else ""
    )


def _each_document(edition: Edition, *keys: str) -> str:
    """Whether every document states these keys in ``document.yaml``."""
    documents = edition.documents.values()
    whole = all(document.sha256 if key == "sha256" else document.meta.get(key) for document in documents for key in keys)
    return f"{', '.join(keys)} of {_count(len(edition.documents), 'document')}" if documents and whole else ""


def _count(number: int, word: str, words: str = "") -> str:
    return f"{number:,} {word if number == 1 else words or word + 's'}"
