"""What a change moves: an address, and perhaps the Markdown file that has it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from beilin.editing.edits import Edit
from beilin.model import Reference
from beilin.text.link_targets import is_external, own_prefix, readable, split_target

WIKI = "[["
# What a link may name below the address of an article, and of a tag.
ARTICLE_TAIL = re.compile(r"(?:/(?:index\.(?:html|md))?)?\Z")
_TAIL = re.compile(r"[?#].*", re.DOTALL)
TAG_TAIL = re.compile(r"(?:/(?:index\.html|feed\.xml|page/\d+/?)?)?\Z")


@dataclass(frozen=True, slots=True)
class Move:
    """An address, from "/" to "/", that changes."""

    old: str
    new: str
    tail: re.Pattern[str]  # what may follow the address without its last "/"
    old_file: str = ""  # the Markdown file with that address, from the archive's root; "" for a tag
    new_file: str = ""  # in the same folder
    names: frozenset[str] = frozenset()  # that lead to it in wiki links, and will no longer
    new_name: str = ""


def edit_of_target(target: str, path: str, move: Move, base_url: str) -> Edit | None:
    """How the target of a link in the file `path` has to change, or None if it leads to something else.

    `target` is readable, as `target_of` gives it: a path from the file, an address from "/", a whole URL (which counts
    if it is within `base_url`), or a name after `[[`. The edit spans whole names; what follows stays.
    """
    if target.startswith(WIKI):
        name = target.removeprefix(WIKI).partition("#")[0].strip()
        start = target.index(name)
        return Edit(start, start + len(name), move.new_name) if normalised_name(name) in move.names else None
    before = own_prefix(target, base_url)
    if before or target.startswith("/"):
        return _edit_of_address(target[before:], before, move)
    if move.old_file and move.new_file != move.old_file and not is_external(target):
        without_tail = _TAIL.sub("", target)
        # As `destination_of` reads it: "#" and "?" begin a fragment and a query, unless they are part of a name.
        for written, path_there in ((without_tail, split_target(target).path), (target, unquote(target))):
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), path_there))
            if _normal(file) == _normal(move.old_file):
                return Edit(written.rfind("/") + 1, len(written), posixpath.basename(move.new_file))
    return None


def target_after(target: str, edit: Edit) -> str:
    """The target with the edit made."""
    return target[: edit.start] + edit.text + target[edit.end :]


def target_of(reference: Reference) -> str:
    """Where the link leads, as it is written, with `[[` before the name in a wiki link and `![[` before a part's."""
    return {"path": "", "wiki": WIKI, "part": f"!{WIKI}"}[reference.kind] + reference.target


def normalised_name(name: str) -> str:
    """The same for all ways to write a name in a wiki link."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def target_of_url(url: str) -> str:
    """The URL in a page as `edit_of_target` takes it."""
    return readable(url)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _edit_of_address(target: str, before: int, move: Move) -> Edit | None:
    """The edit of the address at the beginning of the target, which stands behind `before` other characters."""
    address = _TAIL.sub("", target)
    old, new = move.old.rstrip("/").split("/"), move.new.rstrip("/").split("/")
    written = address.split("/")[: len(old)]
    end = len("/".join(written))
    if [_normal(unquote(name)) for name in written] != old or not move.tail.match(address, end):
        return None
    # What both addresses share stays as the editor wrote it.
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = sum(len(name) + 1 for name in written[:same])
    return Edit(before + start, before + end, "/".join(new[same:]))
