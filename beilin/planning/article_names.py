"""The names by which users mean an article or standalone page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from beilin.config import Config
from beilin.layout import CONTENT, id_address
from beilin.model import Summary
from beilin.planning.addresses import address_of_file
from beilin.text.file_names import name_of
from beilin.text.identifiers import normalise_id
from beilin.text.link_targets import own_prefix, split_target


def wanted_name(config: Config, name: str) -> str:
    """What the name says: a URL of the site is an address."""
    return split_target(name, config.base_url).path if own_prefix(name, config.base_url) else unquote(name)


def named_articles(root: Path, config: Config, summaries: Iterable[Summary], name: str) -> list[Summary]:
    """Those with that path, file name, slug, identifier in any spelling, address or URL."""
    wanted, summaries = wanted_name(config, name), list(summaries)
    id = ""
    with suppress(ValueError):
        id = normalise_id(wanted)
    matches = [
        summary for summary in summaries if wanted in _unique_names(root, config, summary) or (id and id == summary.id)
    ]
    # A file's name alone counts less than an address: files in two folders may share it.
    return matches or [summary for summary in summaries if wanted in _file_names(summary.path)]


def _unique_names(root: Path, config: Config, summary: Summary) -> set[str]:
    address, path = address_of_file(config, summary), summary.path
    names = {path, path.removeprefix(CONTENT), str(root / path), summary.slug}
    if id := summary.id:
        names |= {id_address(id), id_address(id).rstrip("/")}
    names |= {address, address.rstrip("/"), address.lstrip("/"), address.strip("/")}
    here = Path.cwd()
    if (root / path).is_relative_to(here):
        names.add((root / path).relative_to(here).as_posix())
    return names


def _file_names(path: str) -> set[str]:
    file = posixpath.basename(path)
    return {file, name_of(path)}
