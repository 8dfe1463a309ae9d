"""Undoing an import: what it wrote and nobody has changed since is removed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from beilin.files.digest import digest_of_file
from beilin.importing.runs.error import RunError
from beilin.importing.runs.journal import write_record
from beilin.importing.runs.record import FOLDER, read_record, record_path
from beilin.layout import CONTENT, SOURCES, import_record_path


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did, as places."""

    removed: Sequence[str]
    edited: Sequence[str]  # changed since, and left
    needed: Sequence[str]  # unchanged, and left because articles that stay need it
    missing: int  # removed before
    added: tuple[str, ...] = ()  # what stays: keys of site.yaml, and the file of redirects if it has others


def undo(root: Path, name: str) -> Undone:
    """Remove what the import `name` wrote. Its record stays as long as files of it do.

    An edited article keeps its import record; and as long as any Markdown stays, so do the settings and the other files
    outside of content/, without which it would not be an archive.

    Raises RunError if there is no such import, and OSError.
    """
    record = read_record(root, name.removeprefix(f"{FOLDER}/").removesuffix(".yaml"))
    if record is None:
        names = sorted(path.stem for path in (root / FOLDER).glob("*.yaml"))
        listed = f"Imports: {', '.join(names)}." if names else "No import was recorded in this archive."
        raise RunError(f"there is no {record_path(name)}", listed)
    unchanged, edited, missing = [], [], 0
    for place, digest in record.files.items():
        path = _path_of(root, place)
        present = digest_of_file(path) if path else ""
        if not present:
            missing += 1
        elif present in (digest, record.with_images.get(place)):
            unchanged.append(place)
        else:
            edited.append(place)
    needed = _needed(root, unchanged, edited)
    removed = [place for place in unchanged if place not in needed]
    for place in removed:
        (root / place).unlink()
    left = [place for place in record.files if place in needed or place in edited]
    if left:
        write_record(root, replace(record, files={place: record.files[place] for place in left}))
    else:
        (root / record.path).unlink()
    _remove_empty_folders(root, [*removed, record.path])
    return Undone(removed, edited, sorted(needed), missing, record.added)


def _needed(root: Path, unchanged: Sequence[str], edited: Sequence[str]) -> set[str]:
    """Those of the unchanged places that Markdown which stays needs."""
    needed = {import_record_path(place) for place in edited if place.endswith(".md")}.intersection(unchanged)
    going = set(unchanged)
    has_texts = any(path.relative_to(root).as_posix() not in going for path in (root / CONTENT).rglob("*.md"))
    for place in unchanged:
        if place.startswith(f"{SOURCES}/"):  # only articles of this run need them
            needed |= {place} if edited else set()
        elif has_texts and not place.startswith(f"{CONTENT}/"):
            needed.add(place)
    return needed


def _path_of(root: Path, place: str) -> Path | None:
    """Where the place is; None if it would be outside of the archive, or behind a symbolic link."""
    parts = PurePosixPath(place).parts
    if not parts or place.startswith("/") or ".." in parts:
        return None
    path = root.joinpath(*parts)
    return None if any(parent.is_symlink() for parent in (path, *path.parents[: len(parts) - 1])) else path


def _remove_empty_folders(root: Path, places: Sequence[str]) -> None:
    folders = {parent for place in places for parent in PurePosixPath(place).parents if parent.parts}
    for folder in sorted(folders, key=lambda folder: -len(folder.parts)):
        with suppress(OSError):  # something else is in it
            (root / folder).rmdir()
