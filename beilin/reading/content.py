"""Reading content/: a file is parsed only if its bytes, or anything else that reading depends on, have changed."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from beilin.layout import CONTENT
from beilin.model import Body, Record, StaticFile
from beilin.problems.problem import Problem
from beilin.reading.file_rows import FileRow, record_of
from beilin.reading.files import Content, unreadable
from beilin.reading.markdown_files import Reader as Reader
from beilin.reading.markdown_files import Request, keeps_bodies, read_files
from beilin.reading.misplaced import MAX_HEAD, article_in_disguise, begins_like_an_article
from beilin.reading.withheld import Withheld

_encode = msgspec.msgpack.Encoder().encode
_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


@dataclass(slots=True)
class ContentRead:
    """The contents of content/."""

    rows: Mapping[str, FileRow] = field(default_factory=dict)  # of every file
    static: list[StaticFile] = field(default_factory=list)
    # The files that their names keep from being published; None if these are those of the last build.
    withheld: tuple[Withheld, ...] | None = None
    problems: list[Problem] = field(default_factory=list)
    read: int = 0  # Markdown files that were parsed
    bodies: dict[str, Body] = field(default_factory=dict)  # read by this process, by path; not in the cache
    has_kept: bool = False  # whether bodies were added to the cache

    def records(self, folder: str, decoded: Mapping[str, Record] | None = None) -> list[Record]:
        """The records of the Markdown files under the folder that could be read; those already `decoded` are reused."""
        return [
            (decoded and decoded.get(path)) or record_of(row)
            for path, row in self.rows.items()
            if row.record and path.startswith(folder)
        ]


_IN_DISGUISE = "article"  # the shape of a static file that begins like an article


def read_content(
    reader: Reader, content: Content, previous: Mapping[str, FileRow], changed: Collection[str],
    progress: Callable[[int, int], None],
) -> ContentRead:  # fmt: skip
    """Read the files of `content` that are not among the `previous` ones or may have `changed` since.

    `progress` is called with the number of files read and the number of all files to read.
    """
    root, key, cache = reader.root, reader.key, reader.bodies
    result = ContentRead(problems=list(content.problems), withheld=tuple(content.withheld))
    rows: dict[str, FileRow] = {}
    requests = []
    for path in content.markdown:
        row = previous.get(path)
        if row and row.key == key and path not in changed:
            rows[path] = row
        else:
            requests.append(Request(path, row.digest if row and row.key == key else ""))
    done = 0
    result.has_kept = keeps_bodies(reader, len(requests))
    for batch in read_files(reader, requests):
        for file in batch:
            path = file.path
            if file.is_unchanged:
                rows[path] = previous[path]
            elif file.digest:
                result.read += 1
                rows[path] = FileRow(
                    file.digest, key, file.shape, file.body_digest, file.extent, file.record,
                    _encode(file.problems) if file.problems else b"",
                )  # fmt: skip
                if file.body and cache:
                    result.bodies[path] = file.body
            else:
                result.problems += file.problems
        done += len(batch)
        progress(done, len(requests))
    rows = {path: rows[path] for path in content.markdown if path in rows}
    for row in rows.values():
        if row.problems:
            result.problems += _decode_problems(row.problems)
    result.rows = rows | _read_static(root, content, previous, changed, result)
    return result


def _read_static(
    root: Path, content: Content, previous: Mapping[str, FileRow], changed: Collection[str], result: ContentRead
) -> dict[str, FileRow]:
    rows = {}
    for path in content.static:
        row = previous.get(path)
        if row is None or row.key or path in changed:
            try:
                with (root / path).open("rb") as file:
                    is_article = begins_like_an_article(path, file.read(MAX_HEAD))
                    file.seek(0)
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                result.problems.append(unreadable(path, error))
                continue
            row = FileRow(digest, "", _IN_DISGUISE if is_article else "")
        rows[path] = row
        if row.shape == _IN_DISGUISE and path not in content.excepted:
            result.problems.append(article_in_disguise(path))
        else:
            result.static.append(StaticFile(output_of(path), path, row.digest))
    return rows


def output_of(path: str) -> str:
    """The path in the output of a file under content/ that is published as it is."""
    return unicodedata.normalize("NFC", path.removeprefix(f"{CONTENT}/"))
