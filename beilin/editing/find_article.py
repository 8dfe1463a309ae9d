"""The article that an editor means."""

from __future__ import annotations

import difflib
import posixpath
from pathlib import Path
from urllib.parse import unquote

from beilin.editing.archive import Archive
from beilin.editing.refusal import refuse
from beilin.layout import CONTENT, id_address
from beilin.model import Record
from beilin.planning.addresses import address_of_file
from beilin.text.file_names import name_of
from beilin.text.link_targets import own_prefix, split_target


def find_article(archive: Archive, name: str) -> Record:
    """The article or page with that path, file name, slug, identifier, address or URL.

    Raises RefusalError for none or several.
    """
    base_url = archive.config.base_url
    wanted = split_target(name, base_url).path if own_prefix(name, base_url) else unquote(name)
    matches = [record for path, record in archive.pages.items() if wanted in _unique_names(archive, path, record)]
    # A file's name alone counts less than an address: files in two folders may share it.
    matches = matches or [record for path, record in archive.pages.items() if wanted in _file_names(path)]
    if not matches:
        tail = posixpath.basename(wanted.rstrip("/")).removesuffix(".md")
        slugs = [record.summary.slug for record in archive.pages.values()]
        nearest = difflib.get_close_matches(tail, slugs, n=1, cutoff=0.6)
        hint = f"Did you mean {nearest[0]!r}?" if nearest else "`build.py list` lists all articles."
        raise refuse(f"there is no article {name!r}", hint)
    if len(matches) > 1:
        paths = " and ".join(record.summary.path for record in matches)
        raise refuse(f"{name!r} is ambiguous; it fits {paths}", "Give the file or the address.")
    return matches[0]


def _unique_names(archive: Archive, path: str, record: Record) -> set[str]:
    address = address_of_file(archive.config, record.summary)
    names = {path, path.removeprefix(CONTENT), str(archive.root / path), record.summary.slug}
    if id := record.summary.id:
        names |= {id, id_address(id), id_address(id).rstrip("/")}
    names |= {address, address.rstrip("/"), address.lstrip("/"), address.strip("/")}
    here = Path.cwd()
    if (archive.root / path).is_relative_to(here):
        names.add((archive.root / path).relative_to(here).as_posix())
    return names


def _file_names(path: str) -> set[str]:
    file = posixpath.basename(path)
    return {file, name_of(path)}
