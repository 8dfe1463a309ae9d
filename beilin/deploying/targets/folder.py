"""A folder of this machine, or one that is mounted, as a target."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from beilin.deploying.errors import DeployError
from beilin.deploying.manifest import MANIFEST
from beilin.deploying.site_files import SiteFile
from beilin.deploying.targets.stamps import size_and_time, time_of
from beilin.deploying.targets.target import Advance, Listing
from beilin.layout import STATE_FOLDER
from beilin.publishing.lock import folder_lock
from beilin.publishing.output_folder import STAGING, overlaps_sources


class FolderTarget:
    """The target. Each file is replaced by a rename; stamps are size and time of change."""

    is_shared = False

    def __init__(self, folder: Path, name: str, root: Path) -> None:
        self.name = name
        self._folder = Path(os.path.realpath(folder))
        if overlaps_sources(root, self._folder) or self._folder.is_relative_to(os.path.realpath(root / STATE_FOLDER)):
            raise DeployError(
                f"{name} holds the archive itself, or is a part of it", "Choose a folder that holds nothing else."
            )
        self.ignores_case = _ignores_case(self._folder)
        self._staged = self._folder / STAGING / "file"
        self._known: bytes | None = None

    def listing(self) -> Listing:
        """What is there; links are not followed."""
        files: dict[str, str] = {}
        folders, links = set(), set()
        waiting = [""]
        if self._folder.is_symlink() or (self._folder.exists() and not self._folder.is_dir()):
            raise DeployError(f"{self.name} is not a folder", "Remove it, or choose a different one.")
        if not self._folder.parent.is_dir():  # a disk that is not mounted, perhaps
            raise DeployError(f"the folder around {self.name} does not exist", "Make it, or mount it.")
        try:
            while waiting and self._folder.exists():
                folder = waiting.pop()
                with os.scandir(self._folder / folder) as entries:
                    for entry in entries:
                        path = f"{folder}/{entry.name}" if folder else entry.name
                        if path == STAGING:
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            folders.add(path)
                            waiting.append(path)
                        elif entry.is_file(follow_symlinks=False):
                            status = entry.stat(follow_symlinks=False)
                            files[path] = size_and_time(status.st_size, status.st_mtime_ns // 1_000_000_000)
                        else:
                            links.add(path)
        except OSError as error:
            raise self._error(error) from None
        has_manifest = files.pop(MANIFEST, None) is not None
        return Listing(files, frozenset(folders), frozenset(links), has_manifest)

    def read_manifest(self) -> bytes:
        """The manifest."""
        try:
            self._known = (self._folder / MANIFEST).read_bytes()
        except OSError as error:
            raise self._error(error) from None
        return self._known

    @contextmanager
    def held(self, say: Callable[[str], None]) -> Iterator[None]:
        """Within the block, other runs wait."""
        try:
            self._folder.mkdir(exist_ok=True)
        except OSError as error:
            raise self._error(error) from None
        with folder_lock(self._folder, say, ("deployment", f"writing to {self.name}")):
            shutil.rmtree(self._folder / STAGING, ignore_errors=True)  # of a run that was killed
            try:
                yield
            finally:
                shutil.rmtree(self._folder / STAGING, ignore_errors=True)

    def write_manifest(self, data: bytes) -> None:
        """Replace the manifest, if it is as it was read or written last."""
        try:
            there = (self._folder / MANIFEST).read_bytes()
        except FileNotFoundError:
            there = None
        except OSError as error:
            raise self._error(error) from None
        if there != self._known:
            raise DeployError(f"someone else has deployed to {self.name} meanwhile", "Deploy again.")
        try:
            # Written where a run that is killed leaves it to the next, which sweeps that folder.
            self._staged.parent.mkdir(exist_ok=True)
            self._staged.write_bytes(data)
            self._staged.replace(self._folder / MANIFEST)
        except OSError as error:
            raise self._error(error) from None
        self._known = data

    def check_manifest(self) -> None:
        """Nothing: the lock keeps other runs away."""

    def stamps(self, _folder: Path, files: Mapping[str, SiteFile], time: int) -> dict[str, str]:
        """Size and time of each file."""
        return {path: size_and_time(file.size, time) for path, file in files.items()}

    def put(self, folder: Path, stamps: Mapping[str, str], advance: Advance) -> dict[str, str]:
        """Copy these files to the file system of the target, and rename them to their places."""
        staged = self._staged
        try:
            for path, stamp in stamps.items():
                shutil.copyfile(folder / path, staged)
                os.utime(staged, (time_of(stamp), time_of(stamp)))
                place = self._folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                if place.is_dir():  # empty, or it would hold foreign files
                    place.rmdir()
                staged.replace(place)
                advance(1)
        except OSError as error:
            raise self._error(error) from None
        return {}

    def delete(self, paths: Collection[str]) -> None:
        """Delete these files, and folders that are then empty."""
        try:
            for path in paths:
                (self._folder / path).unlink(missing_ok=True)
        except OSError as error:
            raise self._error(error) from None
        for path in paths:
            for parent in (self._folder / path).parents:
                if parent == self._folder or not _removed_if_empty(parent):
                    break

    def _error(self, error: OSError) -> DeployError:
        return DeployError(
            f"{error.filename or self.name}: {error.strerror or error}", "Look at its permissions and at free space."
        )


def _removed_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def _ignores_case(folder: Path) -> bool:
    """Whether the file system of the folder takes names for one that differ only in case, without writing to it.

    Then a name in the other case is there although no list has it. Inodes do not tell: FUSE gives each name its own.
    """
    for place in (folder / MANIFEST, folder, *folder.parents):
        other = place.name.swapcase()
        if other != place.name and place.exists():
            return place.with_name(other).exists() and other not in os.listdir(place.parent)
    return False
