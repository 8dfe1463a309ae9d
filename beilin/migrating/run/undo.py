"""Undoing an import: what it wrote and nobody has changed since is removed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from beilin.migrating.run.journal import write_record
from beilin.migrating.run.record import FOLDER, read_record, record_path
from beilin.migrating.run.refusal import MigrationError
from beilin.migrating.run.store import digest_of_file


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did, as places."""

    removed: Sequence[str]
    edited: Sequence[str]  # changed since, and left
    missing: int  # removed before
    added: tuple[str, ...] = ()  # what stays: keys of site.yaml, and the file of redirects if it has others


def undo(root: Path, name: str) -> Undone:
    """Remove what the import `name` wrote. Its record stays as long as files of it do.

    Raises MigrationError if there is no such import, and OSError.
    """
    record = read_record(root, name.removeprefix(f"{FOLDER}/").removesuffix(".yaml"))
    if record is None:
        names = sorted(path.stem for path in (root / FOLDER).glob("*.yaml"))
        listed = f"Imports: {', '.join(names)}." if names else "No import was recorded in this archive."
        raise MigrationError(f"there is no {record_path(name)}", listed)
    removed, edited, missing = [], [], 0
    for place, digest in record.files.items():
        path = _path_of(root, place)
        present = digest_of_file(path) if path else ""
        if path is None or not present:
            missing += 1
        elif present in (digest, record.with_images.get(place)):
            path.unlink()
            removed.append(place)
        else:
            edited.append(place)
    if edited:
        write_record(root, replace(record, files={place: record.files[place] for place in edited}))
    else:
        (root / record.path).unlink()
    _remove_empty_folders(root, [*removed, record.path])
    return Undone(removed, edited, missing, record.added)


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
