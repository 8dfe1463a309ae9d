"""Reading content/: a file is parsed only if its bytes, or anything else that reading depends on, have changed."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from beilin.crash import crash_problem
from beilin.files.segments import NO_EXTENT, Extent
from beilin.layout import ARTICLES, CONTENT
from beilin.model import Article, Body, Record, StaticFile, Summary, structural_part
from beilin.parallel.executor import Workers, batches
from beilin.problems.problem import Problem
from beilin.reading.bodies import append_body, encode_body
from beilin.reading.data_values import file_names_in
from beilin.reading.file_rows import FileRow, record_of
from beilin.reading.files import Content, unreadable
from beilin.reading.misplaced import MAX_HEAD, article_in_disguise, begins_like_an_article
from beilin.reading.settings import ReaderSettings
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


class _Request(NamedTuple):
    path: str
    known_digest: str  # of the bytes that were read before; "" if none were


class _Result(NamedTuple):
    path: str
    digest: str  # "" if the system refuses to read the file
    is_unchanged: bool = False
    shape: str = ""
    body_digest: str = ""
    extent: Extent = NO_EXTENT
    body: Body | None = None  # None if it is in the cache
    record: bytes = b""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """How Markdown files are read."""

    root: Path  # of the archive
    settings: ReaderSettings
    key: str  # covers all that reading a file depends on, apart from its bytes
    workers: Workers
    bodies: Path | None = None  # the folder of cached bodies; None if bodies are not needed


def read_content(
    reader: Reader, content: Content, previous: Mapping[str, FileRow], changed: Collection[str],
    progress: Callable[[int, int], None],
) -> ContentRead:  # fmt: skip
    """Read the files of `content` that are not among the `previous` ones or may have `changed` since.

    `progress` is called with the number of files read and the number of all files to read.
    """
    root, key, cache, workers = reader.root, reader.key, reader.bodies, reader.workers
    result = ContentRead(problems=list(content.problems), withheld=tuple(content.withheld))
    rows: dict[str, FileRow] = {}
    requests = []
    for path in content.markdown:
        row = previous.get(path)
        if row and row.key == key and path not in changed:
            rows[path] = row
        else:
            requests.append(_Request(path, row.digest if row and row.key == key else ""))
    done = 0
    is_shared = workers.is_shared(len(requests))
    result.has_kept = is_shared and cache is not None
    read_batch = partial(_read_batch, root, reader.settings, cache if result.has_kept else None)
    if is_shared:
        # Loaded once for all processes forked from this one.
        import beilin.reading.article
        import beilin.reading.mentions
        import beilin.reading.sketches  # noqa: F401
    for batch in workers.map(read_batch, batches(requests), len(requests)):
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


def _read_batch(
    root: Path, settings: ReaderSettings, cache: Path | None, requests: Sequence[_Request]
) -> list[_Result]:
    """Read each of the Markdown files. A file that cannot be read is a problem of that file alone."""
    # Imported here: a build without changes reads nothing, and the Markdown parser takes longest to import.
    from beilin.reading.article import MAX_SIZE, read_article
    from beilin.reading.tidying import tidied_article

    results = []
    for path, known_digest in requests:
        try:
            with open(f"{root}/{path}", "rb", buffering=0) as file:
                data = file.read(MAX_SIZE + 1)
        except OSError as error:
            results.append(_Result(path, "", problems=(unreadable(path, error),)))
            continue
        digest = hashlib.sha256(data).hexdigest()
        if digest == known_digest:
            results.append(_Result(path, digest, is_unchanged=True))
            continue
        try:
            article, problems = read_article(path, data, settings)
            results.append(_result(path, digest, article and tidied_article(article), problems, cache))
        except Exception as error:
            # Without a digest the file is read again by the next build.
            results.append(_Result(path, "", problems=(crash_problem(root, error, "reading this file", path),)))
    return results


def _result(
    path: str, digest: str, article: Article | None, problems: tuple[Problem, ...], cache: Path | None
) -> _Result:
    # Here for the same reason as the parser above.
    from beilin.reading.mentions import links_of
    from beilin.reading.sketches import sketch_of

    if article is None:
        return _Result(path, digest, problems=problems)
    body, summary = article.body, article.summary
    encoded, body_digest = encode_body(body)
    extent = append_body(cache, encoded, article.text) if cache else NO_EXTENT
    headings, references = msgspec.Raw(_encode(body.headings)), msgspec.Raw(_encode(body.references))
    lines = (article.tag_lines, article.alias_lines, article.slug_line)
    sketch = sketch_of(summary.title, article.text) if path.startswith(ARTICLES) else b""
    links = links_of(body)
    mentions, outside = msgspec.Raw(_encode(links.mentions)), msgspec.Raw(_encode(links.outside))
    record = Record(summary, body_digest, headings, references, mentions, outside, *lines, sketch)
    shaping = _encode(
        (structural_part(summary), article.tag_lines, article.alias_lines, _names_of_files(body, summary))
    )
    shape = hashlib.blake2b(shaping, digest_size=20).hexdigest()
    kept = None if extent.segment else body
    return _Result(path, digest, False, shape, body_digest, extent, kept, _encode(record), problems)


def _names_of_files(body: Body, summary: Summary) -> list[str]:
    """What the Markdown file calls the files and parts that it shows. This decides whether they are published."""
    names = {reference.target for reference in body.references if reference.kind == "part"}
    names.update(
        reference.target  # whole, because "#" may be part of a name
        for reference in body.references
        if reference.kind == "path" and not reference.target.partition("#")[0].endswith(".md")
    )
    return sorted(names.union(file_names_in(summary.extra)) if summary.extra else names)


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
