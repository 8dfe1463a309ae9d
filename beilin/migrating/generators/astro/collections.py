"""Collections of content: where their files are, and at which routes their entries are shown.

Astro's documentation, "Content collections" and "Routing". Routes are programs, so their addresses are inferred
from names: `src/pages/blog/[...slug].astro`, which asks for the collection `blog`, shows its entries at `/blog/ID/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from beilin.migrating.generators.config_files import config_text
from beilin.migrating.generators.script_config import text_of_key, without_comments
from beilin.migrating.model import OldFolder

_DEFINED = re.compile(r"\b(?:const|let|var)\s+(\w+)(?:\s*:[^=\n]{0,200}+)?\s*=\s*defineCollection\b")
_NAMED = re.compile(r"(?<![\w-])[\"']?([\w-]++)[\"']?\s*+(?::\s*+(\w++)\s*+)?(?:,|\}|\Z)")
_EXPORTED = re.compile(r"\bcollections\s*(?::[^=\n]{0,200})?=\s*\{([^{}]*)\}")
_ASKED = re.compile(r"\bgetCollection(?:<[^>\n]{0,200}>)?\(\s*[\"'`]([\w-]+)[\"'`]")
_PARAMETER = re.compile(r"\[(?:\.\.\.)?(\w+)\]")
_ENTRY_NAMES = {"slug", "id", "post", "entry", "path", "name", "article", "title", "blog", "doc", "page", "file", "uid"}
_LANGUAGE_NAMES = {"lang", "locale", "language"}
_CONSTANT = re.compile(r"base\s*:\s*(?:`\.?/?\$\{\s*(\w+)\s*\}`|(\w+))")


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection: its folder, and the route of its entries, "" if none is known."""

    name: str
    folder: str
    route: str = ""  # below the folder of the pages, with "[…]" for parameters


def collections_of(folder: OldFolder, source: str, *, has_starlight: bool) -> tuple[Collection, ...]:
    """The collections that the configuration of content defines, else the folders of `content/`."""
    routes = _routes(folder, f"{source}/pages")
    folders = {**_default_folders(folder, f"{source}/content"), **_defined_folders(folder, source)}
    found = []
    for name, path in sorted(folders.items()):
        if any(file.startswith(f"{path}/") for file in folder.files):
            route = "[...slug]" if has_starlight and name == "docs" else _route_of(name, routes)
            found.append(Collection(name, path, route))
    return tuple(found)


def _default_folders(folder: OldFolder, content: str) -> dict[str, str]:
    below = (path.removeprefix(f"{content}/") for path in folder.files if path.startswith(f"{content}/"))
    return {name: f"{content}/{name}" for path in below if "/" in path and (name := path.partition("/")[0])}


def _defined_folders(folder: OldFolder, source: str) -> dict[str, str]:
    """The folders that loaders name."""
    script = ""
    for path in (f"{source}/content.config", f"{source}/content/config"):
        for ending in ("ts", "mts", "js", "mjs"):
            script = script or config_text(folder, f"{path}.{ending}")
    script = without_comments(script)
    defined = list(_DEFINED.finditer(script))
    ends = [match.start() for match in defined[1:]] + [len(script)] * bool(defined)
    bases: dict[str, str] = {}
    for match, end in zip(defined, ends, strict=True):
        part = script[match.start() : end]
        base = text_of_key(part, "base")
        constant = _CONSTANT.search(part)
        if not base and constant:
            base = text_of_key(script, constant[1] or constant[2])
        if base:
            bases[match[1]] = base.removeprefix("./").strip("/")
    exported = _EXPORTED.search(script)
    names = {own: variable or own for own, variable in _NAMED.findall(exported[1])} if exported else {}
    return {own: bases[variable] for own, variable in names.items() if variable in bases}


def _routes(folder: OldFolder, pages: str) -> dict[str, tuple[str, ...]]:
    """The routes that end in a parameter for an entry → the collections for which their pages ask."""
    found = {}
    for path in sorted(folder.files):
        route, _, ending = path.removeprefix(f"{pages}/").rpartition(".")
        if not path.startswith(f"{pages}/") or ending not in ("astro", "ts", "js", "tsx", "jsx"):
            continue
        route = route.removesuffix("/index")
        names = _PARAMETER.findall(route)
        if names and names[-1] in _ENTRY_NAMES and route.endswith("]") and set(names[:-1]) <= _LANGUAGE_NAMES:
            found[route] = tuple(dict.fromkeys(_ASKED.findall(config_text(folder, path))))
    return found


def _route_of(name: str, routes: dict[str, tuple[str, ...]]) -> str:
    """The route that asks for the collection, or is below its name, or is the only one that asks for none."""
    asking = [route for route, names in routes.items() if name in names]
    below = [route for route in asking or routes if name in route.split("/")]
    silent = [route for route, names in routes.items() if not names]
    candidates = below or asking or (silent if len(silent) == 1 else [])
    return min(candidates, key=lambda route: (route.count("/"), route)) if candidates else ""
