"""Files that cannot be imported: what they are, and what to do instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beilin.importing.formats.recognition.json import json_opening
from beilin.importing.formats.recognition.opening import Opening
from beilin.importing.formats.recognition.packed import is_other_message, without_top_folder
from beilin.importing.formats.recognition.signatures import OF_BYTES, OF_NAMES, OF_ROOTS, UNPACK
from beilin.importing.formats.recognition.xml import root_of


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What a file is, and what an editor can do."""

    what: str  # as in “this is …”
    hint: str


_OTHER_ZIP = Unsupported("a ZIP archive that is not an export of Substack or Medium", UNPACK)
_GZIP = Unsupported("a file compressed with gzip", "Unpack it with gunzip, and import what is in it.")
_MESSAGE = Unsupported("an e-mail", "Save it as a web page or as plain text in the mail program, and import that.")
_JSON = Unsupported(
    "JSON, but not JSON Lines, a JSON Feed or an export of Ghost",
    "Write one article a line (jq -c '.[]' for a list of articles, jq -c . for one), and import that.",
)
_NOTEBOOK = Unsupported(
    "a Jupyter notebook", "Convert it to Markdown (jupyter nbconvert --to markdown FILE), and import that."
)
_RESPONSE_HEAD = re.compile(r"HTTP/\d(?:\.\d)? \d{3}\b[^\n]*\n[A-Za-z-]+:")
_RESPONSE = Unsupported(
    "an HTTP response with its headers", "Save the page without the headers (curl without -i), and import that."
)


def unsupported_kind(opening: Opening) -> Unsupported | None:
    """What the file is, if that cannot be imported; None if it may be text. For files of none of the kinds."""
    if opening.is_zip:
        return _kind_of_zip(opening)
    if opening.is_gzip:
        return _GZIP
    for pattern, what, hint in OF_BYTES:
        if re.match(pattern, opening.start):
            return Unsupported(what, hint)
    if is_other_message(opening):
        return _MESSAGE
    if _RESPONSE_HEAD.match(opening.text):
        return _RESPONSE
    if found := json_opening(opening):
        return _NOTEBOOK if "cells.[].cell_type" in found.keys else _JSON
    return _kind_of_xml(opening)


def _kind_of_zip(opening: Opening) -> Unsupported:
    if opening.fault:
        return Unsupported(f"a ZIP archive that is not read: {opening.fault}", "Download or export it again.")
    names = without_top_folder(opening.members)
    for pattern, what, hint in OF_NAMES:
        if any(re.fullmatch(pattern, name) for name in (*names, *opening.members)):
            return Unsupported(what, hint)
    return _OTHER_ZIP


def _kind_of_xml(opening: Opening) -> Unsupported | None:
    root = root_of(opening)
    if root is None:
        return None
    for name, what, hint in OF_ROOTS:
        if root.name == name:
            return Unsupported(what, hint)
    if not root.is_declared:
        return None  # it may as well be a text
    what = f"XML of an unknown kind, whose root element is <{root.name}>"
    return Unsupported(what, "Save it as a web page; --kind text imports it as it is.")
