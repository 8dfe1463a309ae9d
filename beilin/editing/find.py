"""The article that an editor means."""

from __future__ import annotations

import difflib
import posixpath
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from beilin.config import Config
from beilin.editing.plan import Archive, refuse
from beilin.model import Record, Summary
from beilin.planning import addresses
from beilin.text.permalinks import expand_permalink


def address_of(config: Config, summary: Summary) -> str:
    """Where the article, or the page of its own, is."""
    if summary.path.startswith(addresses.PAGES):
        return addresses.page_address(summary.path, summary.slug)
    return addresses.article_address(config, summary)


def former_addresses(config: Config, summary: Summary) -> list[str]:
    """Where redirects to it stand because site.yaml names patterns of earlier days."""
    if summary.path.startswith(addresses.PAGES):
        return []
    return [expand_permalink(pattern, summary.slug, summary.date) for pattern in config.permalinks.former]


def alias_address(config: Config, summary: Summary, alias: str) -> str:
    """Where a redirect to it stands because of one of its aliases."""
    return alias if alias.startswith("/") else address_of(config, replace(summary, slug=alias))


def find_article(archive: Archive, name: str) -> Record:
    """The article or page with that path, file name, slug, address or URL; RefusalError where there is not just one."""
    wanted = unquote(name.removeprefix(archive.config.base_url) if name.startswith("http") else name)
    found = [record for path, record in archive.pages.items() if wanted in _places(archive, path, record)]
    # A file's name alone means less than an address: two folders may each have one.
    found = found or [record for path, record in archive.pages.items() if wanted in _file_names(path)]
    if not found:
        tail = posixpath.basename(wanted.rstrip("/")).removesuffix(".md")
        slugs = [record.summary.slug for record in archive.pages.values()]
        near = difflib.get_close_matches(tail, slugs, n=1, cutoff=0.6)
        hint = f"Did you mean {near[0]!r}?" if near else "`build.py list` names them all."
        raise refuse(f"there is no article {name!r}", hint)
    if len(found) > 1:
        paths = " and ".join(record.summary.path for record in found)
        raise refuse(f"{name!r} can mean {paths}", "Name its file, or its address.")
    return found[0]


def _places(archive: Archive, path: str, record: Record) -> set[str]:
    address = address_of(archive.config, record.summary)
    names = {path, path.removeprefix(addresses.CONTENT), str(archive.root / path), record.summary.slug}
    names |= {address, address.rstrip("/"), address.lstrip("/"), address.strip("/")}
    here = Path.cwd()
    if (archive.root / path).is_relative_to(here):
        names.add((archive.root / path).relative_to(here).as_posix())
    return names


def _file_names(path: str) -> set[str]:
    file = posixpath.basename(path)
    return {file, file.removesuffix(".md")}
