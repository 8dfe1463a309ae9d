"""What placing needs to know of the archive, and its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from beilin.migrating.model import Placed, Targets
from beilin.reading.tags import TagAuthority


@dataclass(frozen=True, slots=True)
class Taken:
    """What the archive has already, apart from what this import itself wrote into it earlier."""

    places: frozenset[str] = frozenset()  # of files below content/
    addresses: frozenset[str] = frozenset()  # of pages, redirects and files
    permalink: str = ""  # the pattern of articles, which is kept; "" if it may be chosen
    time_zone: str = "UTC"
    tags: TagAuthority = field(default_factory=TagAuthority)
    today: str = ""  # in the time zone; articles of later days are not published yet


class PlacedFile(NamedTuple):
    """Where a file goes. Of several with the same bytes one is copied, and all have its place."""

    path: str
    place: str
    same_as: str = ""  # the path of the file that is copied instead of it


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everything goes."""

    placed: tuple[Placed, ...]  # in the order of the site's documents
    targets: Targets
    files: tuple[PlacedFile, ...]
    permalink: str = ""  # the pattern of articles for site.yaml; "" if it is the archive's already, or the default
    redirects: Mapping[str, str] = field(default_factory=dict)  # former address → address, for content/redirects.yaml
    skipped: Mapping[str, int] = field(default_factory=dict)  # files that are not copied, by the reason
