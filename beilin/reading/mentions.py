"""The links of a body with the sentences that they stand in: for backlinks and bibliographies.

Both are made when a file is read, because planning has no bodies: a page that quotes the sentence of another article
then depends on the sentence and not on all of that article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from beilin.model import Body
from beilin.reading.text_blocks import BLOCK_TAG, FORMULA, ID, TAG
from beilin.text.mentions import Mention, OutsideLink
from beilin.text.sentences import Quote, quote

# A link, which holds no other, or the mark of a link by name. Links to notes and back say nothing.
_LINK = re.compile(r'<a (?![^>]*href="#)([^>]*)>(.*?)</a>|\0(\d+)\0(?![^<]*>)', re.DOTALL)
_NOTE_MARK = re.compile(r'<sup class="footnote-ref">.*?</sup>')
_BACK = re.compile(r' ?<a [^>]*class="footnote-backref"[^>]*>.*?</a>')
_HREF, _TITLE, _ALT = (re.compile(rf'\b{name}="([^"]*)"') for name in ("href", "title", "alt"))
_MARK = re.compile("\0(\\d+)\0")
_SCHEMES = ("http", "https")


class Links(NamedTuple):
    """The links of a body."""

    mentions: tuple[Mention, ...]  # for each place to which it links, the first link
    outside: tuple[OutsideLink, ...]  # for each address on another host, the first link


class _Place(NamedTuple):
    id: str  # of the nearest element that a link can lead to
    paragraph: int  # from 1; 0 outside of paragraphs
    note: int  # likewise


def links_of(body: Body) -> Links:
    """The links of the body, in order: those into the archive, and those to other hosts (`http` and `https`).

    Of several links to one target the first counts. Links to parts of the same body are left out, and so are images.
    """
    html = body.html
    mentions: dict[str, Mention] = {}
    outside: dict[str, OutsideLink] = {}
    if "<a " not in html and "\0" not in html:
        return Links((), ())
    for place, run in _runs(html):
        if "<a " not in run and "\0" not in run:
            continue
        run = FORMULA.sub(r"\1", _BACK.sub("", _NOTE_MARK.sub("", run)))
        for match in _LINK.finditer(run):
            attributes, inner, number = match.groups()
            href = f"\0{number}\0" if number else _first(_HREF, attributes)
            if mark := _MARK.fullmatch(href):
                reference = body.references[int(mark[1])]
                key = f"{reference.kind} {reference.target}"
                if reference.kind != "part" and key not in mentions:
                    shown = _quote(body, run[: match.start()], inner if inner is not None else href, run[match.end() :])
                    mentions[key] = Mention(int(mark[1]), place.id, *shown)
            elif (url := unescape(href)) not in outside and (domain := _domain(url)):
                text = _plain(inner) or " ".join(map(unescape, _ALT.findall(inner)))
                if _is_address(text.strip(), url):
                    text = unescape(_first(_TITLE, attributes))
                text = quote("", text, "").words.strip()
                outside[url] = OutsideLink(url, text, domain, *place)
    return Links(tuple(mentions.values()), tuple(outside.values()))


def _runs(html: str) -> Iterator[tuple[_Place, str]]:
    """The HTML between the tags of block elements, each with its place."""
    place, paragraphs, start = _Place("", 0, 0), 0, 0
    note = 0
    for match in BLOCK_TAG.finditer(html):
        if match.start() > start:
            yield place, html[start : match.start()]
        start = match.end()
        slash, name, own_id, attributes = match.groups()
        if slash:
            if name == "li":
                note = 0
            place = place._replace(paragraph=0)
            continue
        identifier = own_id or _first(ID, attributes)
        if name == "li" and 'class="footnote-item"' in attributes:
            note = int(identifier.removeprefix("fn")) if identifier.removeprefix("fn").isdecimal() else 0
        if is_paragraph := identifier.startswith("_p"):
            paragraphs += 1
        place = _Place(unescape(identifier) or place.id, paragraphs if is_paragraph and not note else 0, note)
    yield place, html[start:]


def _quote(body: Body, before: str, words: str, after: str) -> Quote:
    """The sentence as plain text. Links by name without a text of their own remain marks."""
    shown = quote(*(_MARK.sub(lambda mark: _given_text(body, mark), _plain(one)) for one in (before, words, after)))
    before, after = shown.before, shown.after
    if before.count("\0") % 2:  # cut within a mark
        before = "…" + before.partition("\0")[2]
    if after.count("\0") % 2:
        after = after.rpartition("\0")[0] + "…"
    return Quote(before, shown.words, after)


def _given_text(body: Body, mark: re.Match[str]) -> str:
    reference = body.references[int(mark[1])]
    if reference.kind == "part":
        return ""
    return reference.text or mark[0]


def _plain(html: str) -> str:
    return unescape(TAG.sub("", html.replace("<br", " <br")))


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _domain(url: str) -> str:
    """The host of an address on another host, without `www.`; "" if it is something else."""
    try:
        parts = urlsplit(url)
        is_remote = parts.scheme in _SCHEMES or (not parts.scheme and url.startswith("//"))
        return (parts.hostname or "").removeprefix("www.") if is_remote else ""
    except ValueError:
        return ""


def _is_address(text: str, url: str) -> bool:
    """Whether the text of a link is only its address."""
    return not text or text.rstrip("/") in (url.rstrip("/"), url.partition("//")[2].rstrip("/"))
