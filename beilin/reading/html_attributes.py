"""The attributes of an HTML element that an article may have, written anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.common.utils import escapeHtml

from beilin.reading.headings import is_footnote_id
from beilin.reading.html_elements import is_heading
from beilin.reading.html_report import HtmlReport, quoted
from beilin.reading.references import ReferenceCollector
from beilin.text.urls import read_url

_ANYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role", "aria-label", "tabindex"})
_CELL = frozenset({"colspan", "rowspan", "headers"})
_PLAYER = frozenset({"src", "controls", "loop", "muted", "preload"})
_OF_ELEMENT: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "hreflang"}),
    "audio": _PLAYER,
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "input": frozenset({"type", "checked", "disabled"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"src", "srcset", "type", "media"}),
    "td": _CELL,
    "th": _CELL | {"scope"},
    "time": frozenset({"datetime"}),
    "track": frozenset({"src", "kind", "srclang", "label", "default"}),
    "video": _PLAYER | {"poster", "width", "height", "playsinline"},
}
_FLAGS = frozenset({"checked", "default", "disabled", "loop", "muted", "open", "playsinline", "reversed"})
_NUMBERS = {
    **dict.fromkeys(("colspan", "rowspan", "span"), re.compile(r"[0-9]{1,3}")),
    **dict.fromkeys(("start", "value"), re.compile(r"-?[0-9]{1,9}")),
    **dict.fromkeys(("width", "height"), re.compile(r"[0-9]{1,5}%?")),
}
# Neither words nor addresses: how an element looks, loads or behaves.
_NAMES = """
align alink allow allowfullscreen async autofocus autoplay background bgcolor border bordercolor cellpadding
cellspacing char charoff clear color compact controls controlslist crossorigin decoding defer
disablepictureinpicture draggable face fetchpriority frame frameborder height hidden hspace language link
loading marginheight marginwidth mozallowfullscreen noshade nowrap referrerpolicy rel rules sandbox scrolling
size sizes spellcheck style tabindex target text translate type valign vlink vspace webkitallowfullscreen width
xmlns
"""
_PRESENTATIONAL = frozenset(_NAMES.split())
_ALIGNED = frozenset({"caption", "div", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
_ALIGNMENT = re.compile(r"\s*(left|right|center|justify)\s*", re.IGNORECASE)
_TEXT_ALIGN = re.compile(r"(?:^|;)\s*text-align\s*:\s*(left|right|center|justify)\s*(?:;|$)", re.IGNORECASE)
# Written by `html_media`.
_OF_FILES = frozenset({"src", "srcset", "poster", "controls"})
_SCHEMES = frozenset({"", "http", "https", "mailto", "ftp", "tel"})


@dataclass(slots=True)
class AttributeWriter:
    """Writes the attributes of the elements of one body."""

    references: ReferenceCollector
    report: HtmlReport
    has_footnotes: bool  # made by Markdown
    ids: set[str]  # those given so far, which are all different

    def write(self, element: str, written: Mapping[str, str], line: int, align: str = "") -> str:
        """The attributes of the element that are kept, each with a space before it; the others are reported.

        Those that make the page load a file are left to `html_media`. `align` is the alignment that the element's own
        name says. The line of the body, from 0, is that of the tag.
        """
        allowed = _OF_ELEMENT.get(element, frozenset())
        kept: dict[str, str] = {}
        for name, value in written.items():
            alignment = _alignment_in(element, name, value)
            if alignment:
                align = alignment
            if alignment and (name == "align" or _TEXT_ALIGN.fullmatch(value)):
                continue
            if name == "name" and element == "a" and written.get("id", value) == value:
                name = "id"
            if name in _OF_FILES & allowed or name in kept:
                continue
            if name not in allowed and name not in _ANYWHERE:
                self._drop(element, name, value, line)
            elif name == "id":
                if self._is_new_id(value, line):
                    kept["id"] = value
            elif name in ("href", "cite"):
                if (address := self._address(element, value, line)) is not None:
                    kept[name] = address
            elif name in _FLAGS:
                kept[name] = ""
            elif name in _NUMBERS and element != "data" and not _NUMBERS[name].fullmatch(value.strip()):
                self._drop(element, name, value, line)
            else:
                kept[name] = value
        # The reader's text blocks expect the id first, as in headings.
        first = f' id="{escapeHtml(kept.pop("id"))}"' if "id" in kept else ""
        style = f' style="text-align:{align}"' if align else ""
        return first + "".join(f' {name}="{escapeHtml(value)}"' for name, value in kept.items()) + style

    def write_in_place(self, element: str, written: Mapping[str, str], line: int) -> str:
        """The attributes for an element that takes the place of one with these; presentational ones are left out."""
        return self.write(element, {name: written[name] for name in written if name not in _PRESENTATIONAL}, line)

    def _drop(self, element: str, name: str, value: str, line: int) -> None:
        if name in _PRESENTATIONAL:
            self.report.presentational(name, line)
            return
        hint = "Write in Markdown what readers need of it, or remove it."
        self.report.dropped(f"the attribute {quoted(f'{name}={value}')!r} of <{element}> is dropped", line, hint)

    def _is_new_id(self, value: str, line: int) -> bool:
        if not value or re.search(r"[\t\n\f\r ]", value):
            reason = "contains a space" if value else "is empty"
        elif value.startswith("_") or (self.has_footnotes and is_footnote_id(value)):
            reason = "is the theme's or a footnote's"
        elif value in self.ids:
            reason = "occurs twice"
        else:
            self.ids.add(value)
            return True
        self.report.dropped(f"the id {quoted(value)!r} is dropped: it {reason}", line, "Choose a different id.")
        return False

    def _address(self, element: str, value: str, line: int) -> str | None:
        address = read_url(value)
        if address.scheme not in _SCHEMES:
            hint = "Addresses begin with https, http, mailto, ftp or tel."
            self.report.dropped(f"the address {quoted(value)!r} of <{element}> is dropped", line, hint)
            return None
        return self.references.mark(address.text, is_image=False, line=line)


def _alignment_in(element: str, name: str, value: str) -> str:
    """What the attribute says of the alignment of the element's text, or ""."""
    if element not in _ALIGNED and not is_heading(element):
        return ""
    match = _ALIGNMENT.fullmatch(value) if name == "align" else _TEXT_ALIGN.search(value) if name == "style" else None
    return match[1].lower() if match else ""
