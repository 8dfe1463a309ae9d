"""What has an address already that something new is to have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from beilin.config import Config
from beilin.editing.find import address_of, alias_address, former_addresses
from beilin.model import Summary, TagTerm
from beilin.planning import addresses
from beilin.reading.tags import TAGS_FILE
from beilin.text.slugs import collision_key


class Holder(NamedTuple):
    """What an address belongs to."""

    words: str  # that say so, after the address
    file: str = ""
    alias: int | None = None  # the number, from 0, of the alias in the file's front matter that claims it
    line: int | None = None  # of the file, where it is known


def owner(address: str) -> Holder | None:
    """The page of Beilin's own at the address, whether it is there today or not."""
    found = addresses.owner_of(address)
    return Holder(f"belongs to {found}") if found else None


def holder_of(
    root: Path, config: Config, address: str, summaries: Iterable[Summary], terms: Iterable[TagTerm] = ()
) -> Holder | None:
    """The article, page or tag, or the file published as it is, that has the address or leads from it elsewhere."""
    key = collision_key(address)
    for summary in summaries:
        path = summary.path
        if collision_key(address_of(config, summary)) == key:
            return Holder(f"is taken by {path}", path)
        for number, alias in enumerate(summary.aliases):
            if collision_key(alias_address(config, summary, alias)) == key:
                return Holder(f"leads to {path}, which was there before", path, number)
        if any(collision_key(former) == key for former in former_addresses(config, summary)):
            return Holder(f"leads to {path}, which was there before", path)
    for term in terms:
        for alias, line in zip(term.aliases, term.alias_lines, strict=True):
            if collision_key(alias if alias.startswith("/") else addresses.tag_address(alias)) == key:
                return Holder(f"leads to the tag {term.term!r}", TAGS_FILE, line=line)
    file = _file_at(root, address)
    return Holder(f"is taken by the file {file}", file) if file else None


def _file_at(root: Path, address: str) -> str:
    """The file under content/ that is published at the address, or above it where a folder would have to be."""
    path = addresses.CONTENT + addresses.output_path(address)
    while path + "/" != addresses.CONTENT:
        if (root / path).is_file():
            return path
        path = path.rpartition("/")[0]
    return ""
