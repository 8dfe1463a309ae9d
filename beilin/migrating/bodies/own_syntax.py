"""Targets in the syntax of one generator."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from beilin.layout import FEED, HOME, TIMELINE
from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.lookup import content_root, listing_at, path_at_address, path_of_file, path_with_slug
from beilin.migrating.bodies.resolution import Resolution, encoded_path, found_at, unresolved
from beilin.text.link_targets import readable, split_target
from beilin.text.name_slugs import name_slug

# Pelican's documentation, "Linking to internal content". The older form has bars instead of braces.
_PELICAN = re.compile(r"[{|](filename|static|attach|tag|category|author|index|archives)[}|](.*)", re.DOTALL)
# The Nikola Handbook, "Supported path handlers".
_NIKOLA = re.compile(r"link://(\w+)(?:/(.*))?", re.DOTALL)
_ZOLA = "@/"  # Zola's documentation, "Internal links": from the content folder
_ROOTS = {"tag": "/tags/", "category": "/tags/", "author": "/authors/"}
_PAGES = {"index": HOME, "root": HOME, "archives": TIMELINE, "archive": TIMELINE, "index_rss": FEED, "rss": FEED}


def resolve_own_syntax(target: str, context: BodyContext) -> Resolution | None:
    """Where the target leads, if it begins like one of Pelican, Nikola or Zola."""
    if match := _PELICAN.match(target):
        kind, rest = match[1], match[2]
        return _page(kind, rest) or _file(target, rest, context)
    if match := _NIKOLA.fullmatch(target):
        kind, rest = match[1], match[2] or ""
        return _page(kind, rest) or _of_nikola(target, kind, rest, context)
    return _file(target, f"/{target[len(_ZOLA) :]}", context) if target.startswith(_ZOLA) else None


def _page(kind: str, rest: str) -> Resolution | None:
    """A page that Beilin makes."""
    if kind in _ROOTS and rest.strip("/"):
        return Resolution(f"{_ROOTS[kind]}{encoded_path(name_slug(unquote(rest.strip('/'))))}/", "found")
    return Resolution(_PAGES[kind], "found") if kind in _PAGES else None


def _file(target: str, rest: str, context: BodyContext) -> Resolution:
    """A path from the folder of content, or from the file."""
    parts = split_target(rest)
    folder = content_root(context.document) if rest.startswith("/") else posixpath.dirname(context.document.path)
    path = path_of_file(f"{folder}/{parts.path.lstrip('/')}", context) or path_at_address(f"/{parts.path}", context)
    if path:
        return found_at(path, parts, context, from_root=rest.startswith("/"))
    name = posixpath.basename(parts.path)
    if name == "_index.md" and (listing := listing_at(parts.path.removesuffix(name), context)):
        return Resolution(encoded_path(listing) + readable(parts.tail), "found")
    return unresolved(target, parts.path)


def _of_nikola(target: str, kind: str, rest: str, context: BodyContext) -> Resolution:
    parts = split_target(rest)
    if kind == "filename":
        path = path_of_file(parts.path, context)
    elif kind in ("slug", "post_path"):
        path = path_with_slug(parts.path, context)
    else:
        path = path_at_address(f"/{parts.path}", context)
    return found_at(path, parts, context, from_root=False) if path else Resolution(target, "dead")
