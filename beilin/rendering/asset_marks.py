"""Pages that differ in the digests of assets alone are patched, not rendered.

Templates get the URLs of assets with marks in place of the digests. The marks are unpredictable, so no text has one.
When they are replaced, they are counted. If as many digests are found in the page later, each of them was a mark. With
10,000 articles an edited style sheet is on 12,000 pages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from beilin.model import StaticFile
from beilin.rendering.assets import DIGEST_LENGTH

_NUMBER_LENGTH = 4  # hexadecimal digits of an asset's number in its mark
_SECRET = os.urandom(16).hex()  # the same for all builds of a process


@dataclass(frozen=True)
class AssetMarks:
    """The marks of assets."""

    assets: Mapping[str, str]  # name in the theme → URL
    digests: Mapping[str, str]  # in these: see `digests_of`
    secret: str = _SECRET  # a field, so that it goes to other processes together with the URLs

    @cached_property
    def urls(self) -> dict[str, str]:
        """The URLs of the assets, with marks in place of the digests."""
        return {
            name: f"{(parts := url.rpartition(digest))[0]}{self.secret}{number:0{_NUMBER_LENGTH}x}{parts[2]}"
            for number, ((name, url), digest) in enumerate(zip(self.assets.items(), self._digests, strict=True))
        }

    @cached_property
    def _digests(self) -> list[str]:
        return [self.digests[name] for name in self.assets]

    def replaced(self, page: bytes) -> tuple[bytes, int]:
        """The page with the digests in place of the marks, and how many these were."""
        first, *rest = page.split(self.secret.encode())
        pieces = [first]
        for piece in rest:
            pieces += [self._digests[int(piece[:_NUMBER_LENGTH], 16)].encode(), piece[_NUMBER_LENGTH:]]
        return b"".join(pieces), len(rest)


def digests_of(assets: Mapping[str, StaticFile]) -> dict[str, str]:
    """The digest in the URL of each asset, by its name in the theme."""
    return {name: file.digest[:DIGEST_LENGTH] for name, file in assets.items()}


@dataclass(frozen=True, slots=True)
class AssetPatch:
    """New digests in place of those that pages have."""

    pattern: re.Pattern[bytes]
    digests: Mapping[bytes, bytes]  # before → now; b"" for an asset that there is no longer

    def patched(self, page: bytes, count: int) -> bytes | None:
        """The page with the digests as they are now; `count` were marks. None if it must be rendered."""
        digests, found = self.digests, 0

        def now(match: re.Match[bytes]) -> bytes:
            nonlocal found
            found += 1 if digests[match[0]] else count + 1
            return digests[match[0]]

        patched = self.pattern.sub(now, page)
        return patched if found == count else None


def asset_patch(before: Mapping[str, str], after: Mapping[str, str]) -> AssetPatch | None:
    """What changes the digests before, by the assets' names, to those after; None if it is not clear which is whose."""
    digests = {digest.encode(): after.get(name, "").encode() for name, digest in before.items()}
    if not before or len(digests) < len(before) or {len(digest) for digest in digests} != {DIGEST_LENGTH}:
        return None
    return AssetPatch(re.compile(rb"(?<=\.)(?:%s)" % b"|".join(map(re.escape, digests))), digests)
