"""Packing: a file’s objects written again in compressed object streams, a third of the size that Typst gives.

No stream ends in the byte of a line end, which stands before ``endstream`` too and has made readers count a byte too few.
Nothing is taken from the clock or from chance.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pikepdf

_TOGETHER = 200
_LINE_ENDS = (b"\n", b"\r")


def packed(book: pikepdf.Pdf) -> bytes:
    """Return the file as bytes."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 255)}
    plain: list[tuple[int, bytes]] = []

    def write(number: int, head: bytes, data: bytes) -> None:
        places[number] = (1, len(out), 0)
        out.extend(b"%d 0 obj\n%s\nstream\n" % (number, head) + data + b"\nendstream\nendobj\n")

    last = 0
    for found in book.objects:
        number = found.objgen[0]
        last = max(last, number)
        if isinstance(found, pikepdf.Stream):
            write(number, *_stream(found))
        else:
            plain.append((number, found.unparse(resolved=True)))
    rest = iter(plain)
    while group := list(islice(rest, _TOGETHER)):
        last += 1
        head, data = _object_stream(group)
        for index, (number, _) in enumerate(group):
            places[number] = (2, last, index)
        write(last, head, data)
    _references(out, places, last + 1, book.trailer)
    return bytes(out)


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
