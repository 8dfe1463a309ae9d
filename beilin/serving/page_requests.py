"""Requests of served pages that change something on this machine: who may send them, and what they say.

Only pages of this run of the server, opened on this machine, may send them. Any other page in the user's browser can
send requests here too, but it cannot read the token or set custom headers.
"""

from __future__ import annotations

import contextlib
import hmac
import ipaddress

from starlette.requests import ClientDisconnect, Request

from beilin.serving.origins import LOOPBACK, host_name, is_same_origin

TOKEN_HEADER = "x-beilin-token"
MAX_BYTES = 4096
NO_STORE = {"Cache-Control": "no-store"}


def refusal_of(request: Request, token: str, what: str) -> str:
    """Why the request to do `what` is refused; "" if it is allowed."""
    headers = request.headers
    origin, fetch_site = headers.get("origin"), headers.get("sec-fetch-site")
    if not is_from_this_machine(request):
        return f"Only this machine may {what}."
    # A browser always sends Origin with a POST; a request without it does not come from a page.
    if origin is None or not is_same_origin(host=headers["host"], origin=origin, fetch_site=fetch_site):
        return f"Only pages of this server may {what}."
    if headers.get("content-type", "") != "application/json":
        return "The request must be JSON."
    if not hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), token.encode()):
        return "This page was loaded from an earlier run of the server. Reload it."
    return ""


def is_from_this_machine(request: Request) -> bool:
    """Whether the request comes from this machine; one through a tunnel has the host name of its other end."""
    is_local = request.client is not None and _is_loopback(request.client.host)
    return is_local and host_name(request.headers["host"]) in LOOPBACK


async def body_of(request: Request) -> bytes:
    """The request's body; empty if it is longer than any valid one."""
    body = b""
    with contextlib.suppress(ClientDisconnect):
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BYTES:
                return b""
    return body


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
