"""What references of bodies may point to, and which of it a reference means."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from beilin.config import Config
from beilin.layout import PARTS
from beilin.model import ImageSize, Record, Reference, StaticFile, Summary
from beilin.planning.addresses import address_of_file
from beilin.planning.archive import Archive
from beilin.planning.unpublished import Unpublished
from beilin.planning.wiki import WikiTargets
from beilin.text.link_targets import NOT_IN_NAMES, LinkTarget, split_target
from beilin.text.overlay import LazyMapping

UNMEASURED = (".avif", ".bmp")  # endings of images whose size is not looked up
# What `loose_name` changes, apart from capital letters.
_SPECIAL = re.compile(r"[\\+%\0]|//|/\.|\A\.|/\Z|\A\Z")


@dataclass(frozen=True)
class Targets:
    """What references may point to."""

    base_url: str  # of the site

    articles: Mapping[str, str]  # the Markdown file of a published article or standalone page → its address
    hidden: Mapping[str, Unpublished]  # the Markdown files that are not published
    files: Mapping[str, str]  # other file under content/ → address
    parts: Mapping[str, Record] = field(default_factory=dict)  # by path
    images: Mapping[str, ImageSize] = field(default_factory=dict)  # by address
    image_files: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # by address: file and digest
    wiki: WikiTargets = field(default_factory=lambda: WikiTargets({}, {}, {}))
    hidden_addresses: Mapping[str, str] = field(default_factory=dict)  # which hidden files would have
    tombstones: Mapping[str, str] = field(
        default_factory=dict
    )  # the Markdown file of a withdrawn article → its address

    def page_address(self, path: str) -> str:
        """The address of the page of an article or standalone page, be it published or withdrawn."""
        return self.articles[path] if path in self.articles else self.tombstones[path]

    def address_of(self, file: str) -> str:
        """The address of what is published of the file, or of the notice in its place; "" for none."""
        return self.articles.get(file) or self.tombstones.get(file) or self.files.get(file, "")

    def find(self, path: str) -> str:
        """The file of the archive that the path names, as the file system spells it; "" for none.

        Unicode normalisation does not matter. A folder stands for the article in its index.md.
        """
        if path in self.articles or path in self.files:
            return path
        for name in dict.fromkeys((path, unicodedata.normalize("NFC", path))):
            for file in (name, f"{name}/index.md"):
                if file in self.articles or file in self.files or file in self.hidden:
                    return file
        return self._denormalised.get(unicodedata.normalize("NFC", path), "")

    def file_at(self, address: str) -> str:
        """The Markdown file of the article or page at the address, with or without its last "/"; "" for none."""
        folder = address.removesuffix("index.html").rstrip("/")
        return self._by_address.get(f"{folder}/") or self._by_address.get(address, "")

    def hidden_at(self, address: str) -> str:
        """The Markdown file that would be at the address if it were published; "" for none."""
        return self._hidden_by_address.get(f"{address.removesuffix('index.html').rstrip('/')}/", "")

    def similar(self, path: str) -> str:
        """The file of the archive that an editor most likely means by a path that names none; "" for none."""
        return self._by_loose_name.get(loose_name(path), "")

    @cached_property
    def _by_address(self) -> dict[str, str]:
        return {address: path for path, address in self.articles.items()}

    @cached_property
    def _hidden_by_address(self) -> dict[str, str]:
        return {self.hidden_addresses[path]: path for path in self.hidden}

    @cached_property
    def _denormalised(self) -> dict[str, str]:
        """The files whose names are not in NFC, by their names in NFC."""
        names = chain(self.articles, self.files, self.hidden)
        return {
            unicodedata.normalize("NFC", name): name for name in names if not unicodedata.is_normalized("NFC", name)
        }

    @cached_property
    def _by_loose_name(self) -> dict[str, str]:
        return {loose_name(name): name for name in sorted(chain(self.articles, self.files), reverse=True)}

    def changed(self, records: Mapping[str, Record]) -> Targets:
        """The targets with these records instead of those of the same paths, which differ only in what is displayed."""
        parts = self.parts
        if not parts.keys().isdisjoint(records):
            parts = {path: records.get(path, part) for path, part in parts.items()}
        return replace(self, parts=parts, wiki=self.wiki.changed({path: one.summary for path, one in records.items()}))


def targets_of(config: Config, archive: Archive, files: Iterable[StaticFile], records: Mapping[str, Record]) -> Targets:
    """What references in the archive may point to. `records` are those of all Markdown files, by path.

    If the records are unpacked on demand, so is what depends on them.
    """
    published, static = dict.fromkeys((*archive.articles, *archive.pages)), tuple(files)
    parts = {path: records[path] for path in records if path.startswith(PARTS)}
    summaries: Mapping[str, Summary] = LazyMapping(records.keys(), lambda path: records[path].summary)
    addresses: Mapping[str, str] = LazyMapping(published, lambda path: address_of_file(config, summaries[path]))
    if isinstance(records, dict):  # nearly all will be needed, by processes to which functions cannot be sent
        summaries, addresses = {path: record.summary for path, record in records.items()}, dict(addresses)
    hidden = {one.path: one for one in archive.unpublished}
    of_hidden: Mapping[str, str] = LazyMapping(hidden, lambda path: address_of_file(config, summaries[path]))
    if isinstance(records, dict):
        of_hidden = dict(of_hidden)
    tombstones = {path: of_hidden[path] for path in archive.withdrawn}
    return Targets(
        base_url=config.base_url,
        articles=addresses,
        hidden=hidden,
        files={file.source: "/" + file.output for file in static},
        parts=parts,
        images={"/" + file.output: file.image for file in static if file.image},
        image_files={
            "/" + file.output: (file.source, file.digest)
            for file in static
            if file.image or file.output.lower().endswith(UNMEASURED)
        },
        wiki=WikiTargets(
            summaries, addresses, {path: one for path, one in hidden.items() if path not in tombstones}, tombstones
        ),
        hidden_addresses=of_hidden,
        tombstones=tombstones,
    )


class Destination(NamedTuple):
    """Where a reference by path, address or whole URL leads."""

    file: str  # of the archive; "" if none is named, or if it does not exist
    address: str  # decoded, with "/" before it; "" if the reference leads nowhere
    target: LinkTarget
    sought: str  # the path from the archive's root that was looked for, or the address


def destination_of(path: str, reference: Reference, targets: Targets) -> Destination:
    """Where the reference in the file at `path` leads."""
    target = split_target(reference.target, targets.base_url)
    if target.path.startswith("/"):
        address = _normalised(target.path)
        hidden = targets.hidden_at(address) if targets.tombstones else ""
        file = hidden if hidden in targets.tombstones else targets.file_at(address)
        return Destination(file, address, target, address)
    sought = _joined(path, target.path) if target.path else path
    if file := targets.find(sought):
        return Destination(file, targets.address_of(file), target, sought)
    if target.query or target.fragment:  # "C#.md" as a name; a browser would take the rest for a fragment
        whole = _joined(path, unquote(reference.target))
        if file := targets.find(whole):
            return Destination(file, targets.address_of(file), LinkTarget(whole, "", ""), whole)
    return Destination("", "", target, sought)


def _joined(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _normalised(path: str) -> str:
    """The path of an address without `.` and `..`, in NFC."""
    path = unicodedata.normalize("NFC", path)
    if "/." not in path and "//" not in path:
        return path
    normal = posixpath.normpath(path).lstrip("/")
    return f"/{normal}/" if normal and path.endswith(("/", "/.", "/..")) else f"/{normal}"


def loose_name(path: str) -> str:
    """Equal for paths that editors and file systems confuse: in case, Unicode form, kind of slash, spaces, escapes."""
    if path.isascii() and not _SPECIAL.search(path):
        return path.lower()  # most paths: a sixth of the time
    path = posixpath.normpath(path.replace("\\", "/").replace(NOT_IN_NAMES, "/").replace("+", " "))
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", unquote(path)).casefold())
