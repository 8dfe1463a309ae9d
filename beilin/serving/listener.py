"""Host and port → a listening socket, or one line that says why not."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket


class CannotListenError(Exception):
    """The host or port cannot be used; the message says what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 means any free port. Raises CannotListenError."""
    if not 0 <= port <= 65535:
        raise CannotListenError(f"{port} is not a valid port; try --port 8000")
    host = host.strip("[]")
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise CannotListenError(_why(error, host, port)) from None
    # Inherited by connections. asyncio sets it only on sockets created with an explicit protocol number, and without
    # it each response on a kept-alive connection waits 40 ms for the browser's delayed acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def url_to_open(host: str, port: int, base_path: str) -> str:
    """The URL to open on this machine."""
    host = host.strip("[]")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{port}{base_path}"
    if address.is_unspecified:
        host = "127.0.0.1" if address.version == 4 else "::1"
    return f"http://[{host}]:{port}{base_path}" if ":" in host else f"http://{host}:{port}{base_path}"


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; try --port {port + 1 if port < 65535 else 8000}"
    if error.errno == errno.EACCES:
        return f"port {port} needs administrator rights; try --port 8000"
    number = error.errno or 0
    if number > 0 and number not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EINVAL):
        return f"cannot listen on {host}: {os.strerror(number)}"
    return f"cannot listen on {host}, which is not an address of this machine; try --host 127.0.0.1"
