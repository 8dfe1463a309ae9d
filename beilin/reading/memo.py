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

from beilin.model import Body, Record, StaticFile, structural_part
from beilin.parallel.executor import Workers, batches
from beilin.problems.problem import Problem
from beilin.reading.bodies import NOWHERE, Place, encode_body, keep_body
from beilin.reading.files import CONTENT, Content, unreadable
from beilin.reading.settings import ReaderSettings


class FileMemo(NamedTuple):
    """What is known of a file under content/ that was read before. What lists never show is packed away."""

    digest: str  # SHA-256 of its bytes
    key: str  # of all that reading it depended on beside its bytes; "" for a file published as it is
    shape: str = ""  # digest of all that decides which pages there are and where; "" where it could not be read
    body: str = ""  # digest of its Body
    place: Place = NOWHERE  # of its Body, in the cache
    record: bytes = b""  # a Record in MessagePack
    problems: bytes = b""  # Problems in MessagePack; b"" for none


_encode = msgspec.msgpack.Encoder().encode
_decode_record = msgspec.msgpack.Decoder(Record).decode
_set = object.__setattr__  # an equal value for one of a frozen object that nobody has seen yet


def record_of(memo: FileMemo) -> Record:
    """The record of a file that could be read."""
    record = _decode_record(memo.record)
    summary = record.summary
    # Names stand in many articles, and in memory once: they would be a third of what is known of an article.
    _set(summary, "tags", tuple(map(sys.intern, summary.tags)))
    _set(summary, "authors", tuple(map(sys.intern, summary.authors)))
    _set(summary, "source", summary.source and sys.intern(summary.source))
    _set(summary, "language", sys.intern(summary.language))
    _set(record, "body_digest", memo.body)
    return record


def without_places(memos: Mapping[str, FileMemo], segments: Set[str]) -> dict[str, FileMemo]:
    """The memos, knowing nothing of bodies in these segments, which are gone."""
    return {
        path: memo._replace(place=NOWHERE) if memo.place.segment in segments else memo for path, memo in memos.items()
    }


_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


@dataclass(slots=True)
class ContentRead:
    """All that content/ holds."""

    memos: Mapping[str, FileMemo] = field(default_factory=dict)  # of every file
    static: list[StaticFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: int = 0  # Markdown files that were parsed
    bodies: dict[str, Body] = field(default_factory=dict)  # those that were read in this process, by path
    has_kept: bool = False  # whether bodies were put into the cache

    def records(self, folder: str, known: Mapping[str, Record] | None = None) -> list[Record]:
        """The Markdown files under the folder that could be read; those that are `known` need not be unpacked."""
        return [
            (known and known.get(path)) or record_of(memo)
            for path, memo in self.memos.items()
            if memo.record and path.startswith(folder)
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
    place: Place = NOWHERE
    body: Body | None = None  # unless it is in the cache
    record: bytes = b""
    problems: tuple[Problem, ...] = ()


def read_content(
    root: Path, content: Content, settings: ReaderSettings, key: str, known: Mapping[str, FileMemo],
    changed: Collection[str], workers: Workers, cache: Path | None, progress: Callable[[int, int], None],
) -> ContentRead:  # fmt: skip
    """Read every file of `content` that is not known from before, or is among those that may have `changed` since.

    `key` names all that reading depends on beside a file's bytes. `cache` is the folder for the bodies of many files,
    None where nobody wants bodies; `progress` is told how many files are read, of how many.
    """
    result = ContentRead(problems=list(content.problems))
    memos: dict[str, FileMemo] = {}
    wanted = []
    for path in content.markdown:
        memo = known.get(path)
        if memo and memo.key == key and path not in changed:
            memos[path] = memo
        else:
            wanted.append(_Wanted(path, memo.digest if memo and memo.key == key else ""))
    done = 0
    is_shared = workers.is_shared(len(wanted))
    result.has_kept = is_shared and cache is not None
    work = partial(_read_batch, root, settings, cache if result.has_kept else None)
    if is_shared:
        import beilin.reading.article  # noqa: F401  the parser, once for all the processes that are forked from this one
    for answers in workers.map(work, batches(wanted), len(wanted)):
        for answer in answers:
            path = answer.path
            if answer.is_known:
                memos[path] = known[path]
            elif answer.digest:
                result.read += 1
                memos[path] = FileMemo(
                    answer.digest, key, answer.shape, answer.body_digest, answer.place, answer.record,
                    _encode(answer.problems) if answer.problems else b"",
                )  # fmt: skip
                if answer.body and cache:
                    result.bodies[path] = answer.body
            else:
                result.problems += answer.problems
        done += len(answers)
        progress(done, len(wanted))
    memos = {path: memos[path] for path in content.markdown if path in memos}
    for memo in memos.values():
        if memo.problems:
            result.problems += _decode_problems(memo.problems)
    result.memos = memos | _read_static(root, content, known, changed, result)
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
        place = keep_body(cache, encoded) if cache else NOWHERE
        headings, references = msgspec.Raw(_encode(body.headings)), msgspec.Raw(_encode(body.references))
        record = Record(summary, body_digest, headings, references, article.tag_lines, article.alias_lines)
        shaping = _encode((structural_part(summary), article.tag_lines, article.alias_lines))
        shape = hashlib.blake2b(shaping, digest_size=20).hexdigest()
        kept = None if place.segment else body
        answers.append(_Read(path, digest, False, shape, body_digest, place, kept, _encode(record), problems))
    return answers


def _read_static(
    root: Path, content: Content, known: Mapping[str, FileMemo], changed: Collection[str], result: ContentRead
) -> dict[str, FileMemo]:
    memos = {}
    for path in content.static:
        memo = known.get(path)
        digest = memo.digest if memo and path not in changed else ""
        if not digest:
            try:
                with (root / path).open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                result.problems.append(unreadable(path, error))
                continue
        memos[path] = FileMemo(digest, "")
        output = unicodedata.normalize("NFC", path.removeprefix(f"{CONTENT}/"))
        result.static.append(StaticFile(output, path, digest))
    return memos
