"""One Markdown file → what its body alone shows: problems, what it points to, and a sketch of its text.

It depends on the file's bytes, and on the import record beside it if the body holds what looks like noise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from beilin.checking.noise import noise_problems
from beilin.checking.occurrences import Occurrence, find_occurrences
from beilin.checking.spot_signatures import MIN_SIGNATURES, folded_letters, spot_signatures
from beilin.checking.syntax.find import syntax_problems
from beilin.crash import crash_problem
from beilin.files.regular import read_regular
from beilin.importing.record.sketch import sketch_of
from beilin.problems.problem import Problem
from beilin.reading.front_matter import split_front_matter
from beilin.text.slugs import heading_slug

MIN_LETTERS = 40  # a shorter text may well be in several files
_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_TERM = re.compile(r"^(\S.*)\n\n?[:~][ \t]", re.MULTILINE)  # of a definition list


@dataclass(frozen=True, slots=True)
class BodyFindings:
    """What one file's body shows."""

    path: str
    problems: tuple[Problem, ...] = ()
    anchors: tuple[Occurrence, ...] = ()  # of links to the body's own page
    ids: tuple[str, ...] = ()  # that HTML and terms of definition lists in the body have
    urls: tuple[Occurrence, ...] | None = None  # on other sites; None if they were not collected
    letters: str = ""  # a digest of the text, of its folded letters if it is short; "" if it is too short to compare
    sketch: str = ""  # of its spot signatures; "" if it has too few
    used_import_record: bool = False  # whether the findings depend on the import record too


def check_bodies(root: Path, with_urls: bool, paths: Sequence[str]) -> list[BodyFindings]:
    """The findings in each of the files. One that cannot be read is skipped: reading it reports that."""
    findings = []
    for path in paths:
        text = text_of(root, path)
        if text is None:
            continue
        try:
            findings.append(check_body(root, path, text, with_urls=with_urls))
        except Exception as error:
            findings.append(BodyFindings(path, (crash_problem(root, error, "checking this file", path),)))
    return findings


def text_of(root: Path, path: str) -> str | None:
    """The file's text, or None if it cannot be read."""
    try:
        return read_regular(root / path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def body_of(text: str) -> tuple[str, int]:
    """The body, and the line on which it begins."""
    _, body, first_line = split_front_matter(text)
    return body, first_line


def check_body(root: Path, path: str, text: str, *, with_urls: bool = False) -> BodyFindings:
    """What the Markdown file's body shows. Problems have their place and source line."""
    body, first_line = body_of(text)
    lines = re.split("\r\n|\r|\n", body)
    problems, used_import_record = noise_problems(root, path, lines, first_line)
    problems += syntax_problems(path, body, lines, first_line)
    occurrences = find_occurrences(body, lines, first_line, with_urls=with_urls)
    problems += [_no_alt_text(path, image) for image in occurrences.without_alt]
    signatures = spot_signatures(body)
    letters = folded_letters(body) if len(signatures) < MIN_SIGNATURES else body
    if len(letters) < MIN_LETTERS:
        letters = ""
    return BodyFindings(
        path,
        tuple(problems),
        tuple(occurrences.anchors),
        tuple(_ids(body)),
        tuple(occurrences.urls) if with_urls else None,
        hashlib.blake2b(letters.encode(errors="surrogatepass"), digest_size=16).hexdigest() if letters else "",
        sketch_of(signatures) if len(signatures) >= MIN_SIGNATURES else "",
        used_import_record,
    )


def _ids(body: str) -> list[str]:
    ids: list[str] = _ID.findall(body) if "=" in body and "<" in body else []
    return ids + [heading_slug(term) for term in _TERM.findall(body)] if "\n:" in body or "\n~" in body else ids


def _no_alt_text(path: str, image: Occurrence) -> Problem:
    message = f"the image {unquote(image.value)!r} has no alternative text"
    hint = "Describe the image between the brackets, for readers who do not see it: ![…](…)."
    return Problem("no-alt-text", message, path, image.line, image.column, hint, image.source)
