"""The order of an upload, in which no page at the target ever lacks what it shows, nor leads to a page that is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from beilin import layout

SEARCH_META = layout.SEARCH.removeprefix("/") + "meta.json"
_LISTS = ("feed.xml", "feed.json", "sitemap.xml")  # they lead to pages, as lists among the pages do


@dataclass(frozen=True, slots=True)
class Step:
    """Files that are uploaded or deleted in any order; the next step begins when all are."""

    paths: tuple[str, ...]
    deletes: bool = False


def upload_order(added: Collection[str], changed: Collection[str], removed: Collection[str]) -> Iterator[Step]:
    """The steps that bring a target from an old site to a new one, without empty ones.

    The files of the search's index replace each other under the same names; which of them belong together is known from
    meta.json, so that comes after all of them.
    """
    in_the_way = _in_the_way({*added, *changed}, removed)
    put = sorted({*added, *changed} - {SEARCH_META})
    new = set(added)
    steps = (
        Step(tuple(sorted(in_the_way)), deletes=True),
        Step(tuple(path for path in put if not _is_page(path))),
        Step(tuple(path for path in put if _is_page(path) and path in new and not _is_list(path))),
        Step(tuple(path for path in put if _is_page(path) and (path not in new or _is_list(path)))),
        Step((SEARCH_META,) if SEARCH_META in new or SEARCH_META in changed else ()),
        Step(tuple(sorted(path for path in removed if _is_page(path) and path not in in_the_way)), deletes=True),
        Step(tuple(sorted(path for path in removed if not _is_page(path) and path not in in_the_way)), deletes=True),
    )
    return (step for step in steps if step.paths)


def _in_the_way(put: Collection[str], removed: Collection[str]) -> set[str]:
    """Files where a folder is needed, and files in a folder where a file is needed. Both are rare."""
    files, folders = set(put), _folders(put)
    return {path for path in removed if path in folders or not files.isdisjoint(_folders((path,)))}


def _folders(paths: Collection[str]) -> set[str]:
    return {str(folder) for path in paths for folder in PurePosixPath(path).parents}


def _is_page(path: str) -> bool:
    return path.endswith(".html") or _is_list(path)


def _is_list(path: str) -> bool:
    return path.rpartition("/")[2] in _LISTS
