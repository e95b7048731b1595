"""Pages made when they are asked for, by a Sphinx application that stays: for the preview (``edition serve``).

After a save the environment is brought up to date at once for the pages whose own files were saved; every other page
that shows something else than before (:mod:`.outdated`) is only marked, and is read and written when somebody looks at
it. What belongs to no page is left to the full build: the index for searching, the inventory, the environment on the
disk. A page is byte for byte what a cold build writes.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Collection
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.matching import Matcher
from sphinx.util.parallel import SerialTasks
from sphinxcontrib.bibtex import builder_inited_cite

from ..derive.carry import carry
from ..model import Edition
from . import bibliography, data, state
from .outdated import Shares

#: pages that are made of no source file
MADE = ("404", "genindex", "search")
#: what a page may ask for that is made of the model
SCRIPTS = (data.ANSWERS, data.SOURCES)


class Pages:
    """The pages of the edition under ``root``, made in ``out``; what Sphinx keeps between two starts is in ``trees``.

    ``read`` and ``written`` count the pages that were, since the beginning; ``said`` has what Sphinx warned of in each,
    and ``failed`` why a page could not be made. Raises what Sphinx raises where there is nothing to begin with.
    """

    def __init__(self, root: Path, edition: Edition, out: Path, trees: Path, *, jobs: int = 1) -> None:
        self.root, self.docs, self.out, self.edition = root, root / "docs", out, edition
        self.read: list[str] = []
        self.written: list[str] = []
        self.said: dict[str, list[str]] = {}
        self.failed: dict[str, str] = {}
        self.frozen: Collection[str] = ()
        self.fresh: set[str] = set()
        self.unread: set[str] = set()
        self.closed = False
        self._lines: list[str] = []
        self._stack = ExitStack()
        try:
            self._begin(out, trees, jobs)
        except BaseException:
            self.close()
            raise

    def _begin(self, out: Path, trees: Path, jobs: int) -> None:
        self._stack.enter_context(patch_docutils(self.docs))
        self._stack.enter_context(docutils_namespace())
        with state.given(self.edition):
            self.app = Sphinx(self.docs, self.docs, out, trees, "html", status=None, warning=self, parallel=jobs)  # type: ignore[arg-type]
        self.env = self.app.env
        builder = self.app.builder
        assert isinstance(builder, StandaloneHTMLBuilder)
        self.builder = builder
        with logging.pending_warnings():
            updated = set(builder.read())
        updated.update(self.env.check_dependents(self.app, updated))
        if updated:  # what the next start need not read again
            with (trees / ENV_PICKLE_FILENAME).open("wb") as file:
                pickle.dump(self.env, file, pickle.HIGHEST_PROTOCOL)
        self.env._write_doc_doctree_cache.clear()  # else every page would stay in memory
        self._excluded = Matcher(self.app.config.exclude_patterns)
        self._assets()
        self._turn()
        self.shares = Shares(self.edition, state.atlas_of(self.env))
        self.shown = {name: self.shares.of(name) for name in self.env.found_docs}
        self.said[""] = self._heard()

    def close(self) -> None:
        """Give back what this process’s docutils had before; what was made stays."""
        if not self.closed:
            self.closed = True
            self._stack.close()

    # what Sphinx says

    def write(self, words: str) -> None:
        """Hear a warning; the faults of the edition’s own files are told elsewhere."""
        self._lines += [line for line in re.sub(r"\x1b\[[0-9;]*m", "", words).splitlines() if line.strip() and "[edition.E" not in line]

    def flush(self) -> None:
        """There is nothing to flush."""

    def _heard(self) -> list[str]:
        lines, self._lines = list(dict.fromkeys(self._lines)), []
        return [line.removeprefix(f"{self.root}/") for line in lines]

    # after a save

    def take(self, edition: Edition, names: Collection[str], frozen: Collection[str] = ()) -> set[str]:
        """Show a new state of the edition; returns the pages that are other than they were.

        ``names`` are the files saved, by their paths from the root; those of ``frozen`` are broken: their pages stay as they are.
        """
        self.frozen = frozen
        before, same = self.edition, carry(self.edition, edition)
        self.edition = edition
        atlas = state.show(self.env, edition)
        bibliography.use(edition)
        read_now = len(self.read)
        stale = self._sources(names)
        new = {*self.read[read_now:]}
        self.shares = Shares(edition, atlas, self.shares)
        for name in self.shares.touched(before, same, self.env.found_docs):
            share = self.shares.of(name)
            if share != self.shown.get(name):
                self.shown[name] = share
                stale.add(name)
                if name not in new and not self._only_lists(name):
                    self.unread.add(name)
        self.fresh -= {*stale, *MADE, *SCRIPTS}
        return stale

    def _sources(self, names: Collection[str]) -> set[str]:
        """Read the pages whose own files were saved, and return all that are then to be written again."""
        saved = {self.root / name for name in names}
        files = {str(path) for path in saved}
        lists = any(name.startswith("bib/") for name in names) and not any(name.startswith("bib/") for name in self.frozen)
        if lists:
            builder_inited_cite(self.app)
        before = set(self.env.found_docs)
        if any(self._moved(path) for path in saved):
            self.env.find_files(self.app.config, self.builder)
        gone, new = before - self.env.found_docs, self.env.found_docs - before
        changed = new | {name for name in map(self._page_of, saved) if name in self.env.found_docs}
        changed |= {name for name, needs in self.env.dependencies.items() if not files.isdisjoint(map(str, needs)) and name in self.env.found_docs}
        changed |= self.failed.keys() & self.env.found_docs
        if lists:
            changed |= self._with_lists()
        if gone or new:
            changed |= self.env.glob_toctrees & self.env.found_docs
        for name in gone:
            self.app.events.emit("env-purge-doc", self.env, name)
            self.env.clear_doc(name)
            self.builder.get_output_path(name).unlink(missing_ok=True)
            for known in (self.shown, self.said, self.failed):
                known.pop(name, None)
        read = {name for name in sorted(changed) if self._read(name)}
        if not (gone or read):
            return set()
        stale = set(read)
        for name in read | gone | new:
            stale |= self.env.files_to_rebuild.get(name, set()) & self.env.found_docs
        self._turn()
        stale.update(self.env.check_dependents(self.app, read))
        return stale

    def _moved(self, path: Path) -> bool:
        """Whether a page or a folder of pages has come or gone."""
        if not path.is_relative_to(self.docs):
            return False
        name = self._page_of(path)
        if name is None:
            return path.suffix != ".md" and (path.is_dir() or not path.exists())
        return (name in self.env.found_docs) != path.exists()

    def _page_of(self, path: Path) -> str | None:
        if path.suffix != ".md" or not path.is_relative_to(self.docs) or self._excluded(path.relative_to(self.docs).as_posix()):
            return None
        return self.env.path2doc(path)

    def _turn(self) -> None:
        """Let the order of the pages be that of the tables of contents as they are now."""
        self.env.toctree_includes = dict(sorted(self.env.toctree_includes.items()))
        vars(self.env).pop("master_doctree", None)
        self.builder.relations = self.env.collect_relations()

    def _only_lists(self, name: str) -> bool:
        """Whether a page has nothing of the model but bibliographies, which are set when it is written."""
        page = self.edition.pages.get(name)
        roles = {include.role for include in (page.includes if page else ())}
        return bool(roles) and roles <= {"bibliography", "ed:bibliography"}

    def _with_lists(self) -> set[str]:
        return {key.docname for key in self.env.domaindata["cite"]["bibliographies"]}

    def look(self) -> set[str]:
        """Use the theme and the static files as they are now; returns the pages that are other than they were, which is all."""
        self.builder.init()
        self._assets()
        self.fresh.clear()
        return set(self.env.found_docs)

    def _assets(self) -> None:
        self.builder.finish_tasks = SerialTasks()
        self.builder.prepare_writing(set(self.env.all_docs))
        self.builder.copy_assets()
        self.builder.indexer = None

    # a page

    def has(self, name: str) -> bool:
        return name in self.env.found_docs or name in MADE

    def make(self, name: str) -> Path | None:
        """Make a page (or one of :data:`SCRIPTS`), if it is not as it should be; returns its file, or None if there never was any."""
        path = Path(self.out, "_static", name) if name in SCRIPTS else Path(self.out, f"{name}.html")
        if name not in self.fresh and not self.closed:
            bibliography.use(self.edition)
            try:
                made = self._made(name, path)
            except Exception as error:
                self.failed[name] = _words(error)
            else:
                if made:
                    self.fresh.add(name)
        return path if path.is_file() else None

    def _made(self, name: str, path: Path) -> bool:
        """Make a page; returns whether it is as it should be, which one whose own file is broken is not."""
        if name in SCRIPTS:
            path.write_text(data.script(self.app, name), encoding="utf-8")
        elif name == "search":
            self.builder.handle_page(name, {}, "search.html")
        elif name == "genindex":
            self.builder.write_genindex()
        elif name not in self.env.found_docs:
            self.builder.gen_pages_from_extensions()
        elif self._source(name) in self.frozen and path.is_file() and name in self.written:
            return False
        else:
            if name in self.unread and not self._read(name):
                return False
            self._write(name)
        return True

    def _source(self, name: str) -> str:
        return f"docs/{self.env.doc2path(name, base=False).as_posix()}"

    def _read(self, name: str) -> bool:
        """Read a page again, into memory alone: what the disk has of it belongs to the environment there."""
        self.unread.add(name)
        if self._source(name) in self.frozen:
            return False
        self.env._pickled_doctree_cache.pop(name, None)
        self._heard()
        try:
            self.app.events.emit("env-purge-doc", self.env, name)
            self.env.clear_doc(name)
            self.builder.phase = BuildPhase.READING
            self.builder.read_doc(name, _cache=False)
            self.env.get_doctree(name)
            if name in self._with_lists():  # the works that it lists are known to the citations from there
                self.app.events.emit("env-updated", self.env)
        except Exception as error:
            self.failed[name] = _words(error)
            return False
        finally:
            with suppress(OSError):
                Path(self.builder.doctreedir, f"{name}.doctree").unlink()
            self.said[name] = self._heard()
        self.failed.pop(name, None)
        self.unread.discard(name)
        self.read.append(name)
        return True

    def _write(self, name: str) -> None:
        self._heard()
        lists: dict[Any, Any] = self.env.domaindata["cite"]["bibliographies"]
        held = {key: value for key, value in lists.items() if key.docname == name}
        for key, value in held.items():  # sphinxcontrib-bibtex writes into what it keeps, so that a page could be written but once
            lists[key] = value._replace(citation_nodes={cited: node.deepcopy() for cited, node in value.citation_nodes.items()})
        try:
            self.builder.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(name, self.builder, tags=self.builder.tags)
            self.builder.phase = BuildPhase.WRITING
            self.builder.write_doc_serialized(name, doctree)
            self.builder.write_doc(name, doctree)
        finally:
            lists.update(held)
        self.builder.copy_image_files()
        self.builder.copy_download_files()
        self.written.append(name)
        self.failed.pop(name, None)
        self.said[name] = list(dict.fromkeys([*self.said.get(name, ()), *self._heard()]))


def _words(error: Exception) -> str:
    """An error in a line, without its traceback."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0] if isinstance(error, SphinxError) else f"{type(error).__name__}: {lines[0]}"
