"""A written address as a browser reads it (WHATWG URL Standard, section 4.4, the basic URL parser).

This is the only reading of addresses: what a page requests from other hosts is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

_CONTROLS_AND_SPACE = "".join(map(chr, range(0x21)))
_TABS_AND_LINE_BREAKS = str.maketrans("", "", "\t\n\r")
_QUERY_OR_FRAGMENT = re.compile("[?#]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Special schemes that name a host. `file:` names none that a published page could reach.
_WITH_HOST = frozenset({"http", "https", "ftp", "ws", "wss"})


@dataclass(frozen=True, slots=True)
class Url:
    """An address as a browser reads it."""

    scheme: str  # in lower case, such as "https" or "mailto"; "" if the address has none
    text: str  # the same address as the standard writes it: "https://…", "//…", or a path, query and fragment

    @property
    def is_remote(self) -> bool:
        """Whether the address leads to another host, and an image at it would be requested from there."""
        return self.scheme in _WITH_HOST or (not self.scheme and self.text.startswith("//"))


def read_url(written: str) -> Url:
    r"""The address as a browser reads it on a page of the site.

    White space and control characters around it are ignored, and so are tabs and line breaks inside. Any number of `/`
    and `\` precedes the host after a special scheme, and two or more do without a scheme; before the query `\` is `/`.

    One reading is stricter than the standard's: `https:a/b` always leads to the host `a`. On a page whose own scheme is
    https it would be a path, but the same page may also be served by http, as by `serve`.
    """
    text = written.strip(_CONTROLS_AND_SPACE).translate(_TABS_AND_LINE_BREAKS)
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else ""
    if scheme and scheme not in _WITH_HOST:
        return Url(scheme, text)
    rest = text[match.end() :] if match else text
    query = _QUERY_OR_FRAGMENT.search(rest)
    end = query.start() if query else len(rest)
    path, tail = rest[:end].replace("\\", "/"), rest[end:]
    if scheme or path.startswith("//"):
        prefix = f"{scheme}://" if scheme else "//"
        return Url(scheme, f"{prefix}{path.lstrip('/')}{tail}")
    return Url("", path + tail)


def to_uri(address: str) -> str:
    """The address with ASCII characters only (RFC 3987, section 3.1), as it is sent to its host; "" if it has none.

    What is percent-encoded already stays, and what is ASCII is the same.
    """
    try:
        parts = urlsplit(address)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        path, query = (quote(part, safe="/%:@!$&'()*+,;=~-._?[]|^`{}\\<>\"#") for part in (parts.path, parts.query))
    except (UnicodeError, ValueError):
        return ""
    return urlunsplit((parts.scheme, host, path, query, ""))
