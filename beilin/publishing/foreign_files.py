"""Files in the output folder that Beilin did not write, as problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from beilin.problems.problem import Problem

MAX_NAMED = 5
MAX_EXPOSED = 20


def name_foreign(output: Path, foreign: Collection[str]) -> list[Problem]:
    """A warning that names the files that Beilin did not write, if any."""
    if not foreign:
        return []
    names = sorted(foreign)
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    count = "a file" if len(names) == 1 else f"{len(names)} files"
    message = f"{count} in {output.name}/ not made by the last build {'is' if len(names) == 1 else 'are'} kept: " + (
        ", ".join(names[:MAX_NAMED]) + more
    )
    hint = "To remove what is not planned: build.py build --clean"
    return [Problem("foreign-files", message, f"{output.name}/{names[0]}", hint=hint)]


def name_exposed(output: Path, exposed: Collection[str]) -> list[Problem]:
    """A warning that names the files under content/ that are not published, but of which the output has a copy."""
    if not exposed:
        return []
    names = sorted(exposed)
    more = f" and {len(names) - MAX_EXPOSED} more" if len(names) > MAX_EXPOSED else ""
    message = f"{output.name}/ still has copies of files that are not published: {', '.join(names[:MAX_EXPOSED])}{more}"
    hint = "Remove them with: build.py build --clean; or publish them with `publish` in site.yaml."
    return [Problem("exposed-files", message, f"{output.name}/{names[0]}", hint=hint)]


def overwriting_faults(paths: Iterable[str]) -> list[Problem]:
    """An error for each of the paths, where a foreign file would be overwritten."""
    hint = "Move it away, or choose another output folder."
    return [
        Problem("not-ours", f"{path} exists already, and Beilin did not write it", path, hint=hint)
        for path in sorted(paths)
    ]


def find_obstacles(
    output: Path, paths: Iterable[str], present: Mapping[str, str], there: Collection[str], removable: Collection[str]
) -> list[Problem]:
    """An error for each planned path that is blocked by a foreign file, folder or link.

    `present` are the existing files and links, `there` the folders, `removable` the files that Beilin owns and no
    longer plans.
    """
    problems = []
    folders: dict[str, bool] = {"": True}  # folder → whether it can be written into

    def is_free(folder: str) -> bool:
        if folder not in folders:
            is_in_the_way = folder in present and (folder not in removable or (output / folder).is_symlink())
            folders[folder] = is_free(folder.rpartition("/")[0]) and not is_in_the_way
        return folders[folder]

    def holds_foreign(folder: str) -> bool:
        return any(path.startswith(f"{folder}/") and path not in removable for path in present)

    for path in paths:
        folder = path.rpartition("/")[0]
        if not is_free(folder):
            message, at = "a link or a file that Beilin did not make stands in the way", f"{output.name}/{folder}"
        elif path in there and holds_foreign(path):
            message, at = "a folder with files that Beilin did not make stands in the way", f"{output.name}/{path}"
        else:
            continue
        problems.append(Problem("not-ours", f"{message} of {path}", at, hint="Move it away, or build with --clean."))
    return problems
