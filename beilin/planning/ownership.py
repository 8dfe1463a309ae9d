"""The addresses that Beilin owns, whether or not the archive has a page there yet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from beilin.config import Config
from beilin.layout import NO_JEKYLL
from beilin.planning.kinds import KINDS
from beilin.planning.page import Kind
from beilin.text.identifiers import ALPHABET, ID_SIZE
from beilin.text.slugs import collision_key

# Addresses that belong to no kind of page. For the syntax see `Kind.owned`.
_RESERVED = {
    "/assets/*": "the theme's assets",
    f"/{NO_JEKYLL}": "what keeps hosts from running Jekyll",
}
_PLACEHOLDERS = {":slug": "[^/]+", ":id": f"[{ALPHABET}]{{{ID_SIZE}}}", "*": ".*"}
_NUMBER = re.compile(r"page/[0-9]+/\Z")  # of a part of a list


def owned_addresses(kinds: Iterable[Kind] = KINDS, config: Config | None = None) -> dict[str, str]:
    """The patterns of owned addresses → what is there. What only a setting makes counts if `config` has the setting."""
    used = (kind for kind in kinds if kind.is_in_use is None or (config and kind.is_in_use(config)))
    return {pattern: what for kind in used for pattern, what in kind.owned.items()} | _RESERVED


def owner_of(address: str, kinds: tuple[Kind, ...] = KINDS, config: Config | None = None) -> str | None:
    """What Beilin has at the address, in words; None if it is free. Case and Unicode normalisation do not matter."""
    key = _NUMBER.sub("", collision_key(address))
    owned = owned_addresses(kinds, config).items()
    return next((owner for pattern, owner in owned if _pattern(pattern).match(key)), None)


def _pattern(address: str) -> re.Pattern[str]:
    """The pattern as a regular expression that matches collision keys."""
    escaped = re.escape(collision_key(address))
    for placeholder, expression in _PLACEHOLDERS.items():
        escaped = escaped.replace(re.escape(placeholder), expression)
    return re.compile(rf"{escaped}\Z")
