"""Who may ask. Any page in the editor's browser can send requests to this machine; only the editor is to read drafts.

A page from elsewhere can make its own host name lead here ("DNS rebinding"), so that the browser takes the site for
a part of that page's. The Host header then still has that name.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERY_ADDRESS = {"0.0.0.0", "::"}
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\s:/\[\]@?#]+))(?::\d{1,5})?", re.IGNORECASE)


def host_check(bound: str) -> Callable[[str], bool]:
    """Whether a Host header names this server, which listens on the host `bound`.

    A server that listens on every address of the machine also answers to any address, which no one can rebind.
    """
    names = LOOPBACK | {bound.strip("[]").lower()}

    def is_ours(header: str) -> bool:
        match = _HOST.fullmatch(header)
        if match is None:
            return False
        name = (match[1] or match[2]).lower()
        if bool(match[1]) != (":" in name):
            return False
        return name in names or (bound in _EVERY_ADDRESS and _is_address(name))

    return is_ours


def is_same_origin(*, host: str, origin: str | None, fetch_site: str | None) -> bool:
    """Whether a request comes from a page of this server, or from no page at all, by what the browser says of it.

    `host`, `origin` and `fetch_site` are the headers Host, Origin and Sec-Fetch-Site; programs send only the first.
    """
    if fetch_site is not None and fetch_site != "same-origin":
        return False
    return origin is None or origin.lower() == f"http://{host.lower()}"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
