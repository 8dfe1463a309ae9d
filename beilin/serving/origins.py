"""Which requests are served. Any page in the user's browser can send requests here; only the user may read drafts.

A foreign page can make its own host name resolve to this machine ("DNS rebinding"), so that the browser treats this
server as that page's origin. The Host header still has the foreign name.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ALL_ADDRESSES = {"0.0.0.0", "::"}
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\s:/\[\]@?#]+))(?::\d{1,5})?", re.IGNORECASE)


def host_check(bound: str, allowed: Iterable[str] = ()) -> Callable[[str], bool]:
    """A function that says whether a Host header names this server, which listens on the host `bound`.

    A server that listens on all addresses of the machine accepts any IP address, since an address cannot be rebound.
    `allowed` are further names, such as that of a tunnel that leads here.
    """
    names = LOOPBACK | {name.strip("[]").lower() for name in (bound, *allowed)}

    def is_ours(header: str) -> bool:
        name = host_name(header)
        return name in names or (bound in _ALL_ADDRESSES and _is_address(name))

    return is_ours


def host_name(header: str) -> str:
    """The name or address in a Host header, in lower case; "" if the header has none."""
    match = _HOST.fullmatch(header)
    if match is None:
        return ""
    name = (match[1] or match[2]).lower()
    return name if bool(match[1]) == (":" in name) else ""


def is_same_origin(*, host: str, origin: str | None, fetch_site: str | None) -> bool:
    """Whether a request comes from a page of this server, or from a program that is not a browser.

    `host`, `origin` and `fetch_site` are the headers Host, Origin and Sec-Fetch-Site; other programs send only Host.
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
