"""The name of a target → the target."""

from __future__ import annotations

import re
from pathlib import Path

from beilin.deploying.errors import DeployError, without_password
from beilin.deploying.targets.folder import FolderTarget
from beilin.deploying.targets.rsync import RsyncTarget
from beilin.deploying.targets.s3 import S3Target
from beilin.deploying.targets.target import UploadTarget


def open_target(name: str, root: Path) -> UploadTarget:
    """The target that is called that way for the archive at `root`. Raises DeployError if the name has no such form."""
    kind, _, place = name.partition(":")
    if kind == "rsync" and place.strip("/") and not place.startswith("-"):
        return RsyncTarget(name if place.startswith("//") else place, name)  # the address of a daemon is whole
    bucket, _, prefix = place.removeprefix("//").partition("/")
    if kind == "s3" and place.startswith("//") and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{2,}", bucket):
        return S3Target(bucket, prefix.strip("/"), name)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", name):
        raise DeployError(
            f"{without_password(name)} is not a target",
            "Write a folder, rsync:HOST:PATH, or s3://BUCKET or s3://BUCKET/PREFIX.",
        )
    return FolderTarget(Path(name).absolute(), name, root)
