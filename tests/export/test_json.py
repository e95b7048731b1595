"""JSON, annotations, plain text, tables, DTS: as their schemas say, and with the words of the texts."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from edition.derive.bibliography import labels
from edition.export import records
from edition.model import Edition

from .words import ID, passages, plain_passages, words_of


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_as_the_schema_says(exported: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = load(exported / "json" / "edition.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    whole = load(exported / "json" / "edition.json")
    assert [error.message for error in checker.iter_errors(whole)] == []
    del whole["passages"][0]["sha256"]
    whole["notes"][0]["kind"] = "opinion"
    assert len(list(checker.iter_errors(whole))) == 2


def test_words_ids_and_fingerprints(specimen: Edition, exported: Path) -> None:
    whole = load(exported / "json" / "edition.json")
    assert {item["id"]: item["text"] for item in whole["passages"]} == {id_: passage.text for id_, passage in specimen.passages.items()}
    for item in whole["passages"]:
        assert item["sha256"] == hashlib.sha256(item["text"].encode()).hexdigest()
        for mention in item["mentions"]:
            entity = next(entity for entity in whole["entities"] if entity["id"] == mention["entity"])
            assert item["text"][mention["start"] : mention["end"]] in entity["forms"]
    assert [item["id"] for item in whole["notes"]] == list(specimen.notes)
    assert [item["id"] for item in whole["entities"]] == list(specimen.entities)
    assert [item["id"] for item in whole["accounts"]] == list(specimen.accounts)
    assert [item["id"] for item in whole["bibliography"]] == list(specimen.works)


def test_offsets_find_the_words(exported: Path) -> None:
    whole = load(exported / "json" / "edition.json")
    texts = {item["id"]: item["text"] for item in whole["passages"]}
    places = [place for note in whole["notes"] for place in note["places"]] + [told for account in whole["accounts"] for told in account["told"]]
    assert places
    for place in places:
        assert texts[place["passage"]][place["start"] : place["end"]] == place["quote"]


def test_same_notes_in_json_and_tei(exported: Path) -> None:
    whole = load(exported / "json" / "edition.json")
    for siglum in ("kee", "gaz", "let"):
        root = ET.parse(exported / "tei" / f"{siglum}.xml").getroot()
        found = {}
        for note in root.iter("{http://www.tei-c.org/ns/1.0}note"):
            if note.get("type") == "editorial":
                prose = "\n\n".join(words_of(part) for part in note if part.tag.endswith("}p"))
                found[re.sub(r"-in-\w+$", "", note.attrib[ID])] = (int(note.attrib["n"]), prose)
        assert found == {
            f"note-{note['id'].replace('/', '-')}": (note["numbers"][siglum], note["text"]) for note in whole["notes"] if siglum in note["numbers"]
        }


def test_a_changed_word_is_noticed(specimen: Edition) -> None:
    whole = records.as_json(specimen)
    whole["passages"][2]["text"] = whole["passages"][2]["text"].replace("reef", "rock")
    assert [item["id"] for item in whole["passages"] if item["sha256"] != hashlib.sha256(item["text"].encode()).hexdigest()] == ["kee-2"]


def test_plain_text(specimen: Edition, exported: Path) -> None:
    for siglum, document in specimen.documents.items():
        assert plain_passages(exported / "text" / f"{siglum}.txt") == {passage.id: passage.text for passage in document.passages}


def test_annotations_select_the_lemma(specimen: Edition, exported: Path) -> None:
    for siglum in specimen.documents:
        found = load(exported / "annotations" / f"{siglum}.json")
        text = (exported / "text" / f"{siglum}.txt").read_text(encoding="utf-8")
        assert found["type"] == "AnnotationCollection"
        assert found["total"] == len(found["first"]["items"])
        for item in found["first"]["items"]:
            note = next(note for note in specimen.notes.values() if item["id"].endswith("#note-" + note.id.replace("/", "-")))
            assert len(item["target"]) == sum(anchor.at.startswith(siglum + "-") for anchor in note.anchors)
            for target in item["target"]:
                quote, position = target["selector"]
                assert text[position["start"] : position["end"]] == quote["exact"]
                assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
                assert quote["exact"] in {anchor.lemma.words for anchor in note.anchors}


def test_tables(specimen: Edition, exported: Path) -> None:
    with (exported / "csv" / "accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(len(account.told) for account in specimen.accounts.values())
    for row in rows:
        assert row["quote"] in specimen.passages[row["passage"]].text
    with (exported / "csv" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert specimen.passages[row["passage"]].text[int(row["start"]) : int(row["end"])] == row["form"]
    description = load(exported / "csv" / "csv-metadata.json")
    for table in description["tables"]:
        with (exported / "csv" / table["url"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [column["name"] for column in table["tableSchema"]["columns"]]


def expand(template: str, **values: str) -> str:
    """RFC 6570 for the three forms that the endpoint uses: {/a,b}, {;a}."""

    def one(match: re.Match[str]) -> str:
        sign, names = match[1], match[2].split(",")
        if sign == "/":
            return "".join(f"/{values[name]}" for name in names if name in values)
        return "".join(f";{name}={values[name]}" for name in names if name in values)

    return re.sub(r"\{([/;])([\w,]+)\}", one, template)


def test_dts_every_call_is_a_file(specimen: Edition, exported: Path) -> None:
    base = "https://halcyon.example.org/data/"
    entry = load(exported / "dts" / "index.json")
    assert (entry["@type"], entry["dtsVersion"]) == ("EntryPoint", "1.0")

    def get(name: str, **values: str) -> Path:
        address = expand(entry[name], **values)
        assert address.startswith(base)
        return exported / address.removeprefix(base)

    root = load(get("collection"))
    assert root == load(get("collection", id=root["@id"]))
    assert [member["@id"] for member in root["member"]] == list(specimen.documents)
    assert root["totalChildren"] == 3
    for member in root["member"]:
        siglum = member["@id"]
        document = specimen.documents[siglum]
        assert load(get("collection", id=siglum, nav="parents"))["member"][0]["@id"] == root["@id"]
        assert {key: value for key, value in load(get("collection", id=siglum)).items() if key not in ("@context", "member")} == member
        whole = load(get("navigation", resource=siglum, down="1"))
        assert whole["@id"] == base + get("navigation", resource=siglum, down="1").relative_to(exported).as_posix()
        assert [unit["identifier"] for unit in whole["member"]] == [passage.id for passage in document.passages]
        assert passages(ET.parse(get("document", resource=siglum)).getroot()) == {passage.id: passage.text for passage in document.passages}
        for unit in whole["member"]:
            ref = unit["identifier"]
            alone = load(get("navigation", resource=siglum, ref=ref))
            assert alone["ref"] == unit
            assert "member" not in alone
            assert len(load(get("navigation", resource=siglum, ref=ref, down="0"))["member"]) == len(document.passages)
            assert load(get("navigation", resource=siglum, ref=ref, down="-1"))["member"] == [unit]
            part = ET.parse(expand(str(exported / "dts") + "/document{/resource,ref}/index.xml", resource=siglum, ref=ref)).getroot()
            wrapper = next(part.iter("{https://w3id.org/api/dts#}wrapper"))
            assert [(child.get(ID), words_of(child)) for child in wrapper] == [(ref, specimen.passages[ref].text)]


def test_bibliography_for_reference_managers(specimen: Edition, exported: Path) -> None:
    items = {item["id"]: item for item in load(exported / "json" / "bibliography.json")}
    assert items["dunn1999"]["author"][1] == {"family": "van der Oak", "given": "Lily"}
    assert items["wages2003"]["author"] == [{"literal": "Office of Wages"}]
    assert items["wages2003"]["issued"] == {"date-parts": [[2003, 5]]}
    assert items["marsh-quill2004"]["container-title"] == "Papers on the Straits"
    assert {item["type"] for item in items.values()} == {
        "book",
        "article-journal",
        "chapter",
        "paper-conference",
        "thesis",
        "report",
        "manuscript",
        "document",
        "webpage",
    }
    assert set(items) == set(labels(specimen))
