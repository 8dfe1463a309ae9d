"""`[[note|text]]` and `![[picture.png|300]]` (Obsidian's help, "Internal links" and "Embed files")."""

from __future__ import annotations

import posixpath
import re
from html import escape

from markdown_it.common.utils import normalizeReference

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.links import escaped_text, markdown_target
from beilin.migrating.bodies.passes import NOTHING, Found, Remark
from beilin.migrating.bodies.protected import MASK, Protected
from beilin.migrating.bodies.resolution import Resolution
from beilin.migrating.bodies.resolve import heading_fragment, resolve_name
from beilin.migrating.model import Edit

_WIKI = re.compile(r"(?<!\\)(?P<mark>!?)\[\[(?P<inner>[^\[\]\n]{1,500})\]\]")
_BAR = re.compile(r"\\?\|")  # in a table a backslash precedes it
_SIZE = re.compile(r"\d+(?:x\d+)?\Z")
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")
_MEDIA = {
    "video": (".mp4", ".webm", ".ogv", ".mov", ".mkv"),
    "audio": (".mp3", ".wav", ".m4a", ".ogg", ".flac", ".3gp"),
}
_DEFINED = re.compile(r"^[ \t>]*\[(?!\^)([^\[\]\n]+)\]:", re.MULTILINE)
BLOCK_ID = "block-"  # begins the ids of blocks that links name


def wiki_links(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `wiki-links`: links by name become links by path, with the words that were shown."""
    if "[[" not in text:
        return NOTHING
    edits: list[Edit] = []
    remarks: list[Remark] = []
    for match in _WIKI.finditer(protected.masked):
        if match["mark"] or MASK in _BAR.split(match["inner"])[0]:
            continue
        name, fragment, shown = _parts(text[slice(*match.span("inner"))])
        resolution = resolve_name(name, context) if name else None
        if remark := _remark(resolution, match, text):
            remarks.append(remark)
        if resolution is None or resolution.state == "found":
            is_own = fragment and (resolution is None or resolution.path == context.document.path)
            target = fragment if is_own or resolution is None else resolution.target + fragment
            edits.append(Edit(match.start(), match.end(), _link(shown, target or "#"), "wiki link"))
    return Found(tuple(edits), tuple(remarks))


def embeds(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `embeds`: images and media become such, notes become links, and what is missing shows as it was."""
    if "![[" not in text:
        return NOTHING
    edits: list[Edit] = []
    remarks: list[Remark] = []
    for match in _WIKI.finditer(protected.masked):
        if not match["mark"]:
            continue
        inner = text[slice(*match.span("inner"))]
        name, fragment, shown = _parts(inner)
        resolution = resolve_name(name, context) if name else None
        if remark := _remark(resolution, match, text):
            remarks.append(remark)
        if resolution is None or resolution.state == "found":
            edits.append(Edit(match.start(), match.end(), _embedded(inner, resolution, fragment, shown), "embed"))
        else:
            edits.append(Edit(match.start() + 1, match.start() + 1, "\\", "embed"))
    return Found(tuple(edits), tuple(remarks))


def literal_brackets(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `literal-brackets`, of generators without links by name: brackets in pairs are text."""
    del context
    if "[[" not in text:
        return NOTHING
    defined = {normalizeReference(match[1]) for match in _DEFINED.finditer(protected.masked)}
    edits = []
    for match in _WIKI.finditer(protected.masked):
        is_link = text.startswith(("(", "["), match.end()) or normalizeReference(match["inner"]) in defined
        if not is_link or match["mark"]:
            start = match.start("inner") - 2
            edits.append(Edit(start, start, "\\", "brackets"))
    return Found(tuple(edits))


def block_ids(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `block-ids`: ` ^name` at the end of a block becomes the target of links to it."""
    del context
    if "^" not in text:
        return NOTHING
    marks = re.finditer(r"(?:^|(?<=[ \t]))\^([A-Za-z0-9-]+)[ \t]*$", protected.masked, re.MULTILINE)
    return Found(tuple(Edit(*match.span(), f'<span id="{BLOCK_ID}{match[1]}"></span>', "block id") for match in marks))


def _parts(inner: str) -> tuple[str, str, str]:
    """The name, the fragment with "#", and the words that are shown."""
    target, *labels = (part.strip() for part in _BAR.split(inner))
    name, *headings = (part.strip() for part in target.split("#"))
    heading = headings[-1] if headings else ""
    is_block = heading.startswith("^")
    fragment = f"#{BLOCK_ID}{heading[1:]}" if is_block else heading_fragment(heading)
    shown = labels[-1] if labels and labels[-1] else " > ".join(part for part in (name, *headings) if part)
    return name, fragment, shown


def _remark(resolution: Resolution | None, match: re.Match[str], text: str) -> Remark | None:
    if resolution is None or (resolution.state == "found" and not resolution.is_ambiguous):
        return None
    is_file = resolution.state == "missing" or (match["mark"] and resolution.state != "found")
    kind = "ambiguous-link" if resolution.state == "found" else "missing-file" if is_file else "dead-link"
    return Remark(kind, match.start(), text[slice(*match.span())])


def _embedded(inner: str, resolution: Resolution | None, fragment: str, shown: str) -> str:
    target, *labels = (part.strip() for part in _BAR.split(inner))
    if resolution is None:
        return _link(shown, fragment or "#")
    end = posixpath.splitext(resolution.path)[1].lower()
    label = next((label for label in labels if label and not _SIZE.match(label)), "")
    if end in _IMAGES:
        return f"![{escaped_text(label)}]({markdown_target(resolution.target)})"
    for element, ends in _MEDIA.items():
        if end in ends:
            return f'<{element} src="{escape(resolution.target)}" controls></{element}>'
    name = target.partition("#")[0].strip()
    is_note = end in ("", ".md", ".markdown")
    return _link(
        label or (shown if is_note and not labels else name), resolution.target + (fragment if is_note else "")
    )


def _link(shown: str, target: str) -> str:
    return f"[{escaped_text(shown)}]({markdown_target(target)})"
