"""An index in a folder, of articles that are given as texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec

from beilin.indexing.cards import CardValues
from beilin.indexing.documents import Document, SearchText
from beilin.indexing.facets import Column
from beilin.indexing.meta import Years, years_of
from beilin.indexing.names import NameEntry
from beilin.indexing.sizes import DEFAULT_SIZES, IndexSizes
from beilin.indexing.state import IndexState, paths_of
from beilin.indexing.targets import Written
from beilin.indexing.tools import IndexTools
from beilin.indexing.update import patch_index, update_index
from beilin.parallel.executor import Workers

Texts = Mapping[str, SearchText]  # by name, in the order of the articles' numbers


@dataclass(frozen=True, slots=True)
class TextsOf:
    """The texts of articles whose documents this makes."""

    texts: Texts

    def __call__(self, document: Document) -> SearchText:
        return self.texts[document.path]

    def document(self, name: str) -> Document:
        key = sha256(msgspec.msgpack.encode(self.texts[name])).digest()[:16]
        return Document(name, f"/articles/{name}/", key)

    @property
    def documents(self) -> list[Document]:
        return [self.document(name) for name in self.texts]


@dataclass(frozen=True, slots=True)
class ValuesOf:
    """What the small files show of articles: each is written by one of two authors in a year of its own."""

    texts: Texts

    def card(self, number: int) -> CardValues:
        name = list(self.texts)[number]
        text = self.texts[name]
        return CardValues(f"/articles/{name}/", text.title, None, "碑林", ("甲",), text.body, "")

    def columns(self) -> Mapping[str, Column]:
        return {"author": Column([("jia", "甲"), ("yi", "乙")], [[number % 2] for number in range(len(self.texts))])}

    def names(self) -> Sequence[NameEntry]:
        return [
            NameEntry("tag", "開源", "/tags/kai-yuan/", ("open source", "开源")),
            NameEntry("author", "甲", "/authors/jia/"),
        ]

    def years(self) -> Years:
        return years_of(str(2000 + number) for number in range(len(self.texts)))


@dataclass(frozen=True, slots=True)
class FolderWrite:
    """Writes files in a folder."""

    folder: Path

    def __call__(self, path: str, data: bytes) -> Written:
        target = self.folder / path
        is_same = target.exists() and target.read_bytes() == data
        if not is_same:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return Written(path, sha256(data).hexdigest(), not is_same)


class FolderTarget:
    """The files of an index in a folder of their own, changed in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write = FolderWrite(folder)
        self.kept: set[str] = set()
        self.noted: set[str] = set()

    @property
    def paths(self) -> set[str]:
        return self.kept | self.noted

    def read(self, path: str) -> bytes | None:
        file = self.folder / path
        return file.read_bytes() if file.exists() else None

    def keep(self, path: str) -> None:
        self.kept.add(path)

    def note(self, written: Written) -> None:
        self.noted.add(written.path)

    def prune(self) -> None:
        for file in [file for file in self.folder.rglob("*") if file.is_file()]:
            if file.relative_to(self.folder).as_posix() not in self.paths:
                file.unlink()


@dataclass(slots=True)
class FolderIndex:
    """An index in `folder`, and what it needs beside it."""

    folder: Path
    sizes: IndexSizes = DEFAULT_SIZES
    jobs: int = 1
    state: IndexState | None = None
    reports: list[tuple[int, int]] = field(default_factory=list)  # of the progress of the last update
    raise_at: int = -1  # the number of the report that is interrupted
    target: FolderTarget = field(init=False)

    @property
    def tools(self) -> IndexTools:
        store = self.folder.with_name(f"{self.folder.name}.texts")
        runs = self.folder.with_name(f"{self.folder.name}.runs")
        return IndexTools(Workers(self.jobs), store, runs, self._report, self.sizes)

    def _report(self, done: int, count: int) -> None:
        if len(self.reports) == self.raise_at:
            raise KeyboardInterrupt
        self.reports.append((done, count))

    def update(self, texts: Texts) -> IndexState:
        """Bring the index up to date with these articles, whatever it was before."""
        self.reports.clear()
        self.target = FolderTarget(self.folder)
        source = TextsOf(texts)
        self.state = update_index(self.state, source.documents, source, ValuesOf(texts), self.target, self.tools)
        self.target.prune()
        assert set(self.files()) == self.target.paths == set(paths_of(self.state))
        return self.state

    def patch(self, texts: Texts, names: Sequence[str]) -> bool:
        """Bring the index up to date after an edit of these articles alone; returns whether that was possible."""
        assert self.state
        self.reports.clear()
        self.target = FolderTarget(self.folder)
        source = TextsOf(texts)
        numbers = {name: number for number, name in enumerate(texts)}
        changed = {numbers[name]: source.document(name) for name in names}
        state = patch_index(self.state, changed, source, ValuesOf(texts), self.target, self.tools)
        self.state = state or self.state
        return state is not None

    def files(self) -> dict[str, bytes]:
        """The bytes of every file of the index, by path."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}
