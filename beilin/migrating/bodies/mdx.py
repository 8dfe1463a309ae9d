"""What MDX has besides components: imports, exports, comments, expressions, and attributes as React names them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found, Remark
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.shortcodes.jsx import value_of
from beilin.migrating.bodies.shortcodes.markup import attribute, code_span
from beilin.migrating.model import Edit

# From such a line to the next blank one is JavaScript (MDX's documentation, "ESM").
_MODULE = re.compile(
    r"^(?:import[ \t]+(?:[\"']|[^\n]*[ \t{},]from[ \t]*[\"'])|import[ \t]*\{[ \t]*$"
    r"|export[ \t]+(?:const|let|var|default|function|class|async|\{|\*))[^\n]*(?:\n[ \t]*\S[^\n]*)*\n*",
    re.MULTILINE,
)
_JSX_COMMENT = r"\{[ \t\n]*/\*(?:[^*]|\*(?!/)){0,4000}\*/[ \t\n]*\}"
_COMMENT = re.compile(rf"^[ \t]*{_JSX_COMMENT}[ \t]*\n|{_JSX_COMMENT}", re.MULTILINE)
_TAG = re.compile(r"<[a-z][\w-]*[ \t\n][^<>]{0,2000}>")
_ATTRIBUTE = re.compile(r"[ \t\n]*(?P<name>[A-Za-z][\w-]*)=\{(?P<value>\{[^{}]*\}|[^{}]*)\}")
_EXPRESSION = re.compile(r"(?<![\\$\w])\{(?![#:.%{])(?P<value>[^{}\n]{0,400})\}(?!\})")


def mdx_expressions(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `mdx-expressions`: what was never shown is removed; expressions of unknown value become code."""
    if not context.document.path.endswith(".mdx"):
        return NOTHING
    edits: list[Edit] = []
    remarks: list[Remark] = []
    for edit in sorted(_edits(text, protected), key=lambda edit: edit.start):
        if edits and edit.start < edits[-1].end:
            continue
        edits.append(edit)
        if edit.kind == "expression" and edit.text.startswith("`"):
            remarks.append(Remark("unknown-shortcode", edit.start, text[edit.start : edit.end]))
    return Found(tuple(edits), tuple(remarks))


def _edits(text: str, protected: Protected) -> Iterator[Edit]:
    for match in _MODULE.finditer(text):
        if not protected.at(match.start()):
            yield Edit(match.start(), match.end(), "", "import")
    for match in _COMMENT.finditer(text):
        if not protected.at(match.start()):
            yield Edit(match.start(), match.end(), "", "comment of JSX")
    for match in _TAG.finditer(text):
        if not protected.at(match.start()) and (written := _with_attributes(match[0])) != match[0]:
            yield Edit(match.start(), match.end(), written, "attributes of JSX")
    for match in _EXPRESSION.finditer(text):
        if not protected.at(match.start()):
            value = value_of(match["value"], {})
            is_string = bool(value) or match["value"].strip()[:1] in ("'", '"')
            yield Edit(match.start(), match.end(), value if is_string else code_span(match[0]), "expression")


def _with_attributes(tag: str) -> str:
    """The tag with attributes of HTML: those whose value is not a text are left out."""
    written = _ATTRIBUTE.sub(lambda match: attribute(match["name"], value_of(match["value"], {})), tag)
    return re.sub(r"(?<=\s)className=", "class=", written)
