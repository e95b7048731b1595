"""edition: the machinery of an annotated scholarly edition.

The package knows no fact about the documents of any one edition.
Its layers, imports only downwards (kept by ``tests/test_layers.py``)::

    cli
    new | serve
    sphinx_ext | check | export | report      siblings: none imports another
    derive
    read
    model  inlines  kinds  locus  lemma  diagnostics  patterns    no third-party imports
"""

from __future__ import annotations

__version__ = "0.1.0"
