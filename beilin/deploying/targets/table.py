"""The name of a target → the target."""

from __future__ import annotations

import re
from pathlib import Path

from beilin.deploying.errors import DeployError
from beilin.deploying.targets.folder import FolderTarget
from beilin.deploying.targets.rsync import RsyncTarget
from beilin.deploying.targets.target import UploadTarget


def open_target(name: str, root: Path) -> UploadTarget:
    """The target that is called that way for the archive at `root`. Raises DeployError if the name has no such form."""
    kind, _, place = name.partition(":")
    if kind == "rsync" and place.strip("/") and not place.startswith("-"):
        return RsyncTarget(place, name)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", name):
        raise DeployError(
            f"{name} is not a target", "Write a folder, rsync:HOST:PATH, or s3://BUCKET or s3://BUCKET/PREFIX."
        )
    return FolderTarget(Path(name).absolute(), name, root)
