"""A Markdown extension: bare web addresses become links."""

from __future__ import annotations

from bisect import bisect_left

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, text

from beilin.reading.bare_addresses import BareAddress, find_addresses


def cjk_autolinks(md: MarkdownIt) -> None:
    """A markdown-it plugin: link bare addresses in text."""
    md.inline.ruler.at("text", _text_or_address)


def _text_or_address(state: StateInline, silent: bool) -> bool:
    """The inline rule `text`, which stops at addresses and links them."""
    addresses = _addresses_of(state)
    if not addresses:
        return text(state, silent)
    position = state.pos
    following = bisect_left(addresses, (position,))
    if following == len(addresses):
        return text(state, silent)
    address = addresses[following]
    if address.start == position and address.end <= state.posMax:
        if not silent:
            _push(state, address)
        state.pos = address.end
        return True
    end = min(address.start, state.posMax) if address.start > position else state.posMax
    marker = state.md.inline.terminator_re.search(state.src, position, end)
    state.pos = marker.start() if marker else end
    if not silent:
        state.append_pending(state.src[position : state.pos])
    return state.pos > position


def _addresses_of(state: StateInline) -> list[BareAddress]:
    """The addresses in the inline text that is being read; they are searched for once for each text."""
    known: dict[str, list[BareAddress]] = state.env.setdefault("bare addresses", {})
    if state.src not in known:
        found = find_addresses(state.src)
        known[state.src] = [address for address in found if state.md.validateLink(_target(state.md, address))]
    return known[state.src]


def _target(md: MarkdownIt, address: BareAddress) -> str:
    has_scheme = "://" in address.text[:8]
    return md.normalizeLink(address.text if has_scheme else f"http://{address.text}")


def _push(state: StateInline, address: BareAddress) -> None:
    """Add the address as a link, or as text if it is inside a link."""
    if state.linkLevel:
        state.append_pending(address.text)
        return
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": _target(state.md, address)}
    opening.markup, opening.info = "linkify", "auto"
    state.push("text", "", 0).content = state.md.normalizeLinkText(address.text)
    closing = state.push("link_close", "a", -1)
    closing.markup, closing.info = "linkify", "auto"
