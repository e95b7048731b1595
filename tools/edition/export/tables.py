"""Tables for spreadsheets: CSV (RFC 4180) with its description (W3C “CSV on the Web”, Metadata Vocabulary for Tabular Data, 5).

``csv/accounts.csv`` has a row for each telling, ``csv/mentions.csv`` one for each place where a passage names an entity.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..derive.disagreements import points
from ..derive.mentions import mentions
from ..locus import printed
from ..model import Edition
from ._facts import Facts, facts, write, write_json

NAME = "csv"

_ACCOUNTS = (
    ("account", "id of the event's account"),
    ("title", "its title"),
    ("established", "the date that the editors hold established, ISO 8601"),
    ("certainty", "of that date"),
    ("document", "siglum of the document that tells"),
    ("passage", "id of the passage"),
    ("locus", "the passage as it is cited"),
    ("stance", "states, implies, contradicts"),
    ("against", "the aspects on which it contradicts what is established, parted by “; ”"),
    ("date", "the date as the passage has it, ISO 8601; empty if it gives none"),
    ("says", "what it says, in the editors' words"),
    ("quote", "the exact words"),
    ("states", "further values, aspect=value, parted by “; ”"),
    ("edition", "edition number"),
    ("issued", "day of the edition, ISO 8601"),
    ("licence", "of the editors' work"),
)
_MENTIONS = (
    ("entity", "id of the entry"),
    ("register", "its register"),
    ("name", "its name"),
    ("document", "siglum"),
    ("passage", "id of the passage"),
    ("locus", "the passage as it is cited"),
    ("start", "offset of the first character in the passage, from nought"),
    ("end", "offset after the last"),
    ("form", "the words of the text"),
    ("edition", "edition number"),
    ("issued", "day of the edition, ISO 8601"),
    ("licence", "of the editors' work"),
)


def export(edition: Edition, out: Path) -> list[Path]:
    """Write both tables and the description of them."""
    about = facts(edition)
    folder = out / NAME
    tables = {"accounts.csv": (_ACCOUNTS, _accounts(edition, about)), "mentions.csv": (_MENTIONS, _mentions(edition, about))}
    written = [write(folder / name, _csv([column for column, _ in columns], rows)) for name, (columns, rows) in tables.items()]
    description = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": about.title,
        "dc:creator": list(about.editors),
        "dc:license": about.licence_url or about.licence,
        "dc:rights": about.statement,
        "dc:issued": about.date,
        "tables": [
            {
                "url": name,
                "tableSchema": {
                    "columns": [
                        {"name": column, "titles": column, "dc:description": what, "datatype": "integer" if column in ("start", "end") else "string"}
                        for column, what in columns
                    ]
                },
            }
            for name, (columns, _) in tables.items()
        ],
    }
    written.append(write_json(folder / "csv-metadata.json", description))
    return written


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _accounts(edition: Edition, about: Facts) -> list[list[str]]:
    rows = []
    for account in edition.accounts.values():
        for telling in account.told:
            more = "; ".join(f"{aspect}={value}" for aspect, value in telling.states.items() if aspect != "date")
            rows.append(
                [
                    *(account.id, account.title, account.date, account.certainty, telling.at.partition("-")[0], telling.at, printed(telling.at)),
                    *(telling.stance, "; ".join(points(account, telling)), telling.states.get("date", ""), telling.says, telling.quote.words, more, about.number, about.date, about.licence),
                ]
            )
    return rows


def _mentions(edition: Edition, about: Facts) -> list[list[str]]:
    rows = []
    for here in mentions(edition).values():
        for mention in here:
            entity, passage = edition.entities[mention.entity], edition.passages[mention.passage]
            words = passage.text[mention.start : mention.end]
            rows.append(
                [
                    entity.id,
                    entity.register,
                    entity.name,
                    passage.siglum,
                    passage.id,
                    printed(passage.id),
                    str(mention.start),
                    str(mention.end),
                    words,
                    about.number,
                    about.date,
                    about.licence,
                ]
            )
    return rows
