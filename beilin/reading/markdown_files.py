"""Reading Markdown files in batches: in this process, in forked ones, or on a cluster."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from beilin.crash import crash_problem
from beilin.files.segments import NO_EXTENT, Extent, append, part_of
from beilin.layout import ARTICLES
from beilin.model import Article, Body, Record, Summary, TextBlock, structural_part
from beilin.parallel.cluster import Cluster
from beilin.parallel.executor import Workers, batches
from beilin.problems.problem import Problem
from beilin.reading.bodies import append_body, encode_body, packed_body
from beilin.reading.data_values import file_names_in
from beilin.reading.files import unreadable
from beilin.reading.settings import ReaderSettings

_encode = msgspec.msgpack.Encoder().encode
# Most files have fewer bytes. Memory for the largest file allowed would take the system 15 µs for each file.
_FIRST_READ = 64 * 1024
Store = Callable[[bytes, Sequence[TextBlock]], Extent]  # stores an encoded body and its text


@dataclass(frozen=True, slots=True)
class Reader:
    """How Markdown files are read."""

    root: Path  # of the archive
    settings: ReaderSettings
    key: str  # covers all that reading a file depends on, apart from its bytes
    workers: Workers
    bodies: Path | None = None  # the folder of cached bodies; None if bodies are not needed


class Request(NamedTuple):
    """A file to read."""

    path: str
    known_digest: str  # of the bytes that were read before; "" if none were


class _Source(NamedTuple):
    path: str
    digest: str
    data: bytes


class Result(NamedTuple):
    """What came of reading a file."""

    path: str
    digest: str  # "" if the system refuses to read the file
    is_unchanged: bool = False
    shape: str = ""
    body_digest: str = ""
    extent: Extent = NO_EXTENT
    body: Body | None = None  # None if it is in the cache
    record: bytes = b""
    problems: tuple[Problem, ...] = ()


def keeps_bodies(reader: Reader, count: int) -> bool:
    """Whether the bodies of so many files are added to the cache while they are read, and not kept in memory."""
    workers = reader.workers
    return reader.bodies is not None and (workers.cluster_for(count) is not None or workers.is_shared(count))


def read_files(reader: Reader, requests: Sequence[Request]) -> Iterable[Sequence[Result]]:
    """The results of all requests, in batches. A file that cannot be read is a problem of that file alone."""
    workers, count = reader.workers, len(requests)
    if cluster := workers.cluster_for(count):
        return _read_elsewhere(cluster, reader, requests)
    if workers.is_shared(count):
        # Loaded once for all processes forked from this one.
        import beilin.reading.article
        import beilin.reading.mentions
        import beilin.reading.sketches  # noqa: F401
    cache = reader.bodies if keeps_bodies(reader, count) else None
    return workers.map(partial(_read_batch, reader.root, reader.settings, cache), batches(requests), count)


def _read_batch(root: Path, settings: ReaderSettings, cache: Path | None, requests: Sequence[Request]) -> list[Result]:
    """Read each of the Markdown files; their bodies are added to the cache, if it is given."""
    store = partial(append_body, cache) if cache else None
    results = []
    for request in requests:
        source = _load(root, request)
        if isinstance(source, _Source):
            try:
                source = _parse(source, settings, store)
            except Exception as error:
                # Without a digest the file is read again by the next build.
                problem = crash_problem(root, error, "reading this file", request.path)
                source = Result(request.path, "", problems=(problem,))
        results.append(source)
    return results


def _load(root: Path, request: Request) -> _Source | Result:
    """The file's bytes, unless they cannot be read or are those that were read before."""
    from beilin.reading.article import MAX_SIZE  # for the same reason as in `_parse`

    path = request.path
    try:
        with open(f"{root}/{path}", "rb", buffering=0) as file:
            data = file.read(_FIRST_READ)
            if len(data) == _FIRST_READ:
                data += file.read(MAX_SIZE + 1 - _FIRST_READ)
    except OSError as error:
        return Result(path, "", problems=(unreadable(path, error),))
    digest = hashlib.sha256(data).hexdigest()
    return Result(path, digest, is_unchanged=True) if digest == request.known_digest else _Source(path, digest, data)


def _read_elsewhere(cluster: Cluster, reader: Reader, requests: Sequence[Request]) -> Iterator[list[Result]]:
    """As `_read_batch` for each batch. Files are loaded here and sent, and bodies are stored here."""
    loaded: deque[list[_Source | Result]] = deque()

    def sent() -> Iterator[list[_Source]]:
        for batch in batches(requests):
            loaded.append([_load(reader.root, request) for request in batch])
            yield [file for file in loaded[-1] if isinstance(file, _Source)]

    parse = partial(_parse_batch, reader.settings, has_cache=reader.bodies is not None)
    for parsed, bodies in cluster.map(parse, sent()):
        whole = append(reader.bodies, (bodies,)) if reader.bodies and bodies else NO_EXTENT
        files, results = iter(parsed), []
        for file in loaded.popleft():
            if isinstance(file, _Source):
                result = next(files)
                if result is None:  # parsing failed, which is reported where the archive is
                    [file] = _read_batch(reader.root, reader.settings, reader.bodies, [Request(file.path, "")])
                else:
                    file = result._replace(extent=part_of(whole, result.extent))
            results.append(file)
        yield results


def _parse_batch(
    settings: ReaderSettings, sources: Sequence[_Source], *, has_cache: bool
) -> tuple[list[Result | None], bytes]:
    """The results, None where Beilin failed, and the records of the bodies, in which the extents are."""
    bodies = bytearray()

    def store(body: bytes, text: Sequence[TextBlock]) -> Extent:
        start = len(bodies)
        for piece in packed_body(body, text):
            bodies.extend(piece)
        return Extent(".", start, len(bodies) - start)

    results: list[Result | None] = []
    for source in sources:
        try:
            results.append(_parse(source, settings, store if has_cache else None))
        except Exception:
            results.append(None)
    return results, bytes(bodies)


def _parse(source: _Source, settings: ReaderSettings, store: Store | None) -> Result:
    # Imported here: a build without changes reads nothing, and the Markdown parser takes longest to import.
    from beilin.reading.article import read_article
    from beilin.reading.tidying import tidied_article

    path, digest, data = source
    article, problems = read_article(path, data, settings)
    return _result(path, digest, article and tidied_article(article), problems, store)


def _result(
    path: str, digest: str, article: Article | None, problems: tuple[Problem, ...], store: Store | None
) -> Result:
    # Here for the same reason as the parser above.
    from beilin.reading.mentions import links_of
    from beilin.reading.sketches import sketch_of

    if article is None:
        return Result(path, digest, problems=problems)
    body, summary = article.body, article.summary
    encoded, body_digest = encode_body(body)
    extent = store(encoded, article.text) if store else NO_EXTENT
    headings, references = msgspec.Raw(_encode(body.headings)), msgspec.Raw(_encode(body.references))
    lines = (article.tag_lines, article.alias_lines, article.slug_line, article.id_line)
    sketch = sketch_of(summary.title, article.text) if path.startswith(ARTICLES) else b""
    links = links_of(body) if article.links is None else article.links
    mentions, outside = msgspec.Raw(_encode(links.mentions)), msgspec.Raw(_encode(links.outside))
    record = Record(summary, "", headings, references, mentions, outside, *lines, sketch)
    shaping = _encode(
        (structural_part(summary), article.tag_lines, article.alias_lines, _names_of_files(body, summary))
    )
    shape = hashlib.blake2b(shaping, digest_size=20).hexdigest()
    kept = None if extent.segment else body
    return Result(path, digest, False, shape, body_digest, extent, kept, _encode(record), problems)


def _names_of_files(body: Body, summary: Summary) -> list[str]:
    """What the Markdown file calls the files and parts that it shows. This decides whether they are published."""
    names = {reference.target for reference in body.references if reference.kind == "part"}
    names.update(
        reference.target  # whole, because "#" may be part of a name
        for reference in body.references
        if reference.kind == "path" and not reference.target.partition("#")[0].endswith(".md")
    )
    return sorted(names.union(file_names_in(summary.extra)) if summary.extra else names)
