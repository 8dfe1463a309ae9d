"""A folder of another host, reached by the program rsync, as a target."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from calendar import timegm
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from beilin.deploying.errors import DeployError
from beilin.deploying.manifest import MANIFEST
from beilin.deploying.site_files import SiteFile
from beilin.deploying.targets.stamps import size_and_time, time_of
from beilin.deploying.targets.target import Advance, Listing

# A line of `rsync --list-only`: permissions, size, time, name; what a link leads to follows its name.
_LINE = re.compile(r"(.)\S{9,11} +(\d+) (\d{4})/(\d\d)/(\d\d) (\d\d):(\d\d):(\d\d) (.*)")
_ESCAPE = re.compile(r"\\#(\d{3})")  # how it writes a control character, and a backslash before "#"
# The number of ENOENT, which stands behind its words in the language of the other host, at the end of a line.
_NOT_THERE = re.compile(r"\(2\)$", re.MULTILINE)


class RsyncTarget:
    """The target. rsync replaces each file by a rename, and compares by size and time of change, as stamps do."""

    is_shared = False
    ignores_case = False  # which rsync does not tell

    def __init__(self, destination: str, name: str) -> None:
        self.name = name
        self._place = destination.rstrip("/") + "/"
        self._known: bytes | None = None
        self._listed = Listing()

    def listing(self) -> Listing:
        """What is there; links are not followed."""
        done = self._run(["-rl", "--list-only", "--no-human-readable", "--8-bit-output", "--", self._place])
        if done.returncode and not (_NOT_THERE.search(done.stderr) and not done.stdout):
            raise self._error(done)
        files: dict[str, str] = {}
        folders, links = set(), set()
        for line in filter(None, done.stdout.split("\n")):  # names may have what Unicode calls ends of lines
            match = _LINE.fullmatch(line)
            if match is None:
                raise DeployError(f"rsync lists {self.name} in an unknown form: {line}", "Update rsync.")
            kind, size, *when, path = match.groups()
            path = _ESCAPE.sub(lambda escape: chr(int(escape[1], 8)), path)
            if kind == "d":
                folders.add(path)
            elif kind == "-":
                files[path] = size_and_time(int(size), timegm(tuple(map(int, when))))
            else:
                links.add(path.partition(" -> ")[0])
        has_manifest = files.pop(MANIFEST, None) is not None
        self._listed = Listing(files, frozenset(folders - {"."}), frozenset(links), has_manifest)
        return self._listed

    def read_manifest(self) -> bytes:
        """The manifest."""
        self._known = self._manifest()
        return self._known

    @contextmanager
    def held(self, _say: Callable[[str], None]) -> Iterator[None]:
        """Nothing: other runs cannot be made to wait."""
        yield

    def write_manifest(self, data: bytes) -> None:
        """Replace the manifest, if it is as it was read or written last."""
        if (self._manifest() if self._known is not None else None) != self._known or (
            self._known is None and self.listing().has_manifest
        ):
            raise DeployError(f"someone else has deployed to {self.name} meanwhile", "Deploy again.")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, MANIFEST).write_bytes(data)
            Path(folder, MANIFEST).chmod(0o644)
            # Two manifests of one second can have one size.
            self._run_well(["--ignore-times", "--perms", "--", f"{folder}/{MANIFEST}", self._place])
        self._known = data

    def check_manifest(self) -> None:
        """Nothing: the whole manifest would have to be fetched."""

    def stamps(self, _folder: Path, files: Mapping[str, SiteFile], time: int) -> dict[str, str]:
        """Size and time of each file."""
        return {path: size_and_time(file.size, time) for path, file in files.items()}

    def put(self, folder: Path, stamps: Mapping[str, str], advance: Advance) -> dict[str, str]:
        """Upload these files. Their times in the folder become those that they have at the target."""
        for path, stamp in stamps.items():
            os.utime(folder / path, (time_of(stamp), time_of(stamp)))
        # Only the times of files: those of folders tell nothing, and may not be ours to set.
        self._transfer(f"{folder}/", stamps, "--times", "--omit-dir-times")
        self._listed = replace(self._listed, files={**self._listed.files, **stamps})
        advance(len(stamps))
        return {}

    def delete(self, paths: Collection[str]) -> None:
        """Delete these files, and folders that are then empty."""
        others = self._listed.files.keys() - set(paths)
        kept = {folder for path in (*others, *self._listed.links) for folder in _folders(path)}
        emptied = {folder for path in paths for folder in _folders(path)} - kept
        self._delete(paths)
        # Level by level, because rsync does not delete a folder that holds something, even if that is to be deleted.
        for depth in sorted({folder.count("/") for folder in emptied}, reverse=True):
            self._delete([folder for folder in emptied if folder.count("/") == depth])
        self._listed = replace(self._listed, files={path: self._listed.files[path] for path in others})

    def _delete(self, paths: Collection[str]) -> None:
        """Let rsync find that the files are missing in a folder which has no more than the folders around them."""
        with tempfile.TemporaryDirectory() as source:
            for folder in {path.rpartition("/")[0] for path in paths}:
                Path(source, folder).mkdir(parents=True, exist_ok=True)
            self._transfer(f"{source}/", paths, "--delete-missing-args")

    def _transfer(self, source: str, paths: Collection[str], *options: str) -> None:
        names = "\0".join(f"./{path}" for path in paths)
        self._run_well([*options, "--files-from=-", "--from0", "--", source, self._place], names)

    def _manifest(self) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            self._run_well(["--", f"{self._place}{MANIFEST}", f"{folder}/"])
            return Path(folder, MANIFEST).read_bytes()

    def _run_well(self, arguments: list[str], standard_input: str = "") -> None:
        done = self._run(arguments, standard_input)
        if done.returncode:
            raise self._error(done)

    def _run(self, arguments: list[str], standard_input: str = "") -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                ["rsync", "--protect-args", "--no-motd", *arguments],
                input=standard_input,
                env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="surrogateescape",
                check=False,
            )
        except FileNotFoundError:
            raise DeployError("rsync is not installed", "Install rsync (Debian: sudo apt install rsync).") from None

    def _error(self, done: subprocess.CompletedProcess[str]) -> DeployError:
        lines = done.stderr.strip().splitlines() or [f"rsync ended with {done.returncode}"]
        return DeployError(
            f"rsync cannot use {self.name} ({lines[0]})", "Check the host, the path, and that your key may write there."
        )


def _folders(path: str) -> Iterator[str]:
    """The folders above the path, nearest first."""
    while path := path.rpartition("/")[0]:
        yield path
