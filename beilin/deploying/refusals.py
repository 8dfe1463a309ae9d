"""Why a target does not take a site: foreign files would be overwritten, or two files would be one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from beilin.deploying.errors import DeployError
from beilin.deploying.manifest import MANIFEST, Manifest
from beilin.deploying.targets.target import Listing

_MAX_NAMED = 5


def refusal(
    paths: Collection[str], before: Manifest, listing: Listing, key: Callable[[str], str]
) -> DeployError | None:
    """Why the files must not be uploaded; None if they may be. `key` is what paths of one file have in common."""
    if MANIFEST in paths:
        return DeployError(f"{MANIFEST} is the name of the list of what is deployed", f"Rename content/{MANIFEST}.")
    if twins := sorted(_twins(paths, key)):
        return DeployError(
            f"the target does not distinguish these names: {_named(twins)}", "Rename one, or choose another target."
        )
    if foreign := sorted(set(_overwritten(paths, before, listing, key))):
        return DeployError(
            f"files that Beilin did not upload are in the way: {_named(foreign)}",
            "Move them away, or choose another target.",
        )
    return None


def _twins(paths: Iterable[str], key: Callable[[str], str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(key(path), path)
        if other != path:
            yield f"{other}, {path}"


def _overwritten(paths: Iterable[str], before: Manifest, listing: Listing, key: Callable[[str], str]) -> Iterator[str]:
    """The foreign files and links at these paths, where they need a folder, or in a folder at their place."""
    own = {key(path) for path in before.files}
    links = {key(path) for path in listing.links}
    foreign = {key(path) for path in listing.files if key(path) not in own} | links
    around = {folder for path in foreign for folder in _folders(path)}
    clear: set[str] = set()  # folders without a foreign file at their place
    for path in paths:
        name = key(path)
        if name in foreign or name in around:
            yield path
        for folder in _folders(name):
            if folder in clear:
                break
            if folder in foreign:
                yield folder
                break
            clear.add(folder)


def _folders(path: str) -> Iterator[str]:
    """The folders above the path, nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
    return ", ".join(names[:_MAX_NAMED]) + more
