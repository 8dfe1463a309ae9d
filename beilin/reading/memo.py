"""Reading what changed: a file is parsed only when its bytes, or what reading depends on, are not as before."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from beilin.model import Body, Problem, Record, StaticFile
from beilin.reading.files import CONTENT, Content, unreadable
from beilin.reading.settings import ReaderSettings
from beilin.workers import Workers, batches


class FileMemo(NamedTuple):
    """What is known of a file under content/ that was read before. What lists never show is packed away."""

    signature: str
    digest: str  # SHA-256 of its bytes
    key: str  # of all that reading it depended on beside its bytes; "" for a file published as it is
    shape: str = ""  # digest of what other pages show of the file; "" where it could not be read
    body: str = ""  # digest of its Body
    record: bytes = b""  # a Record in MessagePack
    problems: bytes = b""  # Problems in MessagePack; b"" for none


_decode_record = msgspec.msgpack.Decoder(Record).decode


def record_of(memo: FileMemo) -> Record:
    """The record of a file that could be read."""
    return _decode_record(memo.record)


_decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


@dataclass(slots=True)
class ContentRead:
    """All that content/ holds."""

    memos: dict[str, FileMemo] = field(default_factory=dict)  # of every file
    static: list[StaticFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: int = 0  # Markdown files that were parsed

    def records(self, folder: str) -> list[Record]:
        """The Markdown files under the folder that could be read."""
        return [record_of(memo) for path, memo in self.memos.items() if memo.record and path.startswith(folder)]


class _Wanted(NamedTuple):
    path: str
    known_digest: str  # of the bytes whose reading is known; "" for none


class _Read(NamedTuple):
    path: str
    digest: str
    is_known: bool
    record: Record | None
    body: Body | None
    problems: tuple[Problem, ...]


def read_content(
    root: Path, content: Content, settings: ReaderSettings, key: str, known: Mapping[str, FileMemo], workers: Workers,
    keep_bodies: Callable[[Iterable[tuple[str, Body]]], None], progress: Callable[[int, int], None],
) -> ContentRead:  # fmt: skip
    """Read every file of `content` that is not known from before.

    `key` names all that reading depends on beside a file's bytes. `keep_bodies` is given new bodies, with their
    digests, as they come; `progress` how many files are read, of how many.
    """
    result = ContentRead(problems=list(content.problems))
    wanted = []
    for path, signature in content.markdown.items():
        memo = known.get(path)
        if memo and memo.key == key and signature and memo.signature == signature:
            result.memos[path] = memo
        else:
            wanted.append(_Wanted(path, memo.digest if memo and memo.key == key else ""))
    done = 0
    work = partial(_read_batch, root, settings)
    for answers in workers.map(work, batches(wanted), len(wanted)):
        keep_bodies((answer.record.body_digest, answer.body) for answer in answers if answer.record and answer.body)
        for answer in answers:
            signature = content.markdown[answer.path]
            if answer.is_known:
                result.memos[answer.path] = known[answer.path]._replace(signature=signature)
            elif answer.digest:
                result.read += 1
                result.memos[answer.path] = _remember(answer, signature, key)
            else:
                result.problems += answer.problems
        done += len(answers)
        progress(done, len(wanted))
    result.memos = {path: result.memos[path] for path in content.markdown if path in result.memos}
    for memo in result.memos.values():
        if memo.problems:
            result.problems += _decode_problems(memo.problems)
    _read_static(root, content, known, result)
    return result


def _remember(answer: _Read, signature: str, key: str) -> FileMemo:
    encode = msgspec.msgpack.encode
    problems = encode(answer.problems) if answer.problems else b""
    if answer.record is None:
        return FileMemo(signature, answer.digest, key, problems=problems)
    shape = hashlib.blake2b(
        encode((answer.record.summary, answer.record.tag_lines, answer.record.alias_lines)), digest_size=20
    ).hexdigest()
    return FileMemo(signature, answer.digest, key, shape, answer.record.body_digest, encode(answer.record), problems)


def _read_batch(root: Path, settings: ReaderSettings, wanted: Sequence[_Wanted]) -> list[_Read]:
    """Read each of the Markdown files. A file that cannot be read is a problem of that file alone."""
    # Imported here: a build in which nothing changed reads nothing, and the Markdown parser takes longest to import.
    from beilin.reading.article import read_article

    answers = []
    for path, known_digest in wanted:
        try:
            data = (root / path).read_bytes()
        except OSError as error:
            answers.append(_Read(path, "", False, None, None, (unreadable(path, error),)))
            continue
        digest = hashlib.sha256(data).hexdigest()
        if digest == known_digest:
            answers.append(_Read(path, digest, True, None, None, ()))
            continue
        article, problems = read_article(path, data, settings)
        record = None
        if article:
            body_digest = hashlib.blake2b(msgspec.msgpack.encode(article.body), digest_size=20).hexdigest()
            headings, references = article.body.headings, article.body.references
            record = Record(article.summary, body_digest, headings, references, article.tag_lines, article.alias_lines)
        answers.append(_Read(path, digest, False, record, article.body if article else None, problems))
    return answers


def _read_static(root: Path, content: Content, known: Mapping[str, FileMemo], result: ContentRead) -> None:
    for path, signature in content.static.items():
        memo = known.get(path)
        digest = memo.digest if memo and signature and memo.signature == signature else ""
        if not digest:
            try:
                with (root / path).open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                result.problems.append(unreadable(path, error))
                continue
        result.memos[path] = FileMemo(signature, digest, "")
        output = unicodedata.normalize("NFC", path.removeprefix(f"{CONTENT}/"))
        result.static.append(StaticFile(output, path, digest))
