"""A corpus of any size, made with a fixed seed: documents in the density of a real edition, and none of its faults.

``python tests/benchmarks/corpus.py FOLDER DOCUMENTS [--notes N] [--plain FOLDER]``

A document has 35 passages of 50 words, five emendations, and N notes (100 in a dense edition; 4 by default, so that five
thousand documents remain a few ten thousand files). Documents stand in groups of five, whose relations are stated; each
group has an event that two of its documents tell. Every document names four entities of its own and cites one work.
With ``--plain`` the same pages are written once more as plain MyST, for Sphinx without any of ours.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from pathlib import Path

SEED = 1831
PASSAGES, WORDS, EMENDATIONS, NOTES, GROUP, NAMES = 35, 50, 5, 4, 5, 4
_SYLLABLES = "ba be bi bo bra ca ce cla co da de dra du fa fe fi fo ga gi gra ha he ho ja ka ke la le li lo ma me mi mo na ne no pa pe pla po ra re ri ro sa se so sta ta te ti to tra va ve vi wa we zo".split()
_ENDS = "l n r s t m ne le re th sh st nd".split()
_KINDS = ("fact", "context", "term", "source")


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Words that are no words, each once; the first are the commonest."""
    out: dict[str, None] = {}
    while len(out) < size:
        out["".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((1, 2, 2, 3)))) + chance.choice(_ENDS)] = None
    return list(out)


class Corpus:
    """Writes one corpus below ``root``; ``words`` counts those of its texts."""

    def __init__(self, root: Path, documents: int, notes: int = NOTES, plain: Path | None = None) -> None:
        self.root, self.documents, self.notes, self.plain = root, documents, notes, plain
        self.chance = random.Random(SEED)
        self.vocabulary = vocabulary(self.chance, 4000)
        self.weights = [1 / (rank + 3) for rank in range(len(self.vocabulary))]
        self.words = 0

    def put(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def write(self) -> Corpus:
        sigla = [f"d{number}x" for number in range(1, self.documents + 1)]
        for number, siglum in enumerate(sigla):
            self._document(number, siglum, list(sigla[number + 1 : number - number % GROUP + GROUP]))
        for group in range(0, self.documents - 1, GROUP):
            self._account(group // GROUP, sigla[group : group + GROUP])
        self.put("CITATION.cff", 'cff-version: 1.2.0\nmessage: made\ntitle: "A corpus"\ntype: dataset\nauthors:\n  - name: The makers\nversion: "2030.1"\ndate-released: "2030-01-31"\nlicense: CC0-1.0\nurl: https://corpus.example.org/\n')
        self.put("docs/contributors.yaml", "editors: {name: The makers, role: all}\n")
        self.put("docs/registers/people.md", "# People\n\n```{ed:register} people\n```\n")
        self.put("docs/bibliography.md", "# Bibliography\n\n```{ed:bibliography} editors\n```\n")
        pages = [*(f"texts/{siglum}" for siglum in sigla), *(f"accounts/event-{group // GROUP + 1}" for group in range(0, self.documents - 1, GROUP)), "registers/people", "bibliography"]
        self.put("docs/index.md", "# A corpus\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n")
        conf = (Path(__file__).parents[2] / "docs" / "conf.py").read_text(encoding="utf-8")
        self.put("docs/conf.py", conf)
        self.put("bib/editors.bib", "".join(self._work(number) for number in range(self.documents)))
        if self.plain:
            self._plain_frame(sigla)
        return self

    def _work(self, number: int) -> str:
        return (
            f"@book{{book-{number + 1}x,\n  author = {{Writer, Ann {_letters(number)}}},\n  title = {{A Book of {_letters(number)} Matters}},\n  year = {{1980}},\n"
            "  publisher = {The House},\n  standing = {verified},\n  keywords = {scholarly},\n}\n\n"
        )

    def _names(self, number: int) -> list[str]:
        return [f"Halden {_letters(number * NAMES + place)}" for place in range(NAMES)]

    def _passage(self, number: int, place: int) -> str:
        words = self.chance.choices(self.vocabulary, self.weights, k=WORDS)
        if place < NAMES * 2:
            words[10:12] = self._names(number)[place % NAMES].split()
        for start in range(0, WORDS, 10):
            words[start] = ("The", "In the", "When the", "After the", "But the")[start // 10] + " " + words[start]
            words[start + 9] += "."
        self.words += WORDS + 5
        return " ".join(words)

    def _document(self, number: int, siglum: str, later: list[str]) -> None:
        passages = [self._passage(number, place) for place in range(PASSAGES)]
        text, witness, emendations = [], [], []
        for place, passage in enumerate(passages, 1):
            text.append(f"{{#{siglum}-{place}}}\n{passage}\n")
            received = passage
            if place % (PASSAGES // EMENDATIONS) == 0:
                word = max((word for word in passage.replace(".", "").split() if passage.count(word) == 1 and word.islower()), key=len)
                received = passage.replace(word, word[0] + word)
                emendations.append(f"- {{at: {siglum}-{place}, lemma: {word}, witness: {word[0] + word}, kind: misprint, why: a letter doubled by the keys}}\n")
            witness.append(received)
        source = "\n\n".join(witness) + "\n"
        folder = f"sources/{siglum}"
        self.put(f"{folder}/text.md", "\n".join(text))
        self.put(f"{folder}/witness.txt", source)
        self.put(f"{folder}/emendations.yaml", "".join(emendations))
        relations = "".join(f"  - {{to: {other}, kind: independent, certainty: certain, why: They were made apart.}}\n" for other in later)
        self.put(
            f"{folder}/document.yaml",
            f"order: {number + 1}\ntitle: Document {siglum}\ntitle-supplied: yes\nshort: Document {siglum}\nauthor: nobody\ngenre: made words\nlanguage: en\ndate: unknown\n"
            f"group: g{number // GROUP + 1}\nvenue: none\naddress: not found\nseen: 2030-01-15\nearlier: none known\nrights: In the public domain.\nlicence: CC0-1.0\n"
            f"condition: Made for a benchmark.\nsha256: {hashlib.sha256(source.encode()).hexdigest()}\nrelations:{chr(10) + relations if relations else ' []' + chr(10)}",
        )
        self.put(f"docs/texts/{siglum}.md", f"# Document {siglum}\n\nA made document.\n\n```{{ed:text}} {siglum}\n```\n")
        for place, name in enumerate(self._names(number)):
            self.put(
                f"docs/registers/people/{_slug(name)}.md",
                f"---\nname: {name}\ngloss: A made name.\nforms: [{name}]\nstatus: verified\nseen: [internal]\nauthor: [editors]\n---\n"
                f"They are named in {{ed:loc}}`{siglum}-{place + 1}` {{cite:p}}`book-{number + 1}x`.\n",
            )
        plain = []
        for count in range(self.notes):
            place = count % PASSAGES
            lemma = self._lemma(passages[place], count // PASSAGES)
            body = f"Note {_letters(count)} of document {siglum} says what these words mean, and that {{ed:loc}}`{siglum}-{(place + 3) % PASSAGES + 1}` has others {{cite:p}}`book-{number + 1}x{{p. {count + 1}}}`."
            self.put(
                f"docs/notes/{siglum}/note-{count + 1}.md",
                f"---\nat: {siglum}-{place + 1}\nlemma: {lemma}\nkind: {_KINDS[count % 4]}\nstatus: verified\nseen: [internal]\nauthor: [editors]\n---\n{body}\n",
            )
            plain.append((place, body.replace("{ed:loc}", "{ref}")))
        if self.plain:
            self._plain(number, siglum, passages, plain)

    def _lemma(self, passage: str, turn: int) -> str:
        """Three words that stand once, another three at each turn."""
        words = passage.split()
        for at in range(14 + 3 * turn, len(words) - 3):
            lemma = " ".join(words[at : at + 3]).strip(".")
            if passage.count(lemma) == 1 and "." not in lemma:
                return lemma
        return words[11]

    def _account(self, number: int, group: list[str]) -> None:
        told = []
        for siglum in group[:2]:
            passage = (self.root / "sources" / siglum / "text.md").read_text(encoding="utf-8").split("\n")[1]
            told.append(f"  - {{at: {siglum}-1, quote: {self._lemma(passage, 0)}, says: it happened, states: {{date: 1831-04}}, stance: states}}\n")
        silent = "".join(f"  {siglum}: [no such word at all]\n" for siglum in group[2:])
        self.put(
            f"docs/accounts/event-{number + 1}.md",
            f"---\ntitle: Event {_letters(number)}\ndate: 1831-04\nshown: April 1831\ncertainty: certain\nevidence: [book-{number * GROUP + 1}x]\ntold:\n{''.join(told)}"
            f"{'silent:' + chr(10) + silent if silent else ''}status: verified\nseen: [internal]\nauthor: [editors]\n---\nThey agree {{cite:p}}`book-{number * GROUP + 1}x`.\n",
        )

    # the same pages for Sphinx alone

    def _plain(self, number: int, siglum: str, passages: list[str], notes: list[tuple[int, str]]) -> None:
        assert self.plain
        at: dict[int, list[int]] = {}
        for count, (place, _) in enumerate(notes):
            at.setdefault(place, []).append(count)
        blocks = [f"({siglum}-{place + 1})=\n{passage}{''.join(f'[^n{count + 1}]' for count in at.get(place, ()))}\n" for place, passage in enumerate(passages)]
        feet = [f"[^n{count + 1}]: {_named(body)}\n" for count, (_, body) in enumerate(notes)]
        path = self.plain / "texts" / f"{siglum}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Document {siglum}\n\nA made document.\n\n" + "\n".join(blocks) + "\n" + "\n".join(feet), encoding="utf-8")

    def _plain_frame(self, sigla: list[str]) -> None:
        assert self.plain
        people = "".join(f"## {name}\n\nA made name, in {{ref}}`passage <d{number + 1}x-{place + 1}>` {{cite:p}}`book-{number + 1}x`.\n\n" for number in range(self.documents) for place, name in enumerate(self._names(number)))
        (self.plain / "people.md").write_text(f"# People\n\n{people}", encoding="utf-8")
        (self.plain / "bibliography.md").write_text("# Bibliography\n\n```{bibliography}\n:all:\n```\n", encoding="utf-8")
        pages = [*(f"texts/{siglum}" for siglum in sigla), "people", "bibliography"]
        (self.plain / "index.md").write_text("# A corpus\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n", encoding="utf-8")
        (self.plain / "editors.bib").write_text("".join(self._work(number) for number in range(self.documents)), encoding="utf-8")
        (self.plain / "conf.py").write_text('project = "A corpus"\nextensions = ["myst_parser", "sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["editors.bib"]\nhtml_theme = "alabaster"\nsmartquotes = False\n', encoding="utf-8")


def _named(body: str) -> str:
    """A reference to a paragraph needs words of its own in plain Sphinx."""
    head, _, tail = body.partition("{ref}`")
    target, _, rest = tail.partition("`")
    return f"{head}{{ref}}`passage <{target}>`{rest}"


def _letters(number: int) -> str:
    """A number as a capitalised word of letters, no two alike: Aba, Abe … (syllables of a consonant and a vowel)."""
    out = ""
    while True:
        number, rest = divmod(number, 100)
        out = "bcdfghjklmnprstvwxyz"[rest // 5] + "aeiou"[rest % 5] + out
        if not number:
            return "Q" + out + "q"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=int)
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--plain", type=Path)
    args = parser.parse_args()
    made = Corpus(args.folder, args.documents, args.notes, args.plain).write()
    print(f"{made.documents} documents, {made.words:,} words")


if __name__ == "__main__":
    main()
