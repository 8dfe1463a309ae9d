"""Which files of an archive a bag has: all that Beilin keeps there, but no caches, no built site and nothing secret."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from beilin.config import Config
from beilin.files.links import DANGLING, LOOP, OUTSIDE
from beilin.files.snapshot import REFUSED, Snapshot, is_encodable, take_snapshot
from beilin.importing.runs.record import FOLDER as IMPORTS
from beilin.layout import CONFIG_FILE, CONTENT, FONTS, LINKS_FILE, SNAPSHOTS, SOURCES, THEMES
from beilin.preserving.names import PAYLOAD, SITE_IN_BAG
from beilin.problems.controls import printable_path
from beilin.reading.withheld import withheld_by_name
from beilin.reading.withheld_names import HIDDEN, REASONS
from beilin.rendering.theme_file import theme_chain
from beilin.text.globs import compile_globs

FOLDERS = (CONTENT, SOURCES, IMPORTS, SNAPSHOTS, FONTS, THEMES)  # of an archive, as far as it has them
_REFUSALS = {DANGLING: "a link that leads nowhere", LOOP: "a link that leads in a circle",
             OUTSIDE: "a link out of the archive"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A file that goes into a bag."""

    path: str  # in the bag
    source: Path


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that does not."""

    path: str  # from the archive's root
    why: str


@dataclass(frozen=True, slots=True)
class Payload:
    """The files under data/, in the order of their paths."""

    files: tuple[PayloadFile, ...]
    left_out: tuple[LeftOut, ...]


class UnnameableError(Exception):
    """A file has a name that is not UTF-8, so that no manifest can list it; the message is its path."""


def payload_of(root: Path, config: Config, site: Path | None) -> Payload:
    """The files of the archive at `root`, and of the built site in `site` if that is given.

    Links to files and folders inside the archive count as what they lead to. Raises OSError and UnnameableError.
    """
    files: dict[str, Path] = {CONFIG_FILE: root / CONFIG_FILE}
    if (root / LINKS_FILE).is_file() and not (root / LINKS_FILE).is_symlink():
        files[LINKS_FILE] = root / LINKS_FILE
    left_out: list[LeftOut] = []
    inside, exceptions = Path(os.path.realpath(root)), compile_globs(config.publish)
    for name in FOLDERS:
        boundary = None if name == THEMES else inside  # a theme is trusted, and may be anywhere
        if boundary and not Path(os.path.realpath(root / name)).is_relative_to(boundary):
            left_out.append(LeftOut(name, _REFUSALS[OUTSIDE]))
            continue
        for path, mark in files_in(root / name, boundary):
            if why := _reason_against(f"{name}/{path}", mark, exceptions):
                left_out.append(LeftOut(f"{name}/{path}", why))
            else:
                files[f"{name}/{path}"] = root / name / path
    # The theme and those that it extends, if they are not the archive's own: without them it could look different.
    for part in theme_chain(root, config.theme)[0]:
        for path, mark in files_in(part.folder, None):
            whole = f"{THEMES}/{part.name}/{path}"
            if not _reason_against(whole, mark, None):
                files.setdefault(whole, part.folder / path)
    listed = [PayloadFile(PAYLOAD + path, source) for path, source in files.items()]
    if site:
        listed += (PayloadFile(SITE_IN_BAG + path, site / path) for path, _ in files_in(site, None))
    for file in listed:
        if not is_encodable(file.path):
            raise UnnameableError(printable_path(file.path.removeprefix(PAYLOAD)))
    return Payload(tuple(sorted(listed, key=lambda file: file.path)), tuple(left_out))


def files_in(folder: Path, inside: Path | None) -> Iterator[tuple[str, str]]:
    """The files below a folder, by path, each with its mark in a snapshot; none if there is no folder."""
    if folder.is_dir():
        seen, _ = take_snapshot(folder, Snapshot(), follow=True, inside=inside)
        yield from sorted(seen.files.items())


def _reason_against(path: str, mark: str, exceptions: re.Pattern[str] | None) -> str:
    """Why the file is left out; "" if it is not. `exceptions` are those that site.yaml has in `publish`."""
    if mark.startswith(REFUSED):
        return _REFUSALS.get(mark[1:], mark[1:])
    if not path.startswith(f"{CONTENT}/"):
        return REASONS[HIDDEN].one if "/." in path else ""
    withheld = withheld_by_name(path)
    if not withheld or (exceptions and exceptions.match(normalize("NFC", path.removeprefix(f"{CONTENT}/")))):
        return ""
    return REASONS[withheld.kind].one
