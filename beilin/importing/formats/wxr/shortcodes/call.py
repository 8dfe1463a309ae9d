"""A shortcode as it is written: WordPress's Shortcode API, `get_shortcode_regex` and `shortcode_parse_atts`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

# `[name …]`, `[/name]`, `[name=…]`, `[name: …]`; as in WordPress there are no brackets in the attributes.
TAG = re.compile(r"\[(?P<slash>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:[\s=:/\"'][^\[\]]*)?)\]")
_ATTRIBUTE = re.compile(
    r"(?P<key>[A-Za-z][\w-]*)\s{0,20}=\s{0,20}(?:[\"“”″](?P<double>[^\"“”″]*)[\"“”″]|'(?P<single>[^']*)'|(?P<bare>[^\s'\"]+))"
    r"|\"(?P<quoted>[^\"]*)\"|(?P<word>\S+)"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the media library."""

    url: str
    alt: str = ""
    caption: str = ""  # HTML


@dataclass(frozen=True, slots=True)
class PostContext:
    """What shortcodes of a post may refer to."""

    attachments: Mapping[str, Attachment]  # by id
    own: tuple[str, ...] = ()  # the ids of those that belong to the post, in the order of its gallery
    reusable: Mapping[str, str] = field(default_factory=dict)  # reusable blocks by id
    footnotes: list[str] = field(default_factory=list)  # the HTML of those that shortcodes have made so far


@dataclass(frozen=True, slots=True)
class Call:
    """A shortcode with its attributes and content."""

    name: str  # in lower case
    attributes: Mapping[str, str]  # those without a name have "0", "1" …; entities are characters
    content: str | None = None  # HTML, its shortcodes converted; of code as it is written; None without an end tag

    def first(self, *names: str) -> str:
        """The first of the attributes that is not empty; "" if there is none."""
        return next((value for name in names if (value := self.attributes.get(name, "").strip())), "")


def read_attributes(written: str) -> dict[str, str]:
    """The attributes after a shortcode's name. `[youtube=URL]` has its address as attribute 0."""
    attributes: dict[str, str] = {}
    if written[:1] in ("=", ":"):
        return {"0": unescape(written[1:].strip(" \"'/"))}
    positions = 0
    for match in _ATTRIBUTE.finditer(written.rstrip("/ ")):
        if match["key"]:
            value = next(match[group] for group in ("double", "single", "bare") if match[group] is not None)
            attributes.setdefault(match["key"].lower(), unescape(value))
        else:
            attributes[str(positions)] = unescape(match["quoted"] or match["word"] or "")
            positions += 1
    return attributes
