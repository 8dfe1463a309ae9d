"""What the archive holds already, read once for a run: which sources were imported, and which articles are alike."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from beilin.importing.account import SUFFIX
from beilin.importing.account_file import NONE
from beilin.importing.convert import ARTICLES
from beilin.importing.fingerprints import bands_of, share_of

# The share of clauses from which two articles are one under two decorations. Articles that only speak of the same share
# hardly any.
ALIKE = 0.6
_HEAD_OF_ACCOUNT = 4096  # bytes; the digests stand in its first lines
_HEAD = re.compile(
    rb"^source:\n  sha256: (?P<sha256>[0-9a-f]{64})$.*?"
    rb"(?:^text_sha256: (?P<text>[0-9a-f]{64})\nlikeness: (?P<likeness>[0-9a-f.]+|none)$|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Prints:
    """What tells a source and its article."""

    sha256: str  # of the source's bytes
    text_sha256: str  # of the article's letters
    likeness: str


@dataclass(slots=True)
class Known:
    """The articles of the archive by what tells them. It grows as a run imports."""

    by_source: dict[str, str] = field(default_factory=dict)
    by_text: dict[str, str] = field(default_factory=dict)
    by_band: dict[int, tuple[str, str]] = field(default_factory=dict)  # the first article in each, and its likeness


def read_known(root: Path) -> Known:
    """The imported articles of the archive at `root`, by the heads of their accounts."""
    known = Known()
    for account in sorted((root / ARTICLES).glob(f"*{SUFFIX}")):
        with suppress(OSError), account.open("rb") as file:
            if match := _HEAD.search(file.read(_HEAD_OF_ACCOUNT)):
                sha256, text, likeness = ((match[name] or b"").decode() for name in ("sha256", "text", "likeness"))
                path = f"{ARTICLES}/{account.name.removesuffix(SUFFIX)}.md"
                add(known, Prints(sha256, text, likeness.replace(NONE, "")), path)
    return known


def add(known: Known, prints: Prints, article: str) -> None:
    """Note the article; earlier ones stay the ones that are named."""
    known.by_source.setdefault(prints.sha256, article)
    if prints.text_sha256:
        known.by_text.setdefault(prints.text_sha256, article)
    for band in bands_of(prints.likeness):
        known.by_band.setdefault(band, (article, prints.likeness))


def find_alike(known: Known, prints: Prints, *, other_than: str) -> tuple[str, float] | None:
    """The earlier article that is this one under another decoration, and the share of clauses they have in common."""
    same = known.by_text.get(prints.text_sha256)
    if same and same != other_than:
        return same, 1.0
    candidates = dict(known.by_band[band] for band in bands_of(prints.likeness) if band in known.by_band)
    candidates.pop(other_than, None)
    shares = [(share_of(prints.likeness, likeness), article) for article, likeness in candidates.items()]
    share, article = max(shares, default=(0.0, ""))
    return (article, share) if share >= ALIKE else None
