"""Attributes in braces: of kramdown ("Attribute list definitions"), of Python-Markdown's attr_list, of goldmark."""

from __future__ import annotations

import re

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found, Remark, without_overlaps
from beilin.migrating.bodies.protected import MASK, Protected
from beilin.migrating.model import Edit

_ATTRIBUTE = r"""(?:[.#][^\W\d][\w:-]*|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+))"""
_LIST = rf"\{{(?::[ \t]*[\w.#-][^{{}}\n]*|[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*)\}}"
_HEADING = re.compile(r"^#{1,6}[ \t][^\n]*$", re.MULTILINE)
_ENDING = re.compile(rf"(?P<list>{_LIST})[ \t]*\Z")
_LINE = re.compile(rf"^(?P<quote>[ \t]*(?:>[ \t]*)*)(?P<list>{_LIST})[ \t]*(?:\n|\Z)", re.MULTILINE)
_ANY = re.compile(_LIST)
_EMOJI = re.compile(r"(?<!\w):[a-z][\w-]*:\Z")
_ID = re.compile(r"(?<![\w\"'=])#([\w:.-]+)")
_EXTENSION = re.compile(r"\{::(?P<name>comment|nomarkdown|options)\b[^{}\n]*\}|\{:/[^{}\n]*\}")


def kramdown(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `kramdown`: attributes go, but for ids; comments are not published."""
    del context
    if "{" not in text:
        return NOTHING
    masked = protected.masked
    edits, remarks = _extensions(text, masked)
    for heading in _HEADING.finditer(masked):
        if match := _ENDING.match(masked, max(heading.start(), masked.rfind("{", *heading.span())), heading.end()):
            name = _ID.search(match["list"])
            start = heading.start() + len(masked[heading.start() : match.start()].rstrip(" \t"))
            edits.append(Edit(start, match.end(), f" {{#{name[1]}}}" if name else "", "attributes"))
    for match in _LINE.finditer(masked):
        anchor = _anchor(match["list"])
        start, end = match.span("list") if ">" in match["quote"] or anchor else match.span()
        edits.append(Edit(start, end, anchor, "attributes"))
    for match in _ANY.finditer(masked):
        if _is_behind_markup(masked[masked.rfind("\n", 0, match.start()) + 1 : match.start()]):
            edits.append(Edit(*match.span(), _anchor(match[0]), "attributes"))
    return Found(without_overlaps(edits), tuple(remarks))


def _extensions(text: str, masked: str) -> tuple[list[Edit], list[Remark]]:
    """Comments, options, and the marks around what is not Markdown (kramdown's syntax, "Extensions")."""
    edits: list[Edit] = []
    remarks: list[Remark] = []
    comment: re.Match[str] | None = None
    for match in _EXTENSION.finditer(masked) if "{:" in masked else ():
        if comment:
            if match[0].startswith("{:/"):
                edits.append(Edit(comment.start(), match.end(), "", "comment"))
                remarks.append(Remark("unpublished-comment", comment.start(), text[comment.end() : match.start()]))
                comment = None
        elif match["name"] == "comment" and not match[0].endswith("/}"):
            comment = match
        else:
            edits.append(Edit(*match.span(), "", "attributes"))
    return edits, remarks


def _is_behind_markup(before: str) -> bool:
    """Whether the line up to there ends with what is marked up: a link or image, emphasis, code, an emoji's name."""
    end = before[-1:]
    if end == ")":
        return before.rfind("](") > before.rfind(")", 0, -1)
    if end in ("*", "_"):
        return before.rstrip("*_")[-1:].strip() != ""
    return end != "" and (end in ("]", MASK) or (end == ":" and _EMOJI.search(before) is not None))


def _anchor(attributes: str) -> str:
    """What keeps links to the id alive that the attributes give to a block or to words, which have none here."""
    name = _ID.search(attributes)
    return f'<span id="{name[1]}"></span>' if name else ""
