"""The one way in which the check after an edit gives up."""

from __future__ import annotations


class Unanswered(Exception):
    """Something cannot be said without looking at everything; all is then checked, and what was reckoned so far is dropped."""
