"""The articles of a built site, as far as a bag can be compared with them: by the Markdown beside their pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec
from httpx import URL, InvalidURL

from beilin.deploying.site_files import redirect_target
from beilin.layout import id_address
from beilin.preserving.articles import ArticleEntry, text_digest
from beilin.preserving.sites import INDEX_MD, Site, address_in
from beilin.reading.front_matter import split_front_matter
from beilin.text.identifiers import normalise_id
from beilin.text.yaml.strict import YamlError, parse_yaml, to_plain

# What marks the notice in place of a withdrawn article, in the head of its page; an article has its Markdown beside it.
_NOTICE, _MAX_HEAD = re.compile(rb"<meta[^>]*noindex"), 8192
Progress = Callable[[int, int], None]  # (articles compared, articles to compare)


def as_published(entry: ArticleEntry) -> ArticleEntry:
    """The entry of an article as a site shows it: its Markdown is without comments there."""
    return msgspec.structs.replace(entry, sha256=entry.published_sha256)


def articles_of_site(entries: Sequence[ArticleEntry], site: Site, progress: Progress) -> list[ArticleEntry]:
    """What the site has of these articles, and those that it has besides. Raises SiteError."""
    found: dict[str, ArticleEntry] = {}
    for number, entry in enumerate(entries, 1):
        for address in _addresses_of(entry, site):
            if address not in found and (data := site.read(f"{address}{INDEX_MD}")) is not None:
                found[address] = _entry(data, address, entry)
                break
        else:
            if _NOTICE.search(site.read(entry.address) or b"", 0, _MAX_HEAD):
                found[entry.address] = msgspec.structs.replace(entry, sha256="", withdrawn={"date": ""})
        progress(number, len(entries))
    shapes = {_shape(entry.address) for entry in entries}
    for address in site.addresses():
        # A site has many other pages: only those are asked for whose address could be an article's.
        is_candidate = address not in found and (not entries or _shape(address) in shapes)
        if is_candidate and (data := site.read(f"{address}{INDEX_MD}")) is not None:
            found[address] = _entry(data, address, None)
    return list(found.values())


def _addresses_of(entry: ArticleEntry, site: Site) -> Iterator[str]:
    """Where the article may be: at its address, or where its id or its address leads now."""
    yield entry.address
    for address in (id_address(entry.id) if entry.id else "", entry.address):
        if address and (page := site.read(address)) and (target := redirect_target(page)):
            try:
                moved = address_in(site.base, str(URL(site.base).join(target)))
            except (InvalidURL, ValueError):
                continue
            if moved and moved != entry.address:
                yield moved


def _shape(address: str) -> str:
    """The address without what differs from article to article: `/2023/06/bill/` → `/0/0/*`."""
    head, _, _ = address.rstrip("/").rpartition("/")
    return re.sub("[0-9]+", "0", f"{head}/*")


def _entry(data: bytes, address: str, known: ArticleEntry | None) -> ArticleEntry:
    """The entry of an article with this Markdown. What is not read of it is as in the bag."""
    digest = sha256(data).hexdigest()
    text = data.decode("utf-8", errors="replace")
    front = _front_matter(text)
    known = known or ArticleEntry(path=address, sha256="")
    return msgspec.structs.replace(
        known, sha256=digest, text_sha256=text_digest(text), address=address,
        title=str(front.get("title", known.title)), id=_id_in(front) or known.id,
    )  # fmt: skip


def _id_in(front: Mapping[str, Any]) -> str:
    try:
        return normalise_id(str(front.get("id", "")))
    except ValueError:
        return ""


def _front_matter(text: str) -> dict[str, Any]:
    front, _, _ = split_front_matter(text)
    try:
        plain = to_plain(parse_yaml(front or ""))
    except YamlError:
        return {}
    return plain if isinstance(plain, dict) else {}
