"""Obsidian's callouts, `> [!kind|metadata]+ title`, whose kinds may be any words → alerts that Beilin knows.

Obsidian shows an unknown kind as a note with the kind as its title (Obsidian's help, "Callouts").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import Found
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.shortcodes.known.alerts import kind_of
from beilin.migrating.model import Edit
from beilin.reading.alerts import KINDS

_FIRST_LINE = re.compile(
    r"^(?P<lead>[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:>[ \t]*)+)"
    r"(?P<mark>\[!(?P<kind>[^\]\[|\n]+)(?:\|[^\]\n]*)?\][+-]?)(?P<title>[^\n]*)",
    re.MULTILINE,
)


def callouts(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `callouts`: the first line of each callout becomes that of an alert."""
    del context
    return Found(tuple(_edits(text, protected)))


def _edits(text: str, protected: Protected) -> Iterator[Edit]:
    for match in _FIRST_LINE.finditer(text):
        if "[!" not in match[0] or protected.at(match.start("mark")) or not _begins_quote(text, match):
            continue
        kind, title = match["kind"].strip(), match["title"].strip()
        known = kind.casefold() if kind.casefold() in KINDS and kind.isascii() else ""
        if not known:
            title = title or kind
        written = f"[!{known or kind_of(kind) or 'note'}]"
        if known and not re.search(r"[|]", match["mark"]) and match["title"][:1] in ("", " ", "\t"):
            continue  # it is read as it is
        yield Edit(match.start("mark"), match.end(), f"{written} {title}".rstrip(), "callout")


def _begins_quote(text: str, match: re.Match[str]) -> bool:
    """Whether the line above is not in the same quote."""
    end = match.start() - 1
    if end <= 0:
        return True
    above = text[text.rfind("\n", 0, end) + 1 : end]
    depth = match["lead"].count(">")
    marks = re.match(r"[ \t>]*", above)
    return not (marks and marks[0].count(">") >= depth and above.strip(" \t>"))
