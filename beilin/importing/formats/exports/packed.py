"""Exports that are ZIP archives of posts as HTML."""

from __future__ import annotations

from beilin.importing.formats.archives import Archive
from beilin.importing.formats.recognition.packed import without_top_folder


def members_by_path(archive: Archive) -> dict[str, str]:
    """The names in the archive by their paths in the export: a folder that encloses all of them does not count."""
    names = [name for name in archive.members if not name.startswith("__MACOSX/") and not name.endswith(".DS_Store")]
    return dict(zip(without_top_folder(names), names, strict=True))
