"""Where each file that is not a document goes."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from beilin.layout import CONTENT, ROBOTS
from beilin.migrating.model import Placed, SourceFile
from beilin.migrating.placing.claims import Claims, claim, is_free, owner_at
from beilin.migrating.placing.documents import path_in_bundle
from beilin.migrating.placing.placement import PlacedFile
from beilin.migrating.placing.slugs import numbered_names
from beilin.planning.addresses import address_of
from beilin.planning.ownership import owned_addresses
from beilin.problems.problem import Problem
from beilin.reading.files import purpose_of
from beilin.reading.withheld import Withheld
from beilin.text.slugs import slugify, truncate_to_bytes

_ELSEWHERE = f"{CONTENT}/files/"  # for files whose old address is not free, or has no place in an archive
# What pages show or offer, so that it may have a different name, and one copy serves all.
_MEDIA = re.compile(
    r"\.(?:png|jpe?g|jfif|gif|webp|avif|svg|bmp|ico|tiff?|heic|mp3|m4[av]|og[agv]|opus|wav|flac|mp4|webm|mov|avi|mkv"
    r"|pdf|epub|zip|7z|rar|gz|bz2|xz|tar|tgz|docx?|pptx?|xlsx?|od[tps]|psd|apk|dmg)\Z",
    re.IGNORECASE,
)
_WITH_RELATIVE_PATHS = (".html", ".htm", ".xhtml", ".css", ".js")  # whose folders keep all their files
_MARKDOWN_NAME = re.compile(r"\.(?:m(?:arkdown|down|kdn?|d|dx|dwn|dtxt|dtext|md)|[qr]md)(?:\W|_|\Z)", re.IGNORECASE)
_MAX_NAME = 200  # bytes
_MADE = "made by Beilin itself"
_WITHHELD = "left out by their names"
_MARKDOWN = "Markdown that was published as it is"
_MISPLACED = "with a meaning for Beilin where they would be"
_NAME_TAKEN = "without a free name"


@dataclass(slots=True)
class _Run:
    places: Claims
    outputs: Claims
    skipped: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, int] = field(default_factory=dict)


def place_files(
    files: Sequence[SourceFile],
    digests: Mapping[str, str],
    placed: Mapping[str, Placed],
    places: Claims,
    outputs: Claims,
) -> tuple[tuple[PlacedFile, ...], dict[str, int]]:
    """The place of every file with a digest, by path; and how many are not copied, by the reason.

    A file stays at its old address if it can. Media of the same bytes are copied once, unless the file is at the root,
    where browsers may look for it, or in a folder with pages or styles of its own, which may name it.
    """
    run, found, first = _Run(places, outputs), [], dict[str, PlacedFile]()
    fixed = {posixpath.dirname(file.path) for file in files if file.path.lower().endswith(_WITH_RELATIVE_PATHS)}
    # Of those with the same bytes, one that has an address of its own is copied.
    for file in sorted(files, key=lambda file: (bool(file.owner) or not file.address, file.path)):
        if not (digest := digests.get(file.path)):
            continue
        may_be_shared = _is_media(file.path) and not _is_at_root(file) and not _is_below(file.path, fixed)
        if may_be_shared and (other := first.get(digest)):
            found.append(PlacedFile(file.path, other.place, other.path))
        elif place := _place(file, placed.get(file.owner), run):
            found.append(PlacedFile(file.path, place))
            if _is_media(file.path):
                first.setdefault(digest, found[-1])
    return tuple(found), dict(run.skipped)


def _place(file: SourceFile, owner: Placed | None, run: _Run) -> str:
    """A free place where the file is published; "" if it is not copied."""
    wanted = _beside(file, owner) if owner else _at_address(file)
    fault = _fault(wanted)
    if fault in (_MADE, _MARKDOWN) or (fault == _WITHHELD and not _is_media(file.path)):
        run.skipped[fault] += 1
        return ""
    if fault or owner_at(_address(wanted)) not in ("", ROBOTS[1:]):
        wanted = _elsewhere(file, has_good_name=fault != _WITHHELD)
    folder, name = posixpath.split(wanted)
    stem, suffix = posixpath.splitext(name)
    candidates = numbered_names(run.numbers, wanted.casefold(), stem)
    for candidate in candidates:
        place = f"{folder}/{candidate}{suffix}"
        output = place.removeprefix(f"{CONTENT}/")
        if not _fault(place) and is_free(run.outputs, output) and claim(run.places, place):
            claim(run.outputs, output)
            return place
    run.skipped[_NAME_TAKEN] += 1
    return ""


def _beside(file: SourceFile, owner: Placed) -> str:
    """The place beside the document that the file belongs to, in the folders that it has there."""
    folder = posixpath.dirname(owner.place) if owner.document.is_bundle else owner.place.removesuffix(".md")
    return _printable(f"{folder}/{path_in_bundle(file.path, owner.document)}")


def _at_address(file: SourceFile) -> str:
    address = file.address or f"/{file.path}"
    return _printable(f"{CONTENT}{address}index.html" if address.endswith("/") else CONTENT + address)


def _elsewhere(file: SourceFile, *, has_good_name: bool) -> str:
    """A place for a file whose own is not free, or whose name is withheld."""
    path = PurePosixPath((file.address or file.path).lstrip("/"))
    if has_good_name:
        return _printable(f"{_ELSEWHERE}{path}")
    names = [slugify(name) or "file" for name in (*path.parts[:-1], path.stem.lstrip("."))]
    return f"{_ELSEWHERE}{'/'.join(names)}{path.suffix.lower()}"


def _fault(place: str) -> str:
    """Why a file at the place would not be published; "" if it would be."""
    address = _address(place)
    if address != ROBOTS and address in owned_addresses():
        return _MADE
    purpose = purpose_of(place, is_excepted=False)
    if isinstance(purpose, Withheld):
        return _WITHHELD
    if purpose == "markdown" or (isinstance(purpose, Problem) and _MARKDOWN_NAME.search(place)):
        return _MARKDOWN
    return _MISPLACED if purpose != "static" else ""


def _address(place: str) -> str:
    return address_of(place.removeprefix(f"{CONTENT}/"))


def _printable(path: str) -> str:
    """The path in NFC with names that any file system and any program can have."""
    parts = []
    for name in unicodedata.normalize("NFC", path).split("/"):
        if name in (".", ".."):
            continue
        fits = name.isprintable() and "\\" not in name and len(name.encode(errors="replace")) <= _MAX_NAME
        parts.append(name if fits else _cleaned(name))
    return "/".join(parts)


def _cleaned(name: str) -> str:
    stem, suffix = posixpath.splitext(name)
    suffix = slugify(suffix)[:20]
    return (truncate_to_bytes(slugify(stem), _MAX_NAME - 24) or "file") + (f".{suffix}" if suffix else "")


def _is_media(path: str) -> bool:
    return _MEDIA.search(path) is not None


def _is_at_root(file: SourceFile) -> bool:
    return file.address.count("/") == 1 and not file.owner


def _is_below(path: str, folders: set[str]) -> bool:
    """Whether the path is in one of the folders, or below it. The top folder does not count."""
    while path := posixpath.dirname(path):
        if path in folders:
            return True
    return False
