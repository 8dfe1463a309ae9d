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
from beilin.indexing.targets import FolderTarget
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
        return CardValues(f"/articles/{name}/", text.title, None, "碑林", ("甲",), (), text.body, "")

    def columns(self) -> Mapping[str, Column]:
        return {"author": Column([("jia", "甲"), ("yi", "乙")], [[number % 2] for number in range(len(self.texts))])}

    def names(self) -> Sequence[NameEntry]:
        return [
            NameEntry("tag", "開源", "/tags/kai-yuan/", ("open source", "开源")),
            NameEntry("author", "甲", "/authors/jia/"),
        ]

    def years(self) -> Years:
        return years_of(str(2000 + number) for number in range(len(self.texts)))


class RecordingTarget(FolderTarget):
    """A folder that remembers which shards were kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.kept: set[str] = set()

    def keep(self, path: str) -> None:
        super().keep(path)
        self.kept.add(path)


@dataclass(slots=True)
class FolderIndex:
    """An index in `folder`, and what it needs beside it."""

    folder: Path
    sizes: IndexSizes = DEFAULT_SIZES
    jobs: int = 1
    state: IndexState | None = None
    reports: list[tuple[int, int]] = field(default_factory=list)  # of the progress of the last update
    raise_at: int = -1  # the number of the report that is interrupted
    target: RecordingTarget = field(init=False)

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
        self.target = RecordingTarget(self.folder)
        source = TextsOf(texts)
        self.state = update_index(self.state, source.documents, source, ValuesOf(texts), self.target, self.tools)
        self.target.prune()
        assert set(self.files()) == self.target.paths == set(paths_of(self.state))
        return self.state

    def patch(self, texts: Texts, names: Sequence[str]) -> bool:
        """Bring the index up to date after an edit of these articles alone; returns whether that was possible."""
        assert self.state
        self.reports.clear()
        self.target = RecordingTarget(self.folder)
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
