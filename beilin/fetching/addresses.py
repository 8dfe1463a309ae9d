"""Which hosts are asked: those on the public internet, at the very address that was checked.

A name is resolved once. If the connection resolved it again, the second answer could be a private address (DNS
rebinding).
"""

from __future__ import annotations

import asyncio
import urllib.request
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

_TRANSLATED = ip_network("64:ff9b::/96")  # IPv4 in the last 32 bits (RFC 6052)
_NEVER = [ip_network(network) for network in ("::/96", "fec0::/10", "192.0.0.0/24")]  # obsolete forms


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the URL with the address in place of the name, and what says which name was meant."""

    url: httpx.URL
    headers: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, str] = field(default_factory=dict)


def is_public(text: str) -> bool:
    """Whether the IP address is one of the public internet, also if an IPv4 address is written inside an IPv6 one."""
    address = ip_address(text.partition("%")[0])
    if any(address in network for network in _NEVER):
        return False
    inner = _inner(address) if isinstance(address, IPv6Address) else None
    return (inner or address).is_global and not address.is_multicast and not (inner and inner.is_multicast)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to the IPv6 address reach."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


async def find_target(url: httpx.URL) -> Target | None:
    """Where to request the URL; None if its host is on this machine or in its network.

    A name that is not known here stays, because a proxy may know it; so does one that a proxy resolves.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(_name(url), None)
    except OSError:
        return Target(url)
    addresses = [str(entry[4][0]) for entry in found]
    if not all(map(is_public, addresses)):
        return None
    if urllib.request.getproxies() and not urllib.request.proxy_bypass(_name(url)):
        return Target(url)
    return at_address(url, addresses[0])


def at_address(url: httpx.URL, address: str) -> Target:
    """The request for the URL to that address: TLS and the host see the name (RFC 9110, section 7.2; RFC 6066)."""
    return Target(url.copy_with(host=address), {"Host": url.netloc.decode("ascii")}, {"sni_hostname": _name(url)})


def _name(url: httpx.URL) -> str:
    """The name of the host in ASCII (RFC 5891)."""
    return url.raw_host.decode("ascii")
