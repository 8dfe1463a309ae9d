"""What already has an address that an article, a page or a tag is to get."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from beilin.config import Config
from beilin.layout import CONTENT, REDIRECTS_FILE, TAGS_FILE
from beilin.model import Summary, TagTerm
from beilin.planning.addresses import address_of_file, alias_address, former_addresses, output_path
from beilin.planning.groupings import TAG
from beilin.planning.kinds import KINDS
from beilin.planning.kinds.declared import kind_of
from beilin.planning.ownership import owner_of
from beilin.reading.files import redirects_data
from beilin.reading.redirects import read_redirects
from beilin.rendering.theme_file import declared_kinds, theme_chain
from beilin.text.slugs import collision_key


class Holder(NamedTuple):
    """What an address belongs to."""

    claim: str  # completes the sentence "the address …"
    file: str = ""
    alias: int | None = None  # position, from 0, of the alias in the file's front matter that claims it
    line: int | None = None  # of the file, if it is known


def owner(root: Path, config: Config, address: str) -> Holder | None:
    """The page of Beilin's own, or of a kind that the theme declares, that has the address, whether or not this archive
    has such a page today."""
    declared = declared_kinds(theme_chain(root, config.theme)[0])
    page = owner_of(address, (*KINDS, *map(kind_of, declared)), config)
    return Holder(f"belongs to {page}") if page else None


def holder_of(
    root: Path, config: Config, address: str, summaries: Iterable[Summary], terms: Iterable[TagTerm] = ()
) -> Holder | None:
    """The article, page, tag or static file to which the address belongs, or to which it redirects."""
    key = collision_key(address)
    for summary in summaries:
        path = summary.path
        if collision_key(address_of_file(config, summary)) == key:
            return Holder(f"is taken by {path}", path)
        for number, alias in enumerate(summary.aliases):
            if collision_key(alias_address(config, summary, alias)) == key:
                return Holder(f"redirects to {path}, which had it before", path, number)
        if key in map(collision_key, former_addresses(config, summary)):
            return Holder(f"redirects to {path}, which had it before", path)
    for term in terms:
        for alias, line in zip(term.aliases, term.alias_lines, strict=True):
            if collision_key(alias if alias.startswith("/") else TAG.address(alias)) == key:
                return Holder(f"redirects to the tag {term.term!r}", TAGS_FILE, line=line)
    for moved in read_redirects(redirects_data(root))[0].entries:
        if collision_key(moved.address) == key:
            return Holder(f"redirects to {moved.target}", REDIRECTS_FILE, line=moved.line)
    file = _static_file_at(root, address)
    return Holder(f"is taken by the file {file}", file) if file else None


def _static_file_at(root: Path, address: str) -> str:
    """The file under content/ that is published at the address, or at a folder that the address needs; else ""."""
    path = f"{CONTENT}/{output_path(address)}"
    while path != CONTENT:
        if (root / path).is_file():
            return path
        path = path.rpartition("/")[0]
    return ""
