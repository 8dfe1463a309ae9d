"""What git knows of the files of an archive: which differ from what was committed, and which of these it cannot see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from beilin.deploying.errors import DeployError
from beilin.deploying.git import git
from beilin.files.git import GitError

_REGULAR = ("100644", "100755")


class GitFiles(NamedTuple):
    """The files that git has, compared with the folder. "Committed" includes what was added for the next commit."""

    tracked: frozenset[str]  # from the archive's root
    edited: tuple[str, ...]  # their bytes differ from what was committed, and so does their time or size
    silent: tuple[str, ...]  # their bytes differ, though time and size are as git last saw them
    missing: tuple[str, ...]


def git_files(root: Path, places: Sequence[str]) -> GitFiles | None:
    """Those in these files and folders of the archive at `root`; None without git or a repository.

    Every file is read, because `git status` trusts time and size.
    """
    try:
        listed = git(root, "ls-files", "-s", "-z", "--", *places)
        # Of these, time or size differs from what the index has; their bytes need not. The time of the last change of
        # metadata does not count: it is new for whoever sets the other time back.
        untrusting = ("-c", "core.trustctime=false")
        touched = set(_split(git(root, *untrusting, "diff-files", "--name-only", "--relative", "-z", "--", *places)))
        blobs = {}
        for entry in _split(listed):
            head, _, path = entry.partition("\t")
            mode, blob, stage = head.split(" ")
            # Git reads paths line by line, and takes a quotation mark for the beginning of a quoted one.
            if mode in _REGULAR and stage == "0" and "\n" not in path and not path.startswith('"'):
                blobs[path] = blob
        present = [path for path in blobs if (root / path).is_file()]
        # Git reads these paths from the top of the repository, whatever folder it runs in.
        prefix = git(root, "rev-parse", "--show-prefix").removesuffix("\n")
        differing = _differing(root, prefix, {path: blobs[path] for path in present})
        # A file that was committed before .gitattributes asked for other line ends is as it was committed.
        differing = _differing(root, prefix, {path: blobs[path] for path in differing}, "--no-filters")
    except (DeployError, GitError, ValueError):
        return None
    return GitFiles(
        frozenset(blobs),
        tuple(path for path in differing if path in touched),
        tuple(path for path in differing if path not in touched),
        tuple(sorted(blobs.keys() - set(present))),
    )


def _differing(root: Path, prefix: str, blobs: Mapping[str, str], *options: str) -> list[str]:
    """Those of the files that do not have these objects of git. Raises GitError, DeployError and ValueError."""
    if not blobs:
        return []
    paths = "".join(f"{prefix}{path}\n" for path in blobs)
    actual = git(root, "hash-object", *options, "--stdin-paths", stdin=paths).split()
    return [path for (path, blob), now in zip(blobs.items(), actual, strict=True) if now != blob]


def _split(output: str) -> list[str]:
    return [entry for entry in output.split("\0") if entry]
