"""The list of articles in a bag, articles.jsonl: what identifies each, and the digests of what it consists of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from beilin.building.records import read_summaries
from beilin.config import Config
from beilin.files.digest import digest_of_file
from beilin.files.regular import read_regular
from beilin.layout import ARTICLES, import_record_path
from beilin.model import Summary
from beilin.planning.addresses import article_address, url
from beilin.problems.problem import Problem
from beilin.reading.article import read_summary
from beilin.reading.front_matter import split_front_matter
from beilin.reading.imports import read_import
from beilin.reading.settings import reader_settings
from beilin.rendering.render import published_source


class ArticleEntry(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An article. What it does not have is left out of its line."""

    path: str  # of the Markdown file, in data/
    sha256: str  # of the Markdown file
    text_sha256: str = ""  # of what follows its front matter, without comments
    id: str = ""
    address: str = ""  # from the site's root; "" if the file has an error, so that it is not published
    url: str = ""
    title: str = ""
    date: str = ""
    updated: str = ""
    expires: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    source: str = ""
    source_url: str = ""
    draft: bool = False
    withdrawn: Mapping[str, str] = {}  # when and why
    license: str = ""
    rights: str = ""
    published_sha256: str = ""  # of the Markdown as the site has it, at index.md below the address: without comments
    import_record: str = ""  # its path in data/
    import_record_sha256: str = ""
    original: str = ""  # the path of the source's bytes in data/, if they are kept
    original_sha256: str = ""  # of the source's bytes, whether they are kept or not


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(ArticleEntry).decode


def articles_of_archive(root: Path, config: Config) -> tuple[tuple[ArticleEntry, ...], list[Problem]]:
    """The articles of the archive at `root`, by path, and what is wrong with its Markdown files.

    Drafts and withdrawn articles are among them, and those with errors are not. Raises OSError.
    """
    listed, problems = read_summaries(root, config)
    entries = {}
    for path, summary, digest in ((known.summary.path, known.summary, known.digest) for known in listed):
        if not path.startswith(ARTICLES):
            continue
        data = read_regular(root / path)
        if sha256(data).hexdigest() != digest:  # the last build read other bytes, or they changed meanwhile
            read, faults = read_summary(path, data, reader_settings(config))
            problems += faults
            if read is None:
                continue
            summary = read
        entries[path] = _entry(root, config, summary, data)
    return tuple(entries[path] for path in sorted(entries)), problems


def _entry(root: Path, config: Config, summary: Summary, data: bytes) -> ArticleEntry:
    shown = published_source(data)
    imported, record = read_import(root, summary.path), digest_of_file(root / import_record_path(summary.path))
    withdrawn = {"date": day.date, "reason": day.reason} if (day := summary.withdrawn) else {}
    is_published = not summary.draft and not withdrawn
    address = article_address(config, summary)
    return ArticleEntry(
        path=summary.path,
        sha256=sha256(data).hexdigest(),
        text_sha256=text_digest(shown),
        id=summary.id or "",
        address=address,
        url=url(config.base_url, address),
        title=summary.title,
        date=summary.date or "",
        updated=summary.updated or "",
        expires=summary.expires or "",
        authors=summary.authors,
        language=summary.language,
        source=summary.source or "",
        source_url=summary.source_url or "",
        license=summary.license or "",
        rights=summary.rights or "",
        draft=summary.draft,
        withdrawn=withdrawn,
        published_sha256=sha256(shown.encode()).hexdigest() if is_published else "",
        import_record=import_record_path(summary.path) if record else "",
        import_record_sha256=record,
        original=imported.kept if imported else "",
        original_sha256=imported.source if imported else "",
    )


def text_digest(markdown: str) -> str:
    """SHA-256 of a Markdown file without its front matter; its comments have been removed."""
    return sha256(split_front_matter(markdown)[1].encode()).hexdigest()


def without_summary(path: str, digest: str) -> ArticleEntry:
    """The entry of an article that has an error."""
    return ArticleEntry(path=path, sha256=digest)


def encode_articles(entries: Iterable[ArticleEntry]) -> bytes:
    """The bytes of articles.jsonl."""
    return b"".join(_encode(entry) + b"\n" for entry in entries)


def decode_articles(data: bytes) -> Sequence[ArticleEntry]:
    """The articles in the bytes of articles.jsonl. Raises ValueError if they are not."""
    return [_decode(line) for line in data.split(b"\n") if line]
