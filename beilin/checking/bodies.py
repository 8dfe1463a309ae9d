"""One Markdown file → what its body alone tells: faults of its own, what it points to, and a sketch of its text.

It depends on the file's bytes, and on the account of the import beside it where the body holds what looks like noise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from beilin.checking.spots import MIN_COUNT, letters_of, spots_of
from beilin.importing.archive.paths import import_record_path
from beilin.importing.classify.noise.rules import STRAY_TIMESTAMP, find_noise
from beilin.importing.classify.noise.stamped_flashes import STAMPED_FLASH
from beilin.importing.record.fingerprints import fingerprint
from beilin.importing.record.record_file import read_import_record
from beilin.importing.record.sketch import sketch_of
from beilin.importing.source.lines import clean_line
from beilin.problems.problem import Problem
from beilin.reading.front_matter import split_front_matter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MIN_LENGTH = 40  # letters; what is shorter may stand in several files
MAX_SOURCE = 2000  # characters of a line that are quoted
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# What a body must hold for the parser to be asked what it points to.
_HAS_IMAGE = re.compile(r"!\[|<img", re.IGNORECASE)
_HAS_ANCHOR = re.compile(r"\(#|\]:\s*#|href=[\"']?#", re.IGNORECASE)
_HAS_URL = re.compile(r"https?://|www\.", re.IGNORECASE)
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"[^\"]*\S[^\"]*\"|'[^']*\S[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """What a body points to outside the archive (an encoded URL), or in its own page (what follows `#`)."""

    value: str
    line: int
    column: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Look:
    """What one file's body tells."""

    path: str
    problems: tuple[Problem, ...] = ()
    anchors: tuple[Target, ...] = ()  # that links in the body have to their own page
    ids: tuple[str, ...] = ()  # that HTML in the body gives
    urls: tuple[Target, ...] | None = None  # None where they were not asked for
    letters: str = ""  # the digest of the text's letters; "" for next to no text
    sketch: str = ""  # of its spot signatures; "" for a short text
    rests_on_account: bool = False  # whether the account of the import was asked too


def look_at_bodies(root: Path, with_urls: bool, paths: Sequence[str]) -> list[Look]:
    """Look at each of the files. One that cannot be read is passed over: reading it tells that."""
    looks = []
    for path in paths:
        text = text_of(root, path)
        if text is not None:
            looks.append(look_at(root, path, text, with_urls=with_urls))
    return looks


def text_of(root: Path, path: str) -> str | None:
    """The file's text, None where it cannot be read."""
    try:
        return (root / path).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def body_of(text: str) -> tuple[str, int]:
    """The body, and the line on which it begins."""
    _, body, first_line = split_front_matter(text)
    return body, first_line


def look_at(root: Path, path: str, text: str, *, with_urls: bool = False) -> Look:
    """What the Markdown file's body tells. Problems have their place and source line."""
    body, first_line = body_of(text)
    lines = re.split("\r\n|\r|\n", body)
    problems, rests_on_account = _noise(root, path, lines, first_line)
    anchors: list[Target] = []
    urls: list[Target] = []
    if _HAS_IMAGE.search(body) or _HAS_ANCHOR.search(body) or (with_urls and _HAS_URL.search(body)):
        missing, anchors, urls = _pointers(body, lines, first_line)
        problems += [_without_alt(path, target) for target in missing]
    spots = spots_of(body)
    letters = letters_of(body) if len(spots) < MIN_COUNT else body
    if len(letters) < MIN_LENGTH:
        letters = ""
    return Look(
        path,
        tuple(problems),
        tuple(anchors),
        tuple(_ID.findall(body)) if "=" in body and "<" in body else (),
        tuple(urls) if with_urls else None,
        hashlib.blake2b(letters.encode(errors="surrogatepass"), digest_size=16).hexdigest() if letters else "",
        sketch_of(spots) if len(spots) >= MIN_COUNT else "",
        rests_on_account,
    )


def _without_alt(path: str, target: Target) -> Problem:
    hint = "Say between the brackets what the image shows, for those who do not see it: ![…](…)."
    message = f"the image {unquote(target.value)!r} has no alternative text"
    return Problem("no-alt-text", message, path, target.line, target.column, hint, target.source)


def _noise(root: Path, path: str, lines: Sequence[str], first_line: int) -> tuple[list[Problem], bool]:
    """A warning for each line that the importer would have set aside, unless the account says that it shall stay.

    Also whether the account was asked.
    """
    kept: frozenset[str] | None = None
    problems: list[Problem] = []
    sure, doubts = find_noise([clean_line(number, line) for number, line in _prose(lines)])
    for finding in sorted(
        [*sure.values(), *(doubt for doubt in doubts if doubt.rule in (STAMPED_FLASH, STRAY_TIMESTAMP))],
        key=lambda finding: finding.line,
    ):
        kept = _kept_lines(root, path) if kept is None else kept
        text = lines[finding.line]
        if fingerprint(text.strip()) in kept:
            continue
        column = len(text) - len(text.lstrip()) + 1
        hint = "Take it out; or, if it belongs to the article, leave it: this is a warning only."
        message = f"this looks like another site's text ({finding.rule}: {finding.evidence})"
        problems.append(Problem("noise", message, path, first_line + finding.line, column, hint, text[:MAX_SOURCE]))
    return problems, kept is not None


def _kept_lines(root: Path, path: str) -> frozenset[str]:
    """The fingerprints of the lines that the import put into the article, or the editor restored to it."""
    try:
        record = read_import_record((root / import_record_path(path)).read_bytes())
    except (OSError, ValueError):
        return frozenset()
    return frozenset(record.fingerprints)


def _prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without those of fenced code."""
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            continue
        if found:
            fence = found[1]
            continue
        yield number, line


def _pointers(body: str, lines: Sequence[str], first_line: int) -> tuple[list[Target], list[Target], list[Target]]:
    """The images without alternative text, the links to the body's own page, and the links and images elsewhere."""
    missing: list[Target] = []
    anchors: list[Target] = []
    urls: list[Target] = []
    places = _Places(lines, first_line)
    for block in _parser().parse(body):
        start = block.map[0] if block.map else 0
        for token in block.children or ([block] if block.type == "html_block" else ()):
            if token.type in ("html_inline", "html_block"):
                missing += [places.find(tag, tag, start) for tag in _IMG.findall(token.content) if not _ALT.search(tag)]
            elif token.type == "image":
                source = str(token.attrs["src"])
                if not token.content.strip():
                    missing.append(places.find(source, "![", start))
                _sort(source, places, start, anchors, urls)
            elif token.type == "link_open":
                _sort(str(token.attrs.get("href", "")), places, start, anchors, urls)
    return missing, anchors, urls


@cache
def _parser() -> MarkdownIt:
    """The archive's parser without its shortcut, for the shortcut gives no tokens inside a paragraph."""
    # Imported here: few bodies need the parser, which takes longest to import.
    from beilin.reading.markdown import long_way_parser

    return long_way_parser()


def _sort(target: str, places: _Places, start: int, anchors: list[Target], urls: list[Target]) -> None:
    if target.startswith("#"):
        anchors.append(places.find(target, "", start))
    elif target.lower().startswith(("http://", "https://")):
        urls.append(places.find(target, "", start))


@dataclass(frozen=True, slots=True)
class _Places:
    """Finds what the parser named in the lines: it knows the block, not the column."""

    lines: Sequence[str]
    first_line: int

    def find(self, value: str, before: str, start: int) -> Target:
        """The place of the value, or of the last `before` in front of it, from body line `start` on."""
        readable = unquote(value)
        shown = {readable, value, readable.removeprefix("http://")}
        for number in range(start, len(self.lines)):
            line = self.lines[number]
            at = min((line.find(word) for word in shown if word and word in line), default=-1)
            if at >= 0:
                at = max(line.rfind(before, 0, at + 1), 0) if before else at
                return Target(value, self.first_line + number, at + 1, line[:MAX_SOURCE])
        line = self.lines[start] if start < len(self.lines) else ""
        return Target(value, self.first_line + start, None, line[:MAX_SOURCE])
