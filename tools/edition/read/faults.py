"""The collector that readers hand their faults to: nothing is raised, all faults are shown in one run."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..diagnostics import Diagnostic, Rule, Span


@dataclass
class Faults:
    """Diagnostics in the order in which they were found."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, rule: Rule, span: Span, message: str, mend: str = "", *, fix: str = "") -> None:
        self.found.append(rule(span, message, mend, fix=fix))
