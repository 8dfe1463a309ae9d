"""What a target of an upload does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from beilin.deploying.site_files import SiteFile

Advance = Callable[[int], None]  # called with how many more files were transferred


@dataclass(frozen=True, slots=True)
class Listing:
    """What is at a target, by path with "/". Nothing was read but metadata."""

    files: dict[str, str] = field(default_factory=dict)  # path → stamp, which differs if the content differs
    folders: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()  # symbolic links and special files, none of which is followed
    has_manifest: bool = False


class UploadTarget(Protocol):
    """A place to which files are uploaded one by one. All of its methods may raise DeployError."""

    name: str  # for messages
    ignores_case: bool  # whether names that differ only in case are one file
    is_shared: bool  # whether it may hold files of others beside a site from the beginning

    def listing(self) -> Listing:
        """What is there. Changes nothing."""

    def read_manifest(self) -> bytes:
        """The manifest, which the listing has."""

    def held(self, say: Callable[[str], None]) -> AbstractContextManager[None]:
        """Within the block, other runs wait, where that can be had."""

    def write_manifest(self, data: bytes) -> None:
        """Replace the manifest, if it is still the one that was read or written last. Raises DeployError otherwise."""

    def check_manifest(self) -> None:
        """Raises DeployError if the manifest is not the one that was written last, where that costs little."""

    def stamps(self, folder: Path, files: Mapping[str, SiteFile], time: int) -> dict[str, str]:
        """What the listing will say of each of the files, once they were uploaded in a run of that time."""

    def put(self, folder: Path, stamps: Mapping[str, str], advance: Advance) -> dict[str, str]:
        """Upload these files, each whole or not at all; returns the stamps that turned out different."""

    def delete(self, paths: Collection[str]) -> None:
        """Delete these files, and folders that are then empty. One that is gone already is no error."""
