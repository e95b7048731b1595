"""Files: the one place where bytes of the edition are read and judged as text."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics import Span, rule
from .characters import clean
from .faults import Faults

MISSING = rule("E101", "missing-file")
EMPTY = rule("E102", "empty-file")
NOT_A_FILE = rule("E103", "not-a-file")
NOT_UTF8 = rule("E104", "not-utf-8")
BYTE_ORDER_MARK = rule("E105", "byte-order-mark")
CARRIAGE_RETURNS = rule("E106", "carriage-returns")
NUL = rule("E107", "nul-character")


def relative(root: Path, path: Path) -> str:
    """Return the path as diagnostics show it: relative to the edition, with forward slashes."""
    whole, head = str(path), f"{root}/"
    if whole.startswith(head) and "\\" not in whole:
        return whole[len(head) :]
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def read_bytes(root: Path, path: Path, faults: Faults) -> bytes | None:
    """Return the bytes of a file, or None after adding the fault that kept it from being read."""
    name = relative(root, path)
    span = Span(name)
    try:
        return faults.bytes_of(name) if faults.held else path.read_bytes()
    except FileNotFoundError:
        faults.add(MISSING, span, "the file is missing", "add it, or remove what needs it")
    except IsADirectoryError:
        faults.add(NOT_A_FILE, span, "this is a folder where a file is expected", "move the folder, and put the file in its place")
    except OSError as error:
        faults.add(NOT_A_FILE, span, f"the file cannot be read: {error.strerror}", "see that it is a plain file that may be read")
    return None


def decode(file: str, data: bytes, faults: Faults, *, received: bool = False) -> str | None:
    """Return the text of a file's bytes, or None if they are not UTF-8.

    A ``received`` file (a witness) is evidence: its byte-order mark, line ends and odd characters are kept and are no fault.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        col = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        faults.add(NOT_UTF8, Span(file, line, col), f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8")
        return None
    if received:
        return text
    if not text.strip():
        faults.add(EMPTY, Span(file), "the file is empty", "fill it, or remove it")
        return None
    if text.startswith("\ufeff"):
        faults.add(BYTE_ORDER_MARK, Span(file), "the file begins with a byte-order mark", "save the file as UTF-8 without one")
        text = text[1:]
    if "\r" in text:
        at = text.index("\r")
        line = text.count("\n", 0, at) + 1
        faults.add(
            CARRIAGE_RETURNS, Span(file, line, at - text.rfind("\n", 0, at)), "the file has carriage returns at its line ends", "save it with plain line feeds"
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        at = text.index("\0")
        faults.add(NUL, Span(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), "the file has a NUL character", "remove it")
        text = text.replace("\0", "")
    return clean(text, file, faults)


def read_text(root: Path, path: Path, faults: Faults, *, received: bool = False) -> str | None:
    """Return the text of a file, or None after adding the fault."""
    data = read_bytes(root, path, faults)
    return None if data is None else decode(relative(root, path), data, faults, received=received)
