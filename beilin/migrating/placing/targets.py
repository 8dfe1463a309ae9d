"""What links and images in old bodies refer to in the archive."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from beilin.migrating.model import OldSite, Placed, SourceFile, Targets
from beilin.migrating.placing.aliases import named_addresses
from beilin.migrating.placing.documents import Candidate, path_in_bundle
from beilin.migrating.placing.placement import PlacedFile


def targets_of(
    site: OldSite,
    candidates: Sequence[Candidate],
    placed: Mapping[str, Placed],
    files: Sequence[PlacedFile],
    listings: Mapping[str, str],
) -> Targets:
    """The targets. Where several files have a name, the one nearest to the top comes first, as in Obsidian."""
    base_url = site.settings.base_url
    places = {path: document.place for path, document in placed.items()}
    places |= {file.path: file.place for file in files}
    addresses: dict[str, str] = {}
    main = {candidate.document.path: candidate.old[0] for candidate in candidates if candidate.old}
    for candidate in candidates:
        for address in candidate.old:
            addresses.setdefault(address, candidate.document.path)
    for candidate in candidates:
        for address in named_addresses(candidate, base_url):
            addresses.setdefault(address, candidate.document.path)
    for source in site.sources.files:
        if source.path in places:
            for address in filter(None, (source.address, _beside(source, placed, main))):
                addresses.setdefault(address, source.path)
    names: dict[str, list[str]] = {}
    for candidate in candidates:
        path = candidate.document.path
        stem = posixpath.splitext(posixpath.basename(path))[0]
        for name in dict.fromkeys((stem, candidate.document.name, *candidate.facts.names)):
            names.setdefault(name.casefold(), []).append(path)
    for file in files:
        base = posixpath.basename(file.path)
        for name in dict.fromkeys((base, posixpath.splitext(base)[0])):
            names.setdefault(name.casefold(), []).append(file.path)
    # The sort is stable: documents stay before other files of the same depth.
    ordered = {name: tuple(sorted(dict.fromkeys(paths), key=_depth)) for name, paths in names.items()}
    titles = {path: document.facts.title for path, document in placed.items()}
    return Targets(places, addresses, ordered, base_url, dict(listings), titles)


def _beside(source: SourceFile, placed: Mapping[str, Placed], main: Mapping[str, str]) -> str:
    """The address of a file of a bundle below that of its document; "" if it has none."""
    owner, address = placed.get(source.owner), main.get(source.owner, "")
    if owner is None or not address.endswith("/"):
        return ""
    return address + path_in_bundle(source.path, owner.document)


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path
