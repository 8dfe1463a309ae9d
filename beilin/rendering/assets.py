"""The files of a theme that are published: those that its pages ask for, made small.

Each has a digest of what is published in its name, so that browsers may keep it for ever.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from beilin.model import StaticFile
from beilin.problems.problem import Problem
from beilin.rendering.asset_names import named_assets

DIGEST_LENGTH = 12  # hexadecimal digits in an asset's name; 48 bits tell a site's few assets apart

# Comments and strings are matched too, so that no address is found inside one (CSS Syntax 3, section 4).
_CSS_URL = re.compile(
    r"""/\*.*?\*/|@import\s+(["'])(?P<imported>.*?)\1|url\(\s*(["']?)(?P<url>[^"')]*?)\3\s*\)"""
    r"""|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AssetFile:
    """A file under assets/ as it was read."""

    file: str  # path from the archive's root, for messages
    data: bytes


def prepare_assets(
    found: Mapping[str, AssetFile], sources: Mapping[str, str], first: Iterable[str]
) -> tuple[dict[str, StaticFile], list[Problem]]:
    """What is published of the files `found`, by their name in the theme, and what is wrong with them.

    `sources` are the theme's templates, and `first` the names of those that make pages. Published are the assets that
    these ask for (`named_assets`), and what a published sheet refers to.
    """
    made: dict[str, StaticFile] = {}
    problems: list[Problem] = []
    for name in sorted(named_assets(sources, first, found)):
        _publish(name, found, made, problems, ())
    return made, problems


def _publish(
    name: str,
    found: Mapping[str, AssetFile],
    made: dict[str, StaticFile],
    problems: list[Problem],
    inside: tuple[str, ...],
) -> StaticFile | None:
    """Publish the asset and what it refers to; None where it refers to itself. `inside` are those that ask for it."""
    if name in inside:
        circle = " → ".join([*inside[inside.index(name) :], name])
        problems.append(
            Problem("asset-circle", f"style sheets refer to each other in a circle: {circle}", found[name].file)
        )
        return None
    if name in made:
        return made[name]
    asset = found[name]
    stem, ending = posixpath.splitext(name)
    try:
        if ending == ".css":
            text = asset.data.decode("utf-8-sig")
            places = {}
            for address, target in _references(name, text, found):
                if other := _publish(target, found, made, problems, (*inside, name)):
                    tail = re.search(r"[?#].*", address, re.DOTALL)
                    there = posixpath.relpath(other.output, f"assets/{posixpath.dirname(name)}")
                    places[address] = there + (tail[0] if tail else "")
            data = _small_sheet(_rewritten(text, places))
        elif ending in (".js", ".mjs"):
            data = _small_script(asset.data.decode("utf-8-sig"))
        else:
            data = asset.data
    except UnicodeDecodeError as error:
        problems.append(Problem("unreadable", f"cannot be read: {error}", asset.file, hint="Save it as UTF-8 text."))
        return None
    digest = hashlib.sha256(data).hexdigest()
    output = f"assets/{stem}.{digest[:DIGEST_LENGTH]}{ending}"
    made[name] = StaticFile(output, asset.file, digest, None if data == asset.data else data)
    return made[name]


def _references(name: str, text: str, found: Mapping[str, AssetFile]) -> Iterator[tuple[str, str]]:
    """(address as the sheet has it, the asset that it means) for each address in the sheet that means an asset."""
    for match in _CSS_URL.finditer(text):
        address = match["imported"] or match["url"] or ""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), re.split("[?#]", address, maxsplit=1)[0]))
        if address and target in found and target != name:
            yield address, target


def _rewritten(text: str, places: Mapping[str, str]) -> str:
    def place(match: re.Match[str]) -> str:
        address = match["imported"] or match["url"] or ""
        if address not in places:
            return match[0]
        return f'@import "{places[address]}"' if match["imported"] else f'url("{places[address]}")'

    return _CSS_URL.sub(place, text) if places else text


def _small_sheet(text: str) -> bytes:
    import rcssmin

    return bytes(rcssmin.cssmin(text, keep_bang_comments=True), "utf-8")


def _small_script(text: str) -> bytes:
    import rjsmin

    return bytes(rjsmin.jsmin(text, keep_bang_comments=True), "utf-8")
