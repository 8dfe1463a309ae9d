"""Snapshots of everything that a build reads and writes: what may have changed, from metadata alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Set
from functools import partial
from pathlib import Path
from typing import NamedTuple

from beilin.files.snapshot import Snapshot, take_snapshot
from beilin.layout import CONFIG_FILE, CONTENT, FONTS, LINKS_FILE, SNAPSHOT_INDEX, SOURCES, theme_places
from beilin.parallel.executor import Workers
from beilin.publishing.output_folder import snapshot_output
from beilin.publishing.state import Snapshots

SINGLE_FILES = (CONFIG_FILE, LINKS_FILE, SNAPSHOT_INDEX)  # that a build reads beside whole folders


class Seen(NamedTuple):
    """The state of all files when a build starts."""

    sources: dict[str, Snapshot]  # by place
    changed: Set[str]  # sources that may have changed since the last build
    output: Snapshot
    altered: Set[str]  # files in the output folder that may have changed since then


def take_snapshots(
    root: Path, output: Path, before: Snapshots, workers: Workers, prepare: Callable[[], None],
    only: Collection[str] | None = None,
) -> Seen:  # fmt: skip
    """The sources and the output folder as they are now, compared with `before`.

    If a source changed, `prepare` is called while another process still examines the output.

    `only`: the sole files and folders that may have changed since the last build, by their paths from the root. If all
    of them are Markdown, nothing else is examined. Raises OSError.
    """
    if only is not None and all(path.startswith(f"{CONTENT}/") and path.endswith(".md") for path in only):
        sources, changed = snapshot_sources(root, before.sources, only)
        return Seen(sources, changed, before.output, frozenset())
    compare = partial(_changed_output, output, before.output)
    with workers.run_in_fork(compare, len(before.output.files)) as comparison:
        sources, changed = snapshot_sources(root, before.sources)
        if changed:
            prepare()
        seen, altered = comparison() or (before.output, set())
    return Seen(sources, changed, seen, altered)


def _changed_output(output: Path, before: Snapshot) -> tuple[Snapshot, set[str]] | None:
    """As `snapshot_output`, but None if nothing changed, which is quick to send from one process to another."""
    seen, altered = snapshot_output(output, before)
    return None if seen is before else (seen, altered)


def snapshot_sources(
    root: Path, before: Mapping[str, Snapshot], only: Collection[str] | None = None
) -> tuple[dict[str, Snapshot], set[str]]:
    """A snapshot of each place that a build reads from, and the files that may have changed since `before`.

    Places and files are named by paths from the archive's root if they lie inside. `only`: the sole files
    and folders that may have changed, by their paths from the root. Raises OSError.
    """
    snapshots: dict[str, Snapshot] = {}
    changed: set[str] = set()
    places = {CONTENT: root / CONTENT, SOURCES: root / SOURCES, FONTS: root / FONTS}
    for folder in theme_places(root):
        places.setdefault(folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder), folder)
    for name, folder in places.items():
        # Themes and fonts are trusted and may be anywhere.
        boundary = Path(os.path.realpath(root)) if name in (CONTENT, SOURCES) else None
        if boundary and not Path(os.path.realpath(folder)).is_relative_to(boundary):
            snapshots[name] = Snapshot()  # reading reports that it is a link
            changed.add(name)
            continue
        inside = None
        if only is not None:
            inside = [path.removeprefix(name).removeprefix("/") for path in only if f"{path}/".startswith(f"{name}/")]
        earlier = before.get(name, Snapshot())
        if inside == [] and not earlier.links:
            snapshots[name] = earlier
            continue
        if inside is not None and ("" in inside or earlier.links):  # links may lead from here to what changed
            inside = None
        snapshots[name], differing = take_snapshot(folder, earlier, only=inside, follow=True, inside=boundary)
        changed.update(f"{name}/{path}" for path in differing)
    earlier = before.get(CONFIG_FILE, Snapshot())
    snapshots[CONFIG_FILE], differing = take_snapshot(root, earlier, only=SINGLE_FILES, follow=True)
    return snapshots, changed | differing
