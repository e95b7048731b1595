"""Settings of the Sphinx project; the tools set the rest."""

from pathlib import Path

import yaml

_root = Path(__file__).parent.parent
_citation = yaml.safe_load(_root.joinpath("CITATION.cff").read_text(encoding="utf-8"))

project = _citation["title"]
author = "; ".join(person.get("name") or f"{person['given-names']} {person['family-names']}" for person in _citation["authors"])
version = release = str(_citation["version"])
language = "en"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "edition.sphinx_ext"]
nitpicky = True
smartquotes = False
myst_enable_extensions = ["attrs_inline", "attrs_block", "colon_fence", "deflist"]
bibtex_bibfiles = [f"../bib/{path.name}" for path in sorted(_root.glob("bib/*.bib"))]
html_theme = "edition"
html_title = project
html_copy_source = False
