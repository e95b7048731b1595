"""The collector that readers hand their faults to: nothing is raised, all faults are shown in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic, Rule, Span


@dataclass
class Faults:
    """Diagnostics in the order in which they were found.

    ``held`` has the bytes of files that were read already (by their path from the root): a reader that is given them
    sees no others, nor whether there are others, so that what it finds may be kept under their hash.
    """

    found: list[Diagnostic] = field(default_factory=list)
    held: Mapping[str, bytes] = field(default_factory=dict)

    def bytes_of(self, file: str) -> bytes:
        """Return the bytes of a file of those that were read already. Raises FileNotFoundError if it was not among them."""
        try:
            return self.held[file]
        except KeyError:
            raise FileNotFoundError(file) from None

    def add(self, rule: Rule, span: Span, message: str, mend: str = "", *, fix: str = "") -> None:
        self.found.append(rule(span, message, mend, fix=fix))
