"""The structure of a body's HTML: as it is written, and as a browser's parser reads it."""

from __future__ import annotations

from html.parser import HTMLParser

import nh3

from beilin.reading.html_elements import KEPT, VOID

# Elements that a browser adds where they are left out.
_ADDED = {"tbody", "colgroup"}
_TAGS = set(KEPT) | {"caption", "sup"}
_ATTRIBUTES = {
    "id", "class", "lang", "dir", "title", "role", "aria-label", "tabindex", "style", "href", "hreflang", "cite", "datetime",
    "value", "start", "reversed", "type", "colspan", "rowspan", "headers", "scope", "span", "open", "src", "alt", "width",
    "height", "controls", "loop", "muted", "preload", "poster", "playsinline", "srcset", "media", "kind", "srclang",
    "label", "default", "checked", "disabled", "loading", "decoding", "sizes",
}  # fmt: skip


class Events(HTMLParser):
    """The start tags with their attributes, the end tags, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is open at the end" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # nh3 drops addresses that it cannot parse.
        listed = " ".join(f"{name}={value or ''}" for name, value in sorted(attrs) if name not in ("href", "cite"))
        self.events.append(f"<{tag} {listed}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.events.append(f"</{tag}>")
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> does not close the innermost element")

    def handle_data(self, data: str) -> None:
        self.events.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction: {data}")


def faults_of(html: str) -> list[str]:
    """What is wrong with the structure of the HTML: all tags must be balanced, and a browser must not change it.

    The browser is html5ever, the parser of Servo, which nh3 uses. The marks of references are like other text.
    """
    html = html.replace("\0", "\ufdd0")
    written = Events(html)
    read = Events(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=dict.fromkeys((*_TAGS, "*"), _ATTRIBUTES),
            link_rel=None,
            url_schemes={"http", "https", "mailto", "ftp", "tel"},
        )
    )
    faults = written.faults
    if _joined(written.events) != _joined(read.events):
        faults.append(f"a browser reads it differently:\n{_joined(written.events)}\n{_joined(read.events)}")
    return faults


def _joined(events: list[str]) -> str:
    """The events without the elements that a browser adds and without white space, which it may move in tables."""
    kept = (event for event in events if event.strip("</> ") not in _ADDED)
    return "".join("".join(event.split()) for event in kept)
