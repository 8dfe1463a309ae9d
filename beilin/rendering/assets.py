"""The files of a theme that are published: those that its pages use, minified.

The name of each contains the digest of what is published, so that browsers may cache it indefinitely.
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
from beilin.text.decoding import decode_utf8

DIGEST_LENGTH = 12  # hexadecimal digits in an asset's name; 48 bits distinguish the few assets of a site

# Comments and strings are matched too, so that no URL is found inside one (CSS Syntax 3, section 4).
_CSS_URL = re.compile(
    r"""/\*.*?\*/|@import\s+(["'])(?P<imported>.*?)\1|url\(\s*(["']?)(?P<url>[^"')]*?)\3\s*\)"""
    r"""|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AssetFile:
    """A file under assets/."""

    file: str  # path from the archive's root, for messages
    data: bytes


def prepare_assets(
    files: Mapping[str, AssetFile], sources: Mapping[str, str], first: Iterable[str]
) -> tuple[dict[str, StaticFile], list[Problem]]:
    """The published ones of the files, by their name in the theme, and what is wrong with them.

    `sources` are the theme's templates, and `first` the names of those that make pages. Published are the assets that
    these use (`named_assets`), and those that a published style sheet refers to.
    """
    published: dict[str, StaticFile] = {}
    problems: list[Problem] = []
    for name in sorted(named_assets(sources, first, files)):
        _publish(name, files, published, problems, ())
    return published, problems


def _publish(
    name: str,
    files: Mapping[str, AssetFile],
    published: dict[str, StaticFile],
    problems: list[Problem],
    referrers: tuple[str, ...],
) -> StaticFile | None:
    """Publish the asset and what it refers to; None if it refers to itself. `referrers` are those that lead to it."""
    if name in referrers:
        circle = " → ".join([*referrers[referrers.index(name) :], name])
        problems.append(
            Problem("asset-circle", f"style sheets refer to each other in a circle: {circle}", files[name].file)
        )
        return None
    if name in published:
        return published[name]
    asset = files[name]
    stem, suffix = posixpath.splitext(name)
    try:
        if suffix == ".css":
            text = asset.data.decode("utf-8-sig")
            addresses = {}
            for address, target in _references(name, text, files):
                if other := _publish(target, files, published, problems, (*referrers, name)):
                    query = re.search(r"[?#].*", address, re.DOTALL)
                    path = posixpath.relpath(other.output, f"assets/{posixpath.dirname(name)}")
                    addresses[address] = path + (query[0] if query else "")
            data = _minified_css(_with_addresses(text, addresses))
        elif suffix in (".js", ".mjs"):
            data = _minified_script(asset.data.decode("utf-8-sig"))
        else:
            data = asset.data
    except UnicodeDecodeError:
        if isinstance(fault := decode_utf8(asset.data, asset.file), Problem):
            problems.append(fault)
        return None
    digest = hashlib.sha256(data).hexdigest()
    output = f"assets/{stem}.{digest[:DIGEST_LENGTH]}{suffix}"
    published[name] = StaticFile(output, asset.file, digest, None if data == asset.data else data)
    return published[name]


def _references(name: str, text: str, files: Mapping[str, AssetFile]) -> Iterator[tuple[str, str]]:
    """(address in the style sheet, the asset that it refers to) for each address that refers to an asset."""
    for match in _CSS_URL.finditer(text):
        address = match["imported"] or match["url"] or ""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), re.split("[?#]", address, maxsplit=1)[0]))
        if address and target in files and target != name:
            yield address, target


def _with_addresses(text: str, addresses: Mapping[str, str]) -> str:
    """The style sheet with these addresses replaced."""

    def replace(match: re.Match[str]) -> str:
        address = match["imported"] or match["url"] or ""
        if address not in addresses:
            return match[0]
        return f'@import "{addresses[address]}"' if match["imported"] else f'url("{addresses[address]}")'

    return _CSS_URL.sub(replace, text) if addresses else text


def _minified_css(text: str) -> bytes:
    import rcssmin

    return bytes(rcssmin.cssmin(text, keep_bang_comments=True), "utf-8")


def _minified_script(text: str) -> bytes:
    import rjsmin

    return bytes(rjsmin.jsmin(text, keep_bang_comments=True), "utf-8")
