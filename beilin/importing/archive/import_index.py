"""The imported articles of the archive, read once for a run: by source, by text and by similar text."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from beilin.files.regular import open_regular
from beilin.importing.archive.paths import ARTICLES
from beilin.importing.model import Item
from beilin.importing.record.fingerprints import text_digest
from beilin.importing.record.record_file import NO_SKETCH
from beilin.importing.record.sketch import bands_of, share_of
from beilin.layout import IMPORT_RECORD
from beilin.text.file_names import name_of
from beilin.text.yaml.writing import yaml_text

# The share of clauses from which two articles count as the same text with different surroundings. Articles that are
# merely about the same subject share hardly any.
MIN_SIMILARITY = 0.6
_NO_TEXT = text_digest(())  # of articles that have images alone
_HEAD_SIZE = 4096  # bytes of a record file; the digests stand in its first lines
_HEAD = re.compile(
    rb"^source:\n  sha256: (?P<sha256>[0-9a-f]{64})$.*?"
    rb"(?:^  kind: (?P<kind>[^\n]*)$.*?)?(?:^  identity: (?P<identity>[^\n]*)$.*?)?"
    rb"(?:^text_sha256: (?P<text>[0-9a-f]{64})\nlikeness: (?P<sketch>[0-9a-f.]+|none)$|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class SourceFingerprints:
    """What identifies a source and its article."""

    sha256: str  # of the source's bytes
    text_sha256: str  # of the article's letters
    sketch: str
    identity: str = ""  # as of `identity_key`; "" if the source has none that lasts


def identity_key(item: Item) -> str:
    """What identifies the item in every state of its source, among all items; "" if nothing does."""
    return f"{item.kind} {yaml_text(item.identity)}" if item.identity else ""


@dataclass(slots=True)
class ImportIndex:
    """The imported articles. It grows while a run imports."""

    by_source: dict[str, str] = field(default_factory=dict)
    by_identity: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # article → kind, of those that their source tells apart
    by_text: dict[str, str] = field(default_factory=dict)
    by_band: dict[int, tuple[str, str]] = field(default_factory=dict)  # the first article in each band, and its sketch
    names: dict[str, bool] = field(default_factory=dict)  # of all articles, in lower case: whether it has a record
    written: set[str] = field(default_factory=set)  # the names of the articles of this run
    numbers: dict[str, int] = field(default_factory=dict)  # name → the last number that was added to it


def kind_of(fingerprints: SourceFingerprints) -> str:
    """The kind of a source that tells its articles apart; "" of any other."""
    return fingerprints.identity.partition(" ")[0]


def read_import_index(root: Path) -> ImportIndex:
    """The imported articles of the archive at `root`, from the first lines of their import records."""
    index = ImportIndex()
    for path in sorted((root / ARTICLES).rglob(f"*{IMPORT_RECORD}")):
        with suppress(OSError), open_regular(path) as file:
            if match := _HEAD.search(file.read(_HEAD_SIZE)):
                found = {name: (value or b"").decode(errors="replace") for name, value in match.groupdict().items()}
                identity = f"{found['kind']} {found['identity']}" if found["identity"] else ""
                fingerprints = SourceFingerprints(
                    found["sha256"], found["text"], found["sketch"].replace(NO_SKETCH, ""), identity
                )
                article = f"{path.relative_to(root).as_posix().removesuffix(IMPORT_RECORD)}.md"
                add_article(index, fingerprints, article)
    for path in (root / ARTICLES).rglob("*.md"):
        index.names.setdefault(name_of(path.relative_to(root).as_posix()).lower(), False)
    return index


def add_article(index: ImportIndex, fingerprints: SourceFingerprints, article: str) -> None:
    """Add the article. If several articles match later, the first one added is reported."""
    index.by_source.setdefault(fingerprints.sha256, article)
    index.names[name_of(article).lower()] = True
    if fingerprints.identity:
        index.by_identity.setdefault(fingerprints.identity, article)
        index.kinds[article] = kind_of(fingerprints)
    if fingerprints.text_sha256 not in ("", _NO_TEXT):
        index.by_text.setdefault(fingerprints.text_sha256, article)
    for band in bands_of(fingerprints.sketch):
        index.by_band.setdefault(band, (article, fingerprints.sketch))


def find_similar(index: ImportIndex, fingerprints: SourceFingerprints, *, other_than: str) -> tuple[str, float] | None:
    """An earlier article with the same or nearly the same text, and the share of clauses in common; None if none."""
    same = index.by_text.get(fingerprints.text_sha256)
    if same and same != other_than:
        return same, 1.0
    candidates = dict(index.by_band[band] for band in bands_of(fingerprints.sketch) if band in index.by_band)
    candidates.pop(other_than, None)
    shares = [(share_of(fingerprints.sketch, sketch), article) for article, sketch in candidates.items()]
    share, article = max(shares, default=(0.0, ""))
    return (article, share) if share >= MIN_SIMILARITY else None
