"""Reading what changed: a file is parsed only when its bytes, or what reading depends on, are not as before."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from beilin.layout import CONTENT
from beilin.model import Body, Record, StaticFile, structural_part
from beilin.parallel.executor import Workers, batches
from beilin.problems.problem import Problem
from beilin.reading.bodies import NO_EXTENT, Extent, append_body, encode_body
from beilin.reading.files import Content, unreadable
from beilin.reading.settings import ReaderSettings


class FileRow(NamedTuple):
    """What is known of a file under content/ that was read before. What lists never show is packed away."""

    digest: str  # SHA-256 of its bytes
    key: str  # of all that reading it depended on beside its bytes; "" for a file published as it is
    shape: str = ""  # digest of all that decides which pages there are and where; "" where it could not be read
    body: str = ""  # digest of its Body
    extent: Extent = NO_EXTENT  # of its Body, in the cache
    record: bytes = b""  # a Record in MessagePack
    problems: bytes = b""  # Problems in MessagePack; b"" for none


_encode = msgspec.msgpack.Encoder().encode
_decode_record = msgspec.msgpack.Decoder(Record).decode
_set = object.__setattr__  # an equal value for one of a frozen object that nobody has seen yet


def record_of(row: FileRow) -> Record:
    """The record of a file that could be read."""
    record = _decode_record(row.record)
    summary = record.summary
    # Names stand in many articles, and in memory once: they would be a third of what is known of an article.
    _set(summary, "tags", tuple(map(sys.intern, summary.tags)))
    _set(summary, "authors", tuple(map(sys.intern, summary.authors)))
    _set(summary, "source", summary.source and sys.intern(summary.source))
    _set(summary, "language", sys.intern(summary.language))
    _set(record, "body_digest", row.body)
    return record


def without_extents(rows: Mapping[str, FileRow], segments: Set[str]) -> dict[str, FileRow]:
    """The rows, knowing nothing of bodies in these segments, which are gone."""
    return {
        path: row._replace(extent=NO_EXTENT) if row.extent.segment in segments else row for path, row in rows.items()
    }


_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


@dataclass(slots=True)
class ContentRead:
    """All that content/ holds."""

    rows: Mapping[str, FileRow] = field(default_factory=dict)  # of every file
    static: list[StaticFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: int = 0  # Markdown files that were parsed
    bodies: dict[str, Body] = field(default_factory=dict)  # those that were read in this process, by path
    has_kept: bool = False  # whether bodies were put into the cache

    def records(self, folder: str, known: Mapping[str, Record] | None = None) -> list[Record]:
        """The Markdown files under the folder that could be read; those that are `known` need not be unpacked."""
        return [
            (known and known.get(path)) or record_of(row)
            for path, row in self.rows.items()
            if row.record and path.startswith(folder)
        ]


class _Wanted(NamedTuple):
    path: str
    known_digest: str  # of the bytes whose reading is known; "" for none


class _Read(NamedTuple):
    path: str
    digest: str  # "" where the system does not let us read the file
    is_known: bool = False
    shape: str = ""
    body_digest: str = ""
    extent: Extent = NO_EXTENT
    body: Body | None = None  # unless it is in the cache
    record: bytes = b""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """How Markdown files are read."""

    root: Path  # of the archive
    settings: ReaderSettings
    key: str  # names everything that reading a file depends on beside its bytes
    workers: Workers
    bodies: Path | None = None  # the folder of cached bodies; None if bodies are not wanted


def read_content(
    reader: Reader, content: Content, known: Mapping[str, FileRow], changed: Collection[str],
    progress: Callable[[int, int], None],
) -> ContentRead:  # fmt: skip
    """Read every file of `content` that is not `known` from before or may have `changed` since.

    `progress` is given the number of files read and of all files to read.
    """
    root, key, cache, workers = reader.root, reader.key, reader.bodies, reader.workers
    result = ContentRead(problems=list(content.problems))
    rows: dict[str, FileRow] = {}
    wanted = []
    for path in content.markdown:
        row = known.get(path)
        if row and row.key == key and path not in changed:
            rows[path] = row
        else:
            wanted.append(_Wanted(path, row.digest if row and row.key == key else ""))
    done = 0
    is_shared = workers.is_shared(len(wanted))
    result.has_kept = is_shared and cache is not None
    work = partial(_read_batch, root, reader.settings, cache if result.has_kept else None)
    if is_shared:
        import beilin.reading.article  # noqa: F401  the parser, once for all the processes that are forked from this one
    for answers in workers.map(work, batches(wanted), len(wanted)):
        for answer in answers:
            path = answer.path
            if answer.is_known:
                rows[path] = known[path]
            elif answer.digest:
                result.read += 1
                rows[path] = FileRow(
                    answer.digest, key, answer.shape, answer.body_digest, answer.extent, answer.record,
                    _encode(answer.problems) if answer.problems else b"",
                )  # fmt: skip
                if answer.body and cache:
                    result.bodies[path] = answer.body
            else:
                result.problems += answer.problems
        done += len(answers)
        progress(done, len(wanted))
    rows = {path: rows[path] for path in content.markdown if path in rows}
    for row in rows.values():
        if row.problems:
            result.problems += _decode_problems(row.problems)
    result.rows = rows | _read_static(root, content, known, changed, result)
    return result


def _read_batch(root: Path, settings: ReaderSettings, cache: Path | None, wanted: Sequence[_Wanted]) -> list[_Read]:
    """Read each of the Markdown files. A file that cannot be read is a problem of that file alone."""
    # Imported here: a build in which nothing changed reads nothing, and the Markdown parser takes longest to import.
    from beilin.reading.article import read_article

    answers = []
    for path, known_digest in wanted:
        try:
            with open(f"{root}/{path}", "rb", buffering=0) as file:
                data = file.read()
        except OSError as error:
            answers.append(_Read(path, "", problems=(unreadable(path, error),)))
            continue
        digest = hashlib.sha256(data).hexdigest()
        if digest == known_digest:
            answers.append(_Read(path, digest, is_known=True))
            continue
        article, problems = read_article(path, data, settings)
        if article is None:
            answers.append(_Read(path, digest, problems=problems))
            continue
        body, summary = article.body, article.summary
        encoded, body_digest = encode_body(body)
        extent = append_body(cache, encoded, article.text) if cache else NO_EXTENT
        headings, references = msgspec.Raw(_encode(body.headings)), msgspec.Raw(_encode(body.references))
        record = Record(summary, body_digest, headings, references, article.tag_lines, article.alias_lines)
        shaping = _encode((structural_part(summary), article.tag_lines, article.alias_lines))
        shape = hashlib.blake2b(shaping, digest_size=20).hexdigest()
        kept = None if extent.segment else body
        answers.append(_Read(path, digest, False, shape, body_digest, extent, kept, _encode(record), problems))
    return answers


def _read_static(
    root: Path, content: Content, known: Mapping[str, FileRow], changed: Collection[str], result: ContentRead
) -> dict[str, FileRow]:
    rows = {}
    for path in content.static:
        row = known.get(path)
        digest = row.digest if row and path not in changed else ""
        if not digest:
            try:
                with (root / path).open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                result.problems.append(unreadable(path, error))
                continue
        rows[path] = FileRow(digest, "")
        output = unicodedata.normalize("NFC", path.removeprefix(f"{CONTENT}/"))
        result.static.append(StaticFile(output, path, digest))
    return rows
