"""Addresses of an old site as aliases: those at which the archive can have a page that redirects."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from beilin.problems.controls import REFUSED
from beilin.text.aliases import normalise_alias


def alias_of(address: str) -> str:
    """The path of an address as an alias; "" if no page of the archive can be there, as for `/?p=12`."""
    try:
        parts = urlsplit(address.strip())
        path = parts.path if parts.path.startswith("/") or parts.netloc else f"/{parts.path}"
        if parts.query or path.strip("/") == "":
            return ""
        return normalise_alias(path)
    except ValueError:
        return ""


def aliases_of(addresses: Iterable[str]) -> tuple[str, ...]:
    """The aliases for the addresses, each once."""
    return tuple(dict.fromkeys(alias for address in addresses if (alias := alias_of(address))))


def web_address(written: str, base: str = "") -> str:
    """The address as a whole http or https address; "" if it is neither."""
    try:
        whole = urljoin(base, REFUSED.sub("", written).strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.netloc else ""
