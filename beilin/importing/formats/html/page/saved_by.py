"""What a browser wrote into a page when it saved it: where the page comes from, and when.

- Chrome, Edge and Internet Explorer: `<!-- saved from url=(0028)https://example.org/article -->`
- SingleFile: a comment of the lines `Page saved with SingleFile`, `url: https://…` and
  `saved date: Wed Jun 21 2023 09:19:00 GMT+0800 (…)`
- Archives of the web: an address like `https://web.archive.org/web/20230621011900/https://example.org/article`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from beilin.importing.formats.html.page.facts.dates import read_date

_SEARCHED = 20_000  # characters at the start of a page
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\([0-9]{4}\)(?P<url>[^\s>]+)\s{0,9}-->")
_SINGLE_FILE = re.compile(
    r"<!--\s{0,9}Page saved with SingleFile\s{1,9}url: (?P<url>\S+)[^\n]{0,99}\n"
    r"\s{0,9}saved date: (?P<date>[^\n(]{10,60})"
)
_CAPTURE = re.compile(r"https?://web\.archive\.org/web/(?P<date>[0-9]{14})[a-z_]{0,4}/(?P<url>https?:/{1,2}\S+)")


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a page was saved from, and when; "" for what is not known."""

    url: str = ""
    retrieved: str = ""
    evidence: str = ""


def read_saved(html: str) -> Saved:
    """What the page says of that."""
    start = html[:_SEARCHED]
    if match := _SINGLE_FILE.search(start):
        return Saved(match["url"], _single_file_date(match["date"].strip()), "the comment by SingleFile")
    if match := _SAVED_FROM.search(start):
        return Saved(match["url"], "", "the comment “saved from url”")
    return Saved()


def original_of(url: str) -> tuple[str, str]:
    """The address of the page that an archive of the web has captured, and when; any other address as it is."""
    if match := _CAPTURE.match(url):
        try:
            moment = datetime.strptime(match["date"] + "+0000", "%Y%m%d%H%M%S%z")
        except ValueError:
            return url, ""
        return match["url"], moment.isoformat()
    return url, ""


def _single_file_date(text: str) -> str:
    """The time that JavaScript writes as `Wed Jun 21 2023 09:19:00 GMT+0800`."""
    try:
        return datetime.strptime(text, "%a %b %d %Y %H:%M:%S GMT%z").isoformat(timespec="seconds")
    except ValueError:
        return read_date(text)
