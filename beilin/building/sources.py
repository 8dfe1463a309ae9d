"""All that a build reads, told from metadata: whether anything of it may have changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from beilin.files.snapshot import Snapshot, take_snapshot
from beilin.layout import CONFIG_FILE, CONTENT, theme_places


def snapshot_sources(
    root: Path, before: Mapping[str, Snapshot], only: Collection[str] | None = None
) -> tuple[dict[str, Snapshot], set[str]]:
    """What lies in each place that a build reads from, and the files that may have changed since `before`.

    Places and files are named by paths from the archive's root, where they lie inside. `only` are such paths, of files
    and folders, beside which nothing has changed. Raises OSError.
    """
    snapshots: dict[str, Snapshot] = {}
    changed: set[str] = set()
    places = {CONTENT: root / CONTENT}
    for folder in theme_places(root):
        places.setdefault(folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder), folder)
    for name, folder in places.items():
        inside = None
        if only is not None:
            inside = [path.removeprefix(name).removeprefix("/") for path in only if f"{path}/".startswith(f"{name}/")]
        known = before.get(name, Snapshot())
        if inside == []:
            snapshots[name] = known
            continue
        if inside is not None and "" in inside:
            inside = None
        snapshots[name], found = take_snapshot(folder, known, only=inside, follow=True)
        changed.update(f"{name}/{path}" for path in found)
    known = before.get(CONFIG_FILE, Snapshot())
    snapshots[CONFIG_FILE], found = take_snapshot(root, known, only=[CONFIG_FILE], follow=True)
    return snapshots, changed | found
