"""Links and images: their targets become paths from the new file, or addresses of the archive."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.link_finding import FoundTarget, find_targets, image_sizes
from beilin.migrating.bodies.passes import NOTHING, Found, Remark, without_overlaps
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.resolve import OLD_SITE, Resolution, resolve
from beilin.migrating.model import Edit

_MARKS = ("](", "]:", "=")


def links(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `links`: every target that leads somewhere else now, and notes on those that lead nowhere."""
    if not any(mark in text for mark in _MARKS):
        return NOTHING
    edits: dict[tuple[int, int], Edit] = {}
    remarks: list[Remark] = []
    remote: list[str] = []
    for target in find_targets(protected):
        resolution = resolve(target.written, context)
        if target.syntax == "spaced" and resolution.state != "found":
            continue
        kind = "image" if target.is_image else "link"
        if resolution.target != target.written or target.syntax == "spaced":
            edits[target.start, target.end] = Edit(target.start, target.end, _written(target, resolution), kind)
        if note := _note_on(target, resolution):
            remarks.append(Remark(note, target.start, target.written.removeprefix(OLD_SITE)))
        if target.is_image and resolution.state == "remote":
            remote.append(target.written)
    sizes = [Edit(start, end, "", "image size") for start, end in image_sizes(protected.masked)]
    return Found(without_overlaps([*edits.values(), *sizes]), tuple(remarks), tuple(remote))


def markdown_target(target: str) -> str:
    """A target as Markdown has it, without angle brackets."""
    return "".join(quote(character) if character in " ()<>\\" or character < " " else character for character in target)


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
