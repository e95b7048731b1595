"""Packing: a file’s objects written again in compressed object streams, a third of the size that Typst gives.

What was not changed is taken as Typst wrote it, unread: to read all objects and write them out takes three times as long.
No stream ends in the byte of a line end, which stands before ``endstream`` too and has made readers count a byte too few.
Nothing is taken from the clock or from chance.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Set
from itertools import islice
from typing import Any

import pikepdf

_TOGETHER = 200
_LINE_ENDS = (b"\n", b"\r")
#: the head of a table of references that lists every object, and the length of a row
_TABLE = re.compile(rb"xref\s+0 (\d+)\s*?\r?\n")
_ROW = 20


def packed(book: pikepdf.Pdf, written: bytes = b"", changed: Set[int] = frozenset()) -> bytes:
    """Return the file as bytes.

    ``written`` is the file that ``book`` was opened from, and ``changed`` has the number of every object that was changed
    since or added. Without these, or where a changed object has no number of its own, all objects are read.
    """
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 255)}
    plain: list[tuple[int, bytes]] = []

    def write(number: int, head: bytes, data: bytes) -> None:
        places[number] = (1, len(out), 0)
        out.extend(b"%d 0 obj\n%s\nstream\n" % (number, head) + data + b"\nendstream\nendobj\n")

    unread = as_written(written) if written and 0 not in changed else {}
    numbers = sorted(unread.keys() | changed) if unread else [found.objgen[0] for found in book.objects]
    for number in numbers:
        words = unread.get(number) if number not in changed else None
        if words is not None:
            plain.append((number, words))
            continue
        found = book.get_object(number, 0)
        if isinstance(found, pikepdf.Stream):
            write(number, *_stream(found))
        else:
            plain.append((number, found.unparse(resolved=True)))
    last = max(numbers)
    rest = iter(plain)
    while group := list(islice(rest, _TOGETHER)):
        last += 1
        head, data = _object_stream(group)
        for index, (number, _) in enumerate(group):
            places[number] = (2, last, index)
        write(last, head, data)
    _references(out, places, last + 1, book.trailer)
    return bytes(out)


def as_written(whole: bytes) -> dict[int, bytes | None]:
    """Return the objects of a file by number: the words of each as they stand there, and None for a stream.

    Empty if the file has no plain table of references, such as Typst writes.
    """
    start = int(whole[whole.rindex(b"startxref") + 9 : whole.rindex(b"%%EOF")])
    head = _TABLE.match(whole, start)
    if head is None:
        return {}
    begins = {number: int(whole[at : at + 10]) for number in range(1, int(head[1])) if whole[(at := head.end() + _ROW * number) + 17 : at + 18] == b"n"}
    out: dict[int, bytes | None] = {}
    order = sorted(begins, key=begins.__getitem__)
    for number, end in zip(order, [*(begins[number] for number in order[1:]), start], strict=True):
        body = whole[begins[number] : end].rstrip()
        opening = b"%d 0 obj\n" % number
        if not (body.startswith(opening) and body.endswith(b"\nendobj")):
            return {}
        body = body[len(opening) : -len(b"\nendobj")]
        out[number] = None if body.endswith(b"endstream") else body
    return out


def _stream(found: pikepdf.Stream) -> tuple[bytes, bytes]:
    """The dictionary and the bytes of a stream as they are, unless the last byte is that of a line end."""
    data = found.read_raw_bytes()
    about: Any = pikepdf.Dictionary(found.stream_dict)  # type: ignore[arg-type]
    if data[-1:] in _LINE_ENDS and about.get("/Type") != pikepdf.Name.Metadata:
        data = _deflated(found.read_bytes())
        about.Filter = pikepdf.Name.FlateDecode
        if "/DecodeParms" in about:
            del about["/DecodeParms"]
    about.Length = len(data)
    return about.unparse(resolved=True), data


def _deflated(data: bytes) -> bytes:
    """Compress; if the last byte, which is of the check sum, is that of a line end, a blank more changes it."""
    packed_data = zlib.compress(data, 6)
    while packed_data[-1:] in _LINE_ENDS:
        data += b" "
        packed_data = zlib.compress(data, 6)
    return packed_data


def _object_stream(group: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    index, at = [], 0
    for number, words in group:
        index.append(b"%d %d" % (number, at))
        at += len(words) + 1
    first = b" ".join(index) + b"\n"
    data = _deflated(first + b"\n".join(words for _, words in group))
    return b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>" % (len(group), len(first), len(data)), data


def _references(out: bytearray, places: dict[int, tuple[int, int, int]], number: int, trailer: pikepdf.Object) -> None:
    """Write the cross-reference stream and the end of the file."""
    start = len(out)
    places[number] = (1, start, 0)

    def rows() -> Iterator[bytes]:
        for at in range(number + 1):
            kind, place, index = places.get(at, (0, 0, 255))
            yield bytes([kind]) + place.to_bytes(4, "big") + index.to_bytes(1, "big")

    data = _deflated(b"".join(rows()))
    kept = b" ".join(key.encode() + b" " + trailer[key].unparse() for key in ("/Root", "/Info", "/ID") if key in trailer)
    head = b"<< /Type /XRef /Size %d /W [1 4 1] /Filter /FlateDecode %s /Length %d >>" % (number + 1, kept, len(data))
    out.extend(b"%d 0 obj\n%s\nstream\n" % (number, head) + data + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)
