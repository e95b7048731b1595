"""The ``conf.py`` with which the tests build the specimen, and copies of it."""

CONF = """
project = "The Loss of the Halcyon"
author = "Ruth Alder"
version = release = "2030.1"
language = "en"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "edition.sphinx_ext"]
nitpicky = True
smartquotes = False
myst_enable_extensions = ["attrs_inline", "attrs_block", "colon_fence", "deflist"]
bibtex_bibfiles = ["../bib/documents.bib", "../bib/editors.bib"]
html_theme = "edition"
html_domain_indices = False
html_copy_source = False
edition_pdf_exclude = ["workshop"]
"""
