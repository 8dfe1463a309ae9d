"""Links and images: their targets become paths from the new file, or addresses of the archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from urllib.parse import quote, urlsplit

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.link_finding import FoundTarget, find_targets, image_sizes
from beilin.migrating.bodies.passes import NOTHING, Found, Remark, without_overlaps
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.resolution import Resolution
from beilin.migrating.bodies.resolve import OLD_SITE, base_url_of, resolve
from beilin.migrating.model import Edit

_MARKS = ("](", "]:", "=", "://")
_MARKUP = re.compile(r"[*<\\`]|(?<![^\W_])_|_(?![^\W_])")


def links(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `links`: every target that leads somewhere else now, and notes on those that lead nowhere."""
    if not any(mark in text for mark in _MARKS):
        return NOTHING
    edits: dict[tuple[int, int], Edit] = {}
    remarks: list[Remark] = []
    remote: list[str] = []
    for target in find_targets(protected):
        resolution = resolve(target.written, context)
        if target.is_image and context.targets.places.get(resolution.path, "").endswith(".md"):
            resolution = Resolution(target.written, "missing")  # a page is not an image: `![](.)`
        if target.syntax == "spaced" and resolution.state != "found":
            continue
        kind = "image" if target.is_image else "link"
        if resolution.target != target.written.removeprefix("./") or target.syntax == "spaced":
            edits[target.start, target.end] = Edit(target.start, target.end, _written(target, resolution), kind)
        if note := _note_on(target, resolution):
            remarks.append(Remark(note, target.start, target.written.removeprefix(OLD_SITE)))
        if target.is_image and resolution.state == "remote":
            remote.append(target.written)
    edits |= {(edit.start, edit.end): edit for edit in _own_addresses(protected.masked, context)}
    sizes = [Edit(start, end, "", "image size") for start, end in image_sizes(protected.masked)]
    return Found(without_overlaps([*edits.values(), *sizes]), tuple(remarks), tuple(remote))


def markdown_target(target: str) -> str:
    """A target as Markdown has it, without angle brackets."""
    return "".join(quote(character) if character in " ()<>\\" or character < " " else character for character in target)


def escaped_text(text: str) -> str:
    """Text as Markdown has it within a line."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _own_addresses(masked: str, context: BodyContext) -> Iterator[Edit]:
    """Whole addresses of the old site that stand in the text; they remain what is shown."""
    host = urlsplit(base_url_of(context.targets)).netloc
    if not host or host not in masked:
        return
    for place in re.finditer(re.escape(f"://{host}"), masked):
        start = place.start() - (5 if masked.startswith("https", place.start() - 5) else 4)
        is_bracketed = masked.startswith("<", start - 1)
        match = _address(host).match(masked, start - is_bracketed)
        if match is None:
            continue
        shown = (match[1] or match[2]).rstrip(".,:;!?_~")
        line = masked.rfind("\n", 0, match.start()) + 1
        is_in_link = masked.rfind("[", line, match.start()) > masked.rfind("]", line, match.start())
        if is_in_link or masked.startswith("]: ", max(match.start() - 3, 0)):
            continue
        resolution = resolve(shown, context)
        if resolution.state == "found":
            end = match.end() if match[1] else match.start() + len(shown)
            link = f"[{escaped_text(shown)}]({markdown_target(resolution.target)})"
            yield Edit(match.start(), end, link, "link")


@lru_cache(maxsize=4)
def _address(host: str) -> re.Pattern[str]:
    """A whole address of the host in the text, or between angle brackets. It ends as docs/writing.md says of bare
    addresses."""
    begin = rf"https?://{re.escape(host)}"
    return re.compile(
        rf"<({begin}[^\s<>]*)>|(?<![\w\"'=<>(\[/])({begin}[^\s<>\"`()\[\]{{}}|*，。：；！？、（）「」『』《》…—]*)"
    )


def _written(target: FoundTarget, resolution: Resolution) -> str:
    if target.syntax in ("markdown", "spaced"):
        return markdown_target(resolution.target)
    written = escape(resolution.target)
    return written if target.syntax == "html" else f'"{written}"'


def _note_on(target: FoundTarget, resolution: Resolution) -> str:
    if resolution.state in ("dead", "missing"):
        is_file = resolution.state == "missing" or target.is_image or target.is_media
        return "missing-file" if is_file else "dead-link"
    return "remote-image" if resolution.state == "remote" and target.is_image else ""
