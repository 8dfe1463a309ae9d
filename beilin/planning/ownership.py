"""The addresses that Beilin owns, whether or not the archive has a page there yet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from beilin.layout import NO_JEKYLL
from beilin.planning.kinds import KINDS
from beilin.planning.page import Kind
from beilin.text.slugs import collision_key

# Addresses that belong to no kind of page. For the syntax see `Kind.owned`.
_RESERVED = {
    "/assets/*": "the theme's assets",
    f"/{NO_JEKYLL}": "what keeps hosts from running Jekyll",
}
_NUMBER = re.compile(r"page/[0-9]+/\Z")  # of a part of a list


def owned_addresses(kinds: Iterable[Kind] = KINDS) -> dict[str, str]:
    """The patterns of owned addresses → what is there."""
    owned = {pattern: what for kind in kinds for pattern, what in kind.owned.items()}
    return owned | _RESERVED


def owner_of(address: str, kinds: tuple[Kind, ...] = KINDS) -> str | None:
    """What Beilin has at the address, in words; None if it is free. Case and Unicode normalisation do not matter."""
    key = _NUMBER.sub("", collision_key(address))
    return next((owner for pattern, owner in _compiled(kinds) if pattern.match(key)), None)


def _compiled(kinds: tuple[Kind, ...]) -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(pattern), owner) for pattern, owner in owned_addresses(kinds).items()]


def _pattern(address: str) -> re.Pattern[str]:
    """The pattern as a regular expression that matches collision keys."""
    escaped = re.escape(collision_key(address)).replace(re.escape(":slug"), "[^/]+").replace("\\*", ".*")
    return re.compile(rf"{escaped}\Z")
