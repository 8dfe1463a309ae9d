"""An article's Markdown file as its editor left it: where each line of the source stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from beilin.importing.account import Account
from beilin.importing.fingerprints import fingerprint
from beilin.importing.markdown import counts_line
from beilin.reading.front_matter import split_front_matter
from beilin.reading.headings import plain_text
from beilin.reading.markdown import parser

_MARKER = re.compile(r" {0,3}(?:#{1,6}|[0-9]{1,9}[.)]|[-+*]|>)[ \t]+")
_MARKUP = re.compile(r"[\\`*_~\[\]<>&]|://|www\.", re.IGNORECASE)


def body_start(lines: Sequence[str]) -> int:
    """The number of the first line after the front matter."""
    return split_front_matter("\n".join(lines))[2] - 1


def shown_text(line: str) -> str:
    """The text that a line of Markdown shows, without the marker of its block."""
    text = line.strip()
    if marker := _MARKER.match(text):
        text = text[marker.end() :]
    if not _MARKUP.search(text):
        return text
    (block,) = parser().parseInline(text, {})
    return plain_text(block.children or ())


def places_of(account: Account, lines: Sequence[str]) -> dict[int, int]:
    """The number of the Markdown line for each line of the source that stands in it unchanged, in the same order."""
    start = body_start(lines)
    numbers = [number for number in range(start, len(lines)) if lines[number].strip()]
    prints = [_prints_of(lines[number]) for number in numbers]
    matcher = SequenceMatcher(None, account.prints, _chosen(account.prints, prints), autojunk=False)
    return {
        account.body[a + step]: numbers[b + step]
        for a, b, size in matcher.get_matching_blocks()
        for step in range(size)
    }


def _prints_of(line: str) -> tuple[str, str]:
    """The fingerprints of a line with its marker taken for markup, and taken for text."""
    return fingerprint(shown_text(line)), fingerprint(line.strip())


def _chosen(known: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[str]:
    every = set(known)
    return [shown if shown in every or plain not in every else plain for shown, plain in pairs]


def with_counts(lines: Sequence[str], before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """The file with the counts of lines set aside in its front matter brought up to date, unless an editor
    changed them.
    """
    old, new, found = counts_line(before), counts_line(after), list(lines)
    end = body_start(lines)
    if old and old in found[:end]:
        place = found.index(old)
        found[place : place + 1] = [new] if new else []
    elif not old and new:
        for place in range(end):
            if found[place].startswith("  importer: "):
                found.insert(place + 1, new)
                break
    return found
