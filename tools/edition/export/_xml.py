"""XML as text: elements made by hand, because mixed content reads best so (XML 1.0, 5th ed.)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def esc(text: str) -> str:
    """Return text as character data; a character that XML forbids becomes U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tag(name: str, attributes: Mapping[str, str] | None = None, *content: str) -> str:
    """Return an element of ready content; attributes without a value are left out."""
    given = "".join(f' {key}="{esc(value).replace(chr(34), "&quot;")}"' for key, value in (attributes or {}).items() if value)
    inside = "".join(content)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def block(name: str, attributes: Mapping[str, str] | None = None, *content: str) -> str:
    """Return an element whose parts stand on lines of their own; parts that are empty are left out."""
    inside = "\n".join(part for part in content if part)
    return tag(name, attributes, f"\n{inside}\n" if inside else "")


def uri(address: str) -> str:
    """Return an address with the characters escaped that no URI may hold (RFC 3986, 2)."""
    return re.sub(r"[\s<>\"{}|\\^`]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)
