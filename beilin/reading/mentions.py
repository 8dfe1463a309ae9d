"""The links of a body with the sentences that they stand in: for backlinks and bibliographies.

Both are made when a file is read, because planning has no bodies: a page that quotes the sentence of another article
then depends on the sentence and not on all of that article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from markdown_it.token import Token

from beilin.model import Body, Reference
from beilin.reading.flow import flow_of
from beilin.reading.text_blocks import BLOCK_TAG, FORMULA, ID, TAG
from beilin.text.mentions import Links, Mention, OutsideLink
from beilin.text.sentences import Quote, quote

# A link, which holds no other, or the mark of a link by name. Links to notes and back say nothing.
_LINK = re.compile(r'<a (?![^>]*href="#)([^>]*)>(.*?)</a>|\0(\d+)\0(?![^<]*>)', re.DOTALL)
_NOTE_MARK = re.compile(r'<sup class="footnote-ref">.*?</sup>')
BACK_LINK = re.compile(r' ?<a [^>]*class="footnote-backref"[^>]*>.*?</a>')
_HREF, _TITLE, _ALT = (re.compile(rf'\b{name}="([^"]*)"') for name in ("href", "title", "alt"))
_MARK = re.compile("\0(\\d+)\0")
_BEGINNINGS = ("<a ", "\0")  # of a link, and of a mark
_SCHEMES = ("http", "https")


class _Place(NamedTuple):
    id: str  # of the nearest element that a link can lead to
    paragraph: int  # from 1; 0 outside of paragraphs
    note: int  # likewise


def links_of(body: Body) -> Links:
    """The links of the body, in order: those into the archive, and those to other hosts (`http` and `https`).

    Of several links to one target the first counts. Links to parts of the same body are left out, and so are images.
    """
    html = body.html
    links = _Collector(body.references)
    for place, run in _runs(html):
        if "footnote-" in run:
            run = BACK_LINK.sub("", _NOTE_MARK.sub("", run))
        if "<math" in run:
            run = FORMULA.sub(r"\1", run)
        for match in _LINK.finditer(run):
            attributes, inner, number = match.groups()
            href = f"\0{number}\0" if number else _first(_HREF, attributes)
            if mark := _MARK.fullmatch(href):
                reference = int(mark[1])
                if links.is_new(reference):
                    shown = _quote(body, run[: match.start()], inner if inner is not None else href, run[match.end() :])
                    links.add_mention(reference, place.id, shown)
            else:
                text = _plain(inner) or " ".join(map(unescape, _ALT.findall(inner)))
                links.add_outside(unescape(href), text, unescape(_first(_TITLE, attributes)), place)
    return links.links()


def links_of_flows(tokens: Sequence[Token], references: Sequence[Reference]) -> Links:
    """The same as `links_of` for a body of nothing but flows, if all of its paragraphs have different ids.

    Most bodies are: taking the links from their HTML takes 0.1 ms for 4,000 characters, and this 0.03.
    """
    links = _Collector(references)
    last_id = ""
    for token in tokens:
        flow = flow_of(token)
        seen = 0
        for link in flow.links:
            for block in flow.blocks[seen : link.block + 1]:
                last_id = block.id or last_id
            seen = link.block + 1
            href = flow.pieces[link.piece]
            before, words, after = link.text[: link.start], link.text[link.start : link.end], link.text[link.end :]
            if href[0] == "\0":
                reference = int(href[1:-1])
                if links.is_new(reference):
                    links.add_mention(reference, last_id, quote(before, words, after))
            else:
                links.add_outside(link.target, words, "", _Place(last_id, link.paragraph, 0))
        for block in flow.blocks[seen:]:
            last_id = block.id or last_id
    return links.links()


class _Collector:
    """Collects the links of a body, of several to one target the first."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._references = references
        self._mentions: dict[tuple[str, str], Mention] = {}
        self._outside: dict[str, OutsideLink] = {}

    def is_new(self, number: int) -> bool:
        """Whether the reference of that number links into the archive, to where none before it does."""
        reference = self._references[number]
        return reference.kind != "part" and (reference.kind, reference.target) not in self._mentions

    def add_mention(self, number: int, identifier: str, shown: Quote) -> None:
        """Add that reference, which stands in the quoted sentence in or behind the element with the id."""
        reference = self._references[number]
        self._mentions[reference.kind, reference.target] = Mention(number, identifier, *shown)

    def add_outside(self, url: str, text: str, title: str, place: _Place) -> None:
        """Add the link with that text if it leads to a new address on another host."""
        if url not in self._outside and (domain := _domain(url)):
            shown = quote("", title if _is_address(text.strip(), url) else text, "").words.strip()
            self._outside[url] = OutsideLink(url, shown, domain, *place)

    def links(self) -> Links:
        """The links so far, in order."""
        return Links(tuple(self._mentions.values()), tuple(self._outside.values()))


def _runs(html: str) -> Iterator[tuple[_Place, str]]:
    """The HTML between two tags of block elements, with its place, for each such stretch with a link.

    An article has a hundred of them and few links, so of the others only what the places of links depend on is kept.
    """
    identifier, paragraph, note_here = "", 0, 0  # the place
    paragraphs, note, start = 0, 0, 0
    links = _Positions(html)
    for match in BLOCK_TAG.finditer(html):
        if links.first < match.start():
            if links.first >= start:
                yield _Place(identifier, paragraph, note_here), html[start : match.start()]
            links.go_on_from(match.end())
            if links.first == len(html):
                return
        start = match.end()
        slash, name, own_id, attributes = match.groups()
        if slash:
            if name == "li":
                note = 0
            paragraph = 0
            continue
        own_id = own_id or (_first(ID, attributes) if attributes else "")
        if name == "li" and 'class="footnote-item"' in attributes:
            note = int(own_id.removeprefix("fn")) if own_id.removeprefix("fn").isdecimal() else 0
        paragraph, note_here = 0, note
        if own_id:
            identifier = unescape(own_id) or identifier
            if own_id.startswith("_p"):
                paragraphs += 1
                paragraph = 0 if note else paragraphs
    if links.first >= start:
        yield _Place(identifier, paragraph, note_here), html[start:]


class _Positions:
    """Where the next link or mark is in some HTML."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._next = dict.fromkeys(_BEGINNINGS, -1)
        self.first = 0
        self.go_on_from(0)

    def go_on_from(self, start: int) -> None:
        """Set `first` to the position of the first one from `start` on; the length of the HTML if there is none."""
        for beginning, position in self._next.items():
            if position < start:
                found = self._html.find(beginning, start)
                self._next[beginning] = len(self._html) if found < 0 else found
        self.first = min(self._next.values())


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
