"""Where a link of the old site leads now."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.lookup import (
    base_path,
    content_root,
    listing_at,
    path_at_address,
    path_of_file,
    paths_named,
)
from beilin.migrating.bodies.own_syntax import resolve_own_syntax
from beilin.migrating.bodies.resolution import Resolution, encoded_path, found_at, unresolved
from beilin.migrating.model import Targets
from beilin.text.link_targets import LinkTarget, is_external, is_relative, readable, split_target
from beilin.text.slugs import heading_slug
from beilin.text.urls import read_url

# Rules that know a path in the old folder write the target with this scheme, for the links' rule to resolve:
# old-site:content/post/%E6%B5%B7.md#a
OLD_SITE = "old-site:"
# Likewise an address of the new site, encoded, that is kept: new-site:/images/a.png
NEW_SITE = "new-site:"


def resolve(written: str, context: BodyContext) -> Resolution:
    """The target of a link or image, as the old body wrote it (character references and escapes resolved)."""
    target = written.strip()
    if target.startswith(OLD_SITE):
        return _resolve_path(target.removeprefix(OLD_SITE), context)
    if target.startswith(NEW_SITE):
        return Resolution(target.removeprefix(NEW_SITE), "found")
    if (own := resolve_own_syntax(target, context)) is not None:
        return own
    if target.startswith("#") and len(target) > 1:
        own = found_at(context.document.path, LinkTarget("", "", target[1:]), context, from_root=False)
        return own if own.target != target else Resolution(written, "kept")
    base_url = base_url_of(context.targets)
    if is_external(target, base_url):
        return Resolution(written, "remote" if read_url(target).is_remote else "kept")
    parts = split_target(target, base_url)
    if not parts.path:
        return Resolution(written, "kept")
    is_own_url = not is_relative(target) and not target.startswith("/")
    for candidate in _readings(parts, target, base_url):
        if candidate.path.startswith("/"):
            path = _path_from_root(candidate.path, context, is_own_url=is_own_url)
        else:
            path = _path_from_here(candidate.path, context)
        if path:
            return found_at(path, candidate, context, from_root=candidate.path.startswith("/"))
        if listing := _listing(candidate.path, context):
            return Resolution(encoded_path(listing) + readable(candidate.tail), "found")
        if path := _path_by_its_end(candidate.path, context):
            return found_at(path, candidate, context, from_root=candidate.path.startswith("/"))
    return unresolved(written, parts.path)


def resolve_name(name: str, context: BodyContext) -> Resolution:
    """What a link by name (without its heading) means: the name or path of a note or file, or a note's other name."""
    path = ""
    if name.startswith(("./", "../")):
        path = path_of_file(posixpath.join(posixpath.dirname(context.document.path), name), context)
    elif "/" in name:
        path = path_of_file(name, context)
    found = (path,) if path else paths_named(name, context)
    if not found:
        return unresolved(name, name)
    is_exact = path_of_file(name, context) == found[0]
    resolution = found_at(found[0], LinkTarget(name, "", ""), context, from_root=False)
    return replace(resolution, is_ambiguous=len(found) > 1 and not is_exact)


def heading_fragment(heading: str) -> str:
    """The fragment, encoded and with "#", for the heading with that text; "" for a blank one."""
    slug = heading_slug(heading)
    return f"#{slug}" if slug else ""


def base_url_of(targets: Targets) -> str:
    """The address of the old site, or "" if it has none that could be told from others."""
    return _usable(targets.base_url)


@lru_cache(maxsize=4)
def _usable(written: str) -> str:
    try:
        return written if urlsplit(written).hostname else ""
    except ValueError:
        return ""


def _resolve_path(written: str, context: BodyContext) -> Resolution:
    """A path from the old folder, encoded, with a fragment."""
    parts = split_target(written)
    path = path_of_file(parts.path, context)
    if path:
        return found_at(path, parts, context, from_root=False)
    return unresolved(written, parts.path)


def _readings(parts: LinkTarget, target: str, base_url: str) -> Iterator[LinkTarget]:
    """The target as browsers read it, and as an editor's program may have meant it."""
    yield parts
    if "\\" in parts.path:
        yield LinkTarget(parts.path.replace("\\", "/"), parts.query, parts.fragment)
    if parts.query or "#" in target:  # a name with these characters, written plainly
        whole = split_target(target.replace("?", "%3F").replace("#", "%23"), base_url)
        yield LinkTarget(whole.path, "", "")


def _path_from_root(address: str, context: BodyContext, *, is_own_url: bool) -> str:
    """What an address means, which has the base path only if a browser would need it there."""
    base = "" if is_own_url else base_path(base_url_of(context.targets))
    addresses = [address]
    if base and (address == base or address.startswith(f"{base}/")):
        addresses.insert(0, address[len(base) :] or "/")
    for candidate in addresses:
        if path := path_at_address(candidate, context):
            return path
    root = content_root(context.document)
    for folder in dict.fromkeys((root, "")):
        for candidate in addresses:
            if candidate.strip("/") and (path := path_of_file(f"{folder}/{candidate}", context)):
                return path
    return ""


def _path_from_here(relative: str, context: BodyContext) -> str:
    """What a relative path means: from the file, from the old page, and else from the root."""
    document = context.document
    if path := path_of_file(posixpath.join(posixpath.dirname(document.path), relative), context):
        return path
    for address in _own_addresses(context):
        if path := path_at_address(posixpath.join(posixpath.dirname(address), relative), context):
            return path
    if relative.startswith("../"):
        relative = relative.lstrip("./")
    for folder in dict.fromkeys((content_root(document), "")):
        if path := path_of_file(f"{folder}/{relative}", context):
            return path
    if path := path_at_address(f"/{relative.removeprefix('./')}", context):
        return path
    if context.generator == "obsidian":  # whose links mean a name unless they are a path
        return next(iter(paths_named(relative, context)), "")
    return ""


def _path_by_its_end(written: str, context: BodyContext) -> str:
    """The one file that lies at the path in some folder, such as Hugo's `assets`; a name alone would not be certain."""
    end = posixpath.normpath(written).lstrip("./")
    found = paths_named(end, context) if "/" in end and not written.endswith("/") else ()
    return found[0] if len(found) == 1 else ""


def _listing(path: str, context: BodyContext) -> str:
    if path.startswith("/"):
        base = base_path(base_url_of(context.targets))
        shorter = path[len(base) :] if base and path.startswith(f"{base}/") else path
        return listing_at(shorter, context) or listing_at(path, context)
    for address in _own_addresses(context):
        if listing := listing_at(posixpath.join(posixpath.dirname(address), path), context):
            return listing
    return ""


def _own_addresses(context: BodyContext) -> Iterator[str]:
    """The old addresses of the document itself."""
    for address in (*context.placed.aliases, context.placed.address):
        if context.targets.addresses.get(address) == context.document.path:
            yield address
