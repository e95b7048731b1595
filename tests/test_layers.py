"""The layers of the package, as the docstring of ``edition`` draws them: imports point downwards only, and no fact about
the documents of this edition is in the tools."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.model import Edition

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "tools" / "edition"
MODULES = {
    ".".join(("edition", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path for path in sorted(PACKAGE.rglob("*.py"))
    if "starter" not in path.parts  # the files of a new edition, copied and not imported
}
#: what the diagram in the docstring of the package says of a line, after the names
_REMARK = re.compile(r"\s{3,}.*$|\b(?:siblings|no third-party).*$")


def _layers() -> tuple[tuple[str, ...], ...]:
    """The layers as the docstring of the package draws them, lowest first."""
    docstring = ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))) or ""
    drawn = docstring.split("::\n\n", 1)[1].split("\n\n")[0]
    return tuple(tuple(re.findall(r"\w+", _REMARK.sub("", line.strip()))) for line in reversed(drawn.splitlines()))


LAYERS = _layers()
#: the lowest layer is one: its modules may import each other
ONE = LAYERS[0]
#: the third-party packages that each part may use, and the only modules that may where one is to know a library alone
THIRD_PARTY = {
    "yaml": ("edition.read.records",),
    "pybtex": ("edition.read.bib", "edition.sphinx_ext"),
    "sphinx": ("edition.sphinx_ext",),
    "docutils": ("edition.sphinx_ext",),
    "sphinxcontrib": ("edition.sphinx_ext",),
    "typst": ("edition.sphinx_ext",),
    "pikepdf": ("edition.sphinx_ext", "edition.check.built"),
    "starlette": ("edition.serve",),
    "uvicorn": ("edition.serve",),
    "watchfiles": ("edition.serve",),
}
MOST_LINES = 400


def part(module: str) -> str:
    """The part of the package that a module belongs to: the word after ``edition.``."""
    return module.split(".")[1] if "." in module else ""


def layer(module: str) -> int:
    """The number of a module's layer; the package itself is below all."""
    return next((number for number, parts in enumerate(LAYERS) if part(module) in parts), -1 if module == "edition" else 99)


def imports(module: str) -> Iterator[tuple[int, str]]:
    """Yield line and absolute name of everything that a module imports, wherever in it the import stands."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join((*above, *([node.module] if node.module else [])))
            for name in node.names:
                whole = f"{base}.{name.name}"
                yield node.lineno, whole if whole in MODULES else base


def test_the_layers_are_drawn() -> None:
    heights = [layer(f"edition.{name}") for name in ("model", "read", "derive", "check", "cli")]
    assert heights == sorted(set(heights))
    assert heights[0] == 0
    assert layer("edition.check") == layer("edition.sphinx_ext") == layer("edition.export") == layer("edition.report")


def test_every_part_has_a_layer() -> None:
    assert [module for module in MODULES if layer(module) == 99] == []


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_downwards(module: str) -> None:
    mine, wrong = layer(module), []
    for line, name in imports(module):
        if name.split(".")[0] != "edition":
            continue
        theirs = layer(name)
        same = part(name) == part(module) or (part(module) in ONE and part(name) in ONE)
        if theirs > mine or (theirs == mine and not same):
            wrong.append(f"{MODULES[module].relative_to(ROOT)}:{line}: {module} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_third_parties_where_they_belong(module: str) -> None:
    wrong = []
    for line, name in imports(module):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top == "edition":
            continue
        allowed = THIRD_PARTY.get(top, ())
        if not any(module == home or module.startswith(home + ".") for home in allowed):
            wrong.append(f"{MODULES[module].relative_to(ROOT)}:{line}: {module} imports {name}")
    assert wrong == []


def test_third_parties_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\s\[<>=;,]", line)[0].lower().replace("-", "_") for line in project["dependencies"]}
    used = {name.split(".")[0] for module in MODULES for _, name in imports(module)} - set(sys.stdlib_module_names) - {"edition"}
    brought = {"docutils": "sphinx", "sphinxcontrib": "sphinxcontrib_bibtex", "yaml": "pyyaml"}
    assert {brought.get(name, name) for name in used} <= declared


def needed(module: str) -> set[str]:
    """The modules of the package that Python imports when it imports one: those named where it is executed, and their packages."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    out = {module.rpartition(".")[0]}

    def walk(body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
                continue
            if isinstance(node, ast.ImportFrom) and node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join((*above, *([node.module] if node.module else [])))
                out.update((base, *(f"{base}.{name.name}" for name in node.names)))
            for name in ("body", "orelse", "handlers", "finalbody"):
                walk(getattr(node, name, []))

    walk(ast.parse(path.read_text(encoding="utf-8")).body)
    wanted = {name for name in out if name in MODULES} - {module}
    return wanted | {package for name in wanted for package in _packages(name)} - {module}


def _packages(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def tangled() -> list[str]:
    """The modules that stand in a circle of imports, the packages that import their own modules among them."""
    direct = {module: needed(module) for module in MODULES}
    out = []
    for module in MODULES:
        reached, waiting = set(), list(direct[module])
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(direct[name])
        if module in reached:
            out.append(module)
    return out


_ALONE = """
import importlib, os, sys
import docutils.nodes, sphinx.application, sphinx.writers.html5, sphinxcontrib.bibtex, yaml, pybtex.database, pybtex.style.formatting
assert not [name for name in sys.modules if name.split(".")[0] == "edition"]
failed, covered = [], set()
for name in sys.argv[1:]:
    if name in covered:
        continue
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            importlib.import_module(name)
            os.write(theirs, " ".join(other for other in sys.modules if other.startswith(name + ".")).encode())
        except BaseException as error:
            print(f"{name}: {type(error).__name__}: {error}", flush=True)
            os._exit(1)
        os._exit(0)
    os.close(theirs)
    covered.update(os.fdopen(ours).read().split())
    if os.waitpid(child, 0)[1]:
        failed.append(name)
sys.exit(len(failed) > 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a fresh state for each module is made by fork")
def test_each_module_imports_alone() -> None:
    """A module outside every circle of imports can be imported first if it can be imported at all; those within one are tried.

    Each is tried in a process in which no other module of the package was imported (the libraries are, to spare their time).
    """
    names = sorted(tangled(), key=lambda name: (name.count("."), name))  # a package first: what it loads itself is tried with it
    ran = subprocess.run([sys.executable, "-c", _ALONE, *names], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stdout + ran.stderr
    code = f"import importlib\nfor name in {list(MODULES)!r}: importlib.import_module(name)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_model_needs_nothing_but_python() -> None:
    """The lowest layer imports with no installed package in reach."""
    names = ["edition", *(f"edition.{name}" for name in LAYERS[0])]
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r})\nfor name in {names!r}: __import__(name)"
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_a_check_loads_no_sphinx() -> None:
    code = "import sys, edition.read, edition.check; edition.check.load(); print([n for n in sys.modules if n.split('.')[0] in ('sphinx', 'docutils')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "[]", ran.stdout + ran.stderr


def test_no_module_is_two_things() -> None:
    lines = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in MODULES.values()}
    assert {file: number for file, number in lines.items() if number > MOST_LINES} == {}


# no fact of this edition in the tools

#: names of this edition that are also words which tools need, and why
ALLOWED = {
    "October": "a month",
    "General": "a class of docutils’ nodes",
    "State": "the beginning of a phrase of TEI",
    "Services": "Distributed Text Services, the standard",
    "Normalisation": "the head of a column",
    "Times": "a fount",
    "Charter": "a fount",
    "Change": "a record of the model",
    "First": "the part of a name in BibTeX, and a key of PDF",
    "People": "the head of a register",
    "web": "the web",
}
_WORD = re.compile(r"[^\W\d_]+")
_TEXT = (".py", ".js", ".css", ".html", ".md", ".typ", ".toml", ".json", ".svg", ".xsl", ".rng", ".txt", ".ttl", ".lua")


def facts(edition: Edition) -> dict[str, str]:
    """The words that belong to this edition: sigla, and the capitalised words of titles, entities and events."""
    out = {siglum: f"the siglum {siglum}" for siglum in edition.documents}
    out |= {siglum.upper(): f"the siglum {siglum}" for siglum in edition.documents}
    phrases = [(form, f"a form of {entity.id}") for entity in edition.entities.values() for form in (entity.name, *(form.words for form in entity.forms))]
    phrases += [(account.title, f"the account {account.id}") for account in edition.accounts.values()]
    phrases += [(f"{document.title} {document.short} {document.meta.get('author', '')}", f"the title of {siglum}") for siglum, document in edition.documents.items()]
    for phrase, whence in phrases:
        for word in _WORD.findall(phrase):
            if len(word) > 4 and word[0].isupper():
                out.setdefault(word, whence)
    return out


def test_no_fact_about_the_documents_is_in_the_tools(edition: Edition) -> None:
    known = facts(edition)
    found = []
    for path in sorted(PACKAGE.rglob("*")):
        if not path.is_file() or path.suffix not in _TEXT or path.name == "OFL.txt":  # the founts’ licence is not ours to word
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            found += [
                f"{path.relative_to(ROOT)}:{number}: “{word}” is {known[word]}" for word in _WORD.findall(line) if word in known and word not in ALLOWED
            ]
    assert found == []


def test_each_word_allowed_is_needed(edition: Edition) -> None:
    known = facts(edition)
    words = {word for path in PACKAGE.rglob("*") if path.is_file() and path.suffix in _TEXT for word in _WORD.findall(path.read_text(encoding="utf-8"))}
    assert {word for word in ALLOWED if word not in known or word not in words} == set()
