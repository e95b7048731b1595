"""Settings of the Sphinx project. What is done with them is in ``tools/edition/sphinx_ext``."""

from pathlib import Path

import yaml

_citation = yaml.safe_load(Path(__file__).parent.parent.joinpath("CITATION.cff").read_text(encoding="utf-8"))

project = _citation["title"]
author = "; ".join(person.get("name") or f"{person['given-names']} {person['family-names']}" for person in _citation["authors"])
version = release = str(_citation["version"])
copyright = f"{_citation['date-released'][:4]}, {author}"
language = "en"

extensions = ["myst_parser", "sphinxcontrib.bibtex", "edition.sphinx_ext"]
exclude_patterns = ["_build"]
nitpicky = True
# The documents' quotation marks are evidence, and the editors type their own.
smartquotes = False

myst_enable_extensions = ["attrs_inline", "attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3

bibtex_bibfiles = ["../" + path.relative_to(Path(__file__).parent.parent).as_posix() for path in sorted(Path(__file__).parent.parent.glob("bib/*.bib"))]

html_theme = "edition"
html_title = project
html_copy_source = False
html_show_sphinx = False
html_domain_indices = False
html_baseurl = ""

# Pages that are for the website and not for the book.
edition_pdf_exclude = ["help", "verify", "score", "colophon", "checks/*", "contributing/*"]
