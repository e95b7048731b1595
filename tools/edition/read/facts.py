"""Facts: what was read of each file, kept under the hash of its bytes, so that an unchanged file is not read again.

A reader is a pure function of names and bytes: it sees the bytes that were hashed (:attr:`Faults.held`), and nothing
else. Its facts, the object and the faults, are kept under a key made of the kind of reader, the file's name and all
bytes, so that dates, sizes and clocks say nothing here. The whole store is sealed with a hash of its own bytes, of the
package's source, of the libraries' versions and of the edition's folder: what is damaged, older or another edition's
is no store at all. It may be deleted at any time. Only objects of the model can be in it (:class:`_Unpickler`), so that
a store that came with somebody's files runs nothing.
"""
# a Path costs more than to open the file that it names
# ruff: noqa: PTH105, PTH120, PTH123, PTH208

from __future__ import annotations

import hashlib
import io
import marshal
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from .. import diagnostics, inlines, kinds, lemma, model
from ..diagnostics import Diagnostic
from .workers import shared

T = TypeVar("T")

FOLDER, STORE = ".edition-cache", "facts"
_MAGIC = b"edition facts 2\n"
_SEAL = 32
#: so many entries of a store are packed at a time
_PART = 5000
#: from so many files that must be read (or things that must be found in as many), all processors do it
MANY = 1500
#: the parts of the package that say what is read and what is found in it
_CODE = (".", "read", "derive", "check", "check/again", "sphinx_ext/views")
_LIBRARIES = ("yaml", "pybtex", "latexcodec")


class Unit(NamedTuple):
    """What is read at once: a file, or the folder of a document; ``name`` is its path from the root."""

    kind: str
    name: str


class Fact(NamedTuple):
    """What was read of a unit: its key (None if its bytes could not be had), the object, the faults, and the marks it holds."""

    key: bytes | None
    value: Any
    faults: tuple[Diagnostic, ...]
    marks: tuple[str, ...]


def _classes() -> dict[tuple[str, str], type]:
    return {
        (module.__name__, name): item
        for module in (model, inlines, lemma, diagnostics)
        for name, item in vars(module).items()
        if isinstance(item, type) and item.__module__ == module.__name__
    }


class _Unpickler(pickle.Unpickler):
    """Loads objects of the model, and nothing else."""

    known = _classes()

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self.known[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is none of the model's") from None


def _by_fields(item: Any) -> tuple[type, tuple[Any, ...]]:
    return type(item), tuple(getattr(item, name) for name in item.__slots__)


#: frozen classes with slots are made again by their constructor, twice as fast as by their own state
_TABLE = {item: _by_fields for item in _Unpickler.known.values() if "__slots__" in vars(item) and hasattr(item, "__dataclass_fields__")}


def pack(item: object) -> bytes:
    """Return an object of the model, or of plain values, as bytes."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, 5)
    pickler.dispatch_table = _TABLE
    pickler.dump(item)
    return out.getvalue()


def unpack(data: bytes) -> Any:
    return _Unpickler(io.BytesIO(data)).load()


_NOTHING = pack(())


@cache
def code() -> bytes:
    """Return the hash of everything but the edition's files that facts depend on: our source, Python, the libraries."""
    import importlib.util

    home = Path(__file__).parent.parent
    out = hashlib.sha256(f"{sys.version}\n{sys.implementation.cache_tag}\n".encode())
    for part in _CODE:
        for file in sorted(os.scandir(home / part), key=lambda entry: entry.name):
            if file.name.endswith((".py", ".yaml")):
                with open(file, "rb") as source:
                    out.update(f"{part}/{file.name}\0".encode() + hashlib.sha256(source.read()).digest())
    for name in _LIBRARIES:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin:
            site = os.path.dirname(os.path.dirname(spec.origin))
            versions = sorted(entry for entry in os.listdir(site) if entry.lower().startswith(("pyyaml-", "pybtex-", "latexcodec-")))
            out.update(f"{spec.origin}\0{versions}\0".encode())
    return out.digest()


def key_of(root: str, unit: Unit) -> tuple[bytes | None, dict[str, bytes]]:
    """Return the key of a unit and the bytes of its files; no key if something in it is no plain file that can be read."""
    out = hashlib.sha256(f"{unit.kind}\0{unit.name}\0".encode("utf-8", "surrogateescape"))
    held: dict[str, bytes] = {}
    names = [unit.name]
    try:
        if unit.kind == "document":
            names = [f"{unit.name}/{name}" for name in sorted(os.listdir(f"{root}/{unit.name}"))]
        for name in names:
            with open(f"{root}/{name}", "rb", buffering=0) as file:
                data = file.read()
            held[name] = data
            if len(names) > 1:
                out.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            out.update(data)
    except OSError:
        return None, {}
    return out.digest(), held


#: from root, unit and the bytes of its files to what they hold, and the faults
Reader = Callable[[Path, Unit, Mapping[str, bytes]], tuple[Any, tuple[Diagnostic, ...]]]


def make(root: str, unit: Unit, reader: Reader) -> Fact:
    """Read a unit."""
    key, held = key_of(root, unit)
    value, faults = reader(Path(root), unit, held)
    marks = tuple(mark for mark in kinds.MARKS if key is None or any(mark.encode() in data for data in held.values()))
    return Fact(key, value, faults, marks)


def _seal(root: str, payload: bytes) -> bytes:
    """The seal of a store by the hash of its payload."""
    return hashlib.sha256(code() + root.encode("utf-8", "surrogateescape") + b"\0" + payload).digest()


def stored(root: str, name: str) -> dict[Any, Any]:
    """Return what was last stored of an edition under a name; nothing, if it is damaged, older or another’s."""
    try:
        data = memoryview(Path(root, FOLDER, name).read_bytes())
    except OSError:
        return {}
    head = len(_MAGIC) + _SEAL
    if data[: len(_MAGIC)] != _MAGIC or data[len(_MAGIC) : head] != _seal(root, hashlib.sha256(data[head:]).digest()):
        return {}
    out: dict[Any, Any] = {}
    while head < len(data):
        length = int.from_bytes(data[head : head + 8], "little")
        out.update(marshal.loads(data[head + 8 : head + 8 + length]))
        head += 8 + length
    return out


def store(root: str, name: str, held: dict[Any, Any]) -> None:
    """Store plain values of an edition under a name, a part at a time. A folder that cannot be written, or a full disk, is no fault."""
    folder = Path(root, FOLDER)
    draft = folder / f"{name}.{os.getpid()}"
    try:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        _sweep(folder, name)
        keys, payload = list(held), hashlib.sha256()
        with open(draft, "wb") as file:
            file.write(_MAGIC + bytes(_SEAL))
            for at in range(0, len(keys), _PART):
                part = marshal.dumps({key: held[key] for key in keys[at : at + _PART]})
                for some in (len(part).to_bytes(8, "little"), part):
                    payload.update(some)
                    file.write(some)
            file.seek(len(_MAGIC))
            file.write(_seal(root, payload.digest()))
        os.replace(draft, folder / name)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _sweep(folder: Path, name: str) -> None:
    """Remove the drafts of processes that ended before they had written them."""
    for draft in folder.glob(f"{name}.*"):
        try:
            os.kill(int(draft.suffix[1:]), 0)
        except (ValueError, ProcessLookupError):
            draft.unlink(missing_ok=True)
        except OSError:
            continue  # another's


class Facts:
    """The store of one edition: facts of its files, and what checks remember of them.

    ``keep`` says whether it is on the disk at all, ``fresh`` that what is there is not believed but written anew. ``made`` counts what was read or found anew, for tests.
    """

    def __init__(self, root: Path, *, keep: bool, fresh: bool = False) -> None:
        self.root = str(root)
        self.keep = keep
        self.old: dict[bytes, bytes] = stored(self.root, STORE) if keep and not fresh else {}
        self.new: dict[bytes, bytes] = {}
        self.used: set[bytes] = set()
        self.made: list[Unit] = []

    def save(self) -> None:
        """Write the store, if anything is new; what was not used in this run is dropped. A folder that cannot be written is no fault."""
        if not self.keep or (not self.new and len(self.used) * 2 > len(self.old)):
            return
        store(self.root, STORE, {**{key: self.old[key] for key in self.old if key in self.used}, **self.new})

    def read(self, units: Sequence[Unit], reader: Reader) -> Iterator[Fact]:
        """Yield the fact of each unit in turn, from the store or by the reader."""
        keys = [key_of(self.root, unit)[0] if self.old else None for unit in units]
        missing = [unit for unit, key in zip(units, keys, strict=True) if key is None or key not in self.old]
        self.made.extend(missing)
        fresh = self._many(missing, reader) if len(missing) >= MANY else (make(self.root, unit, reader) for unit in missing)
        for key in keys:
            data = self.old.get(key) if key is not None else None
            if data is not None and key is not None:
                self.used.add(key)
                yield Fact(key, *unpack(data))
                continue
            fact = next(fresh)
            if self.keep and fact.key is not None and fact.key not in self.new:
                self.new[fact.key] = pack(fact[1:])
            yield fact

    def _many(self, units: Sequence[Unit], reader: Reader) -> Iterator[Fact]:
        """Read with all processors; the facts come in the order of the units, and are those that one processor finds."""

        def packed(number: int) -> tuple[bytes | None, bytes]:
            fact = make(self.root, units[number], reader)
            return fact.key, pack(fact[1:])

        for key, data in shared(range(len(units)), packed):
            if self.keep and key is not None:
                self.new[key] = data
            yield Fact(key, *unpack(data))

    def remember(self, what: str, of: bytes, make: Callable[[], T]) -> T:
        """Return what ``make`` gives, which hangs on nothing but what ``of`` is the hash of; found once."""
        return self.remember_each(what, [of], lambda _: make(), 0)[0]

    def remember_each(self, what: str, of: Sequence[bytes], make: Callable[[int], T], weight: int) -> list[T]:
        """Return what ``make`` gives for each number of ``of``, and so for one after another :meth:`remember`.

        Many are made with all processors; one counts as ``weight`` files.
        """
        keys = [hashlib.sha256(what.encode() + b"\0" + one).digest() for one in of]
        missing = [number for number, key in enumerate(keys) if key not in self.old]
        self.made.extend([Unit(what, "")] * len(missing))
        if len(missing) * weight >= MANY:
            fresh = (unpack(self._put(keys[number], data)) for number, data in zip(missing, shared(missing, lambda number: pack(make(number))), strict=True))
        else:
            fresh = (self._kept(keys[number], make(number)) for number in missing)
        out: list[T] = []
        for key in keys:
            data = self.old.get(key)
            if data is None:
                out.append(next(fresh))
            else:
                self.used.add(key)
                out.append(() if data == _NOTHING else unpack(data))  # type: ignore[arg-type]
        return out

    def _put(self, key: bytes, data: bytes) -> bytes:
        if self.keep:
            self.new[key] = data
        return data

    def _kept(self, key: bytes, value: T) -> T:
        if self.keep:
            self.new[key] = pack(value)
        return value
