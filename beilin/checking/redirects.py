"""Pages that only lead on: whether they end anywhere, and how soon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from beilin.model import Record, StaticFile
from beilin.planning.addresses import output_path
from beilin.planning.page import TEMPLATES, Page
from beilin.planning.views import Redirect
from beilin.problems.problem import Problem

_MAX_SIZE = 64 * 1024  # bytes; a page that only leads on is short
_REFRESH = re.compile(
    rb"<meta\b(?=[^>]*http-equiv\s*=\s*[\"']?refresh)[^>]*content\s*=\s*(?:\"|')?\s*\d+\s*[;,]\s*url\s*=\s*[\"']?([^\"'>\s]+)",
    re.IGNORECASE,
)


class Lead(NamedTuple):
    """A page that leads on."""

    origin: str  # the file that asks for it
    line: int | None
    output: str  # the output path to which it leads; "" where that is elsewhere


def redirects_of(root: Path, pages: Iterable[Page], files: Iterable[StaticFile], base_url: str) -> dict[str, Lead]:
    """What leads on, by its output path: pages of aliases, and HTML files under content/ that refresh to another."""
    leads = {}
    for page in pages:
        target = page.view["target"] if page.template == TEMPLATES["redirect"] else None
        if isinstance(target, Redirect):
            leads[page.output] = Lead(page.origin, page.line, _output_of(target.canonical, page.output, base_url))
    for file in files:
        if file.output.endswith((".html", ".htm")) and file.source.startswith("content/"):
            try:
                data = (root / file.source).read_bytes()[:_MAX_SIZE]
            except OSError:
                continue
            if found := _REFRESH.search(data):
                url = found[1].decode(errors="replace").replace("&amp;", "&")
                line = data.count(b"\n", 0, found.start()) + 1
                leads[file.output] = Lead(file.source, line, _output_of(url, file.output, base_url))
    return leads


def loops_and_chains(leads: Mapping[str, Lead]) -> Iterator[Problem]:
    """An error for each loop, a warning for each page that leads to another that leads on."""
    told: set[str] = set()
    for output, (origin, line, first) in sorted(leads.items()):
        way = [output]
        at = first
        while at in leads and at not in way:
            way.append(at)
            at = leads[at].output
        shown = " → ".join(_address(step) for step in [*way, at])
        if at in way:
            if at == output and not told & set(way):
                told |= set(way)
                message = f"redirects lead in a circle: {shown}"
                yield Problem("redirect-loop", message, origin, line, hint="Take one of them out.")
        elif len(way) > 1:
            hint = f"Let it lead to {_address(at)} at once."
            yield Problem("redirect-chain", f"a redirect leads to a redirect: {shown}", origin, line, hint=hint)


def links_to_redirects(records: Sequence[Record], leads: Mapping[str, Lead]) -> Iterator[Problem]:
    """A note for each link to an address from which a redirect leads on."""
    for record in records if leads else ():
        for reference in record.references:
            if reference.kind == "path" and reference.target.startswith("/"):
                address = re.split(r"[?#]", reference.target, maxsplit=1)[0]
                lead = leads.get(output_path(address)) or leads.get(output_path(address.rstrip("/") + "/"))
                if lead and lead.output:
                    message = f"the link {reference.target!r} goes by an old address"
                    hint = f"Write {_address(lead.output)}, or the file of the article."
                    yield Problem("old-address", message, record.summary.path, reference.line, hint=hint)


def _output_of(url: str, output: str, base_url: str) -> str:
    """The output path that the URL means on the page at that output path, "" where it is not of this site."""
    whole = urljoin(base_url + output, url)
    if not whole.startswith(base_url):
        return ""
    return output_path("/" + unquote(urlsplit(whole[len(base_url) :]).path))


def _address(output: str) -> str:
    return "/" + output.removesuffix("index.html") if output else "another site"
