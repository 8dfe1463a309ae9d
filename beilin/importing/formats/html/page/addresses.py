"""Where a page comes from, as far as it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from beilin.importing.formats.html.page.facts.dates import read_date
from beilin.importing.formats.html.page.facts.stated import Stated, by_key
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.html.page.saved_by import Saved, original_of, read_saved
from beilin.importing.model import NOWHERE, Fact


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a page."""

    page: str  # where it was read; "" if that is not known
    base: str  # against which its links are resolved
    facts: tuple[Fact, ...]


def find_addresses(page: Page, root: HtmlElement, stated: Sequence[Stated]) -> Addresses:
    """The page's addresses. What a page says of itself precedes the address at which it was read."""
    saved = Saved(page.url, page.retrieved, "the address at which it was read") if page.url else read_saved(page.html)
    original, captured = original_of(saved.url)
    said = next(by_key(stated, "source_url"), None)
    if said and is_home(said.values[0]) and original and not is_home(original):
        said = None  # every page of some sites names the first page
    read = Stated("source_url", (original,), saved.evidence) if original.startswith(("http://", "https://")) else None
    facts: list[Fact] = []
    if chosen := said or read:
        address = original_of(chosen.values[0])[0]
        facts.append(Fact(NOWHERE, "source_url", (address,), f"{chosen.where}: {address}"))
    if retrieved := read_date(saved.retrieved or captured):
        facts.append(Fact(NOWHERE, "retrieved", (retrieved,), f"{saved.evidence}: {retrieved}"))
    own = saved.url or (said.values[0] if said else "")
    return Addresses(own, _base(root, own), tuple(facts))


def is_home(address: str) -> bool:
    """Whether the address is the first page of a site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query


def _base(root: HtmlElement, own: str) -> str:
    """The address against which links are resolved (HTML, section 4.2.3)."""
    for element in root.iter("base"):
        if (href := (element.get("href") or "").strip()) and not href.startswith("data:"):
            try:
                whole = urljoin(own, href)
            except ValueError:
                return own
            return whole if whole.startswith(("http://", "https://")) else own
    return own
