"""Targets of links and images: from the characters in a file to a path of the archive, as browsers read URLs.

A target is first split into path, query and fragment, and only then decoded (RFC 3986, sections 2.4 and 3).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
# A scheme, a host or a fragment alone: nothing for the archive to resolve.
_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z")
_PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(?:#(.*))?", re.DOTALL)
# ASCII characters that mean the same with and without an escape, wherever they are in a URL.
_EQUIVALENT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~ ")
_NO_NAME = re.compile("[\0\ud800-\udfff]")
_TEXT_DIRECTIVE = ":~:"  # what follows it in a fragment is for the browser alone (URL Fragment Text Directives, 3.1)
NOT_IN_NAMES = "\0"  # in a decoded path: an escaped slash or NUL, which no file has in its name


class LinkTarget(NamedTuple):
    """A target in its parts."""

    path: str  # decoded; "" for the same page
    query: str  # readable, from "?" on; or ""
    fragment: str  # readable, without "#"

    @property
    def tail(self) -> str:
        """The query and the fragment as a URL has them. The fragment is in NFC, as ids of headings are."""
        if not self.query and not self.fragment:
            return ""
        fragment = unicodedata.normalize("NFC", self.fragment)
        return quote(self.query, safe="=&%+,;:@/?~-._!$'()*") + (f"#{encoded_fragment(fragment)}" if fragment else "")

    @property
    def anchor(self) -> str:
        """The id that the fragment names, decoded and in NFC; "" for none."""
        return anchor_of(self.fragment)


def is_external(target: str, base_url: str = "") -> bool:
    """Whether the target is for the archive to resolve: no URL of another site, and no fragment alone."""
    if not _EXTERNAL.match(target):
        return False
    return not base_url or own_prefix(target, base_url) == 0


def is_relative(target: str) -> bool:
    """Whether the target, which is not external, is a path from the file that it is in."""
    return not target.startswith("/") and not _EXTERNAL.match(target)


def readable(target: str) -> str:
    """The target with escapes decoded where this changes neither its meaning nor what can be displayed."""
    return _ESCAPES.sub(_decode, target) if "%" in target else target


def _decode(match: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(match[0]).decode()
    except UnicodeDecodeError:
        return match[0]
    return "".join(
        character
        if character in _EQUIVALENT or (not character.isascii() and character.isprintable())
        else quote(character, safe="")
        for character in text
    )


def split_target(target: str, base_url: str = "") -> LinkTarget:
    """The parts of a target that is not external. One within `base_url` has a path from "/"."""
    if before := own_prefix(target, base_url) if base_url else 0:
        target = target[before:]
        if not target.startswith("/"):
            target = f"/{target}"
    if "#" not in target and "?" not in target:
        return LinkTarget(_decoded_path(target), "", "")
    match = _PARTS.fullmatch(target)
    path, query, fragment = match.groups("") if match else (target, "", "")
    return LinkTarget(_decoded_path(path), query, fragment)


def _decoded_path(path: str) -> str:
    """The path decoded name by name. What is not UTF-8 becomes lone surrogates, which no file has in its name."""
    if "%" not in path:
        return path
    names = [unquote(name, errors="surrogateescape") for name in path.split("/")]
    return "/".join(name.replace("/", NOT_IN_NAMES) for name in names)


def is_name(path: str) -> bool:
    """Whether a file can have the decoded path."""
    return path.isprintable() or not _NO_NAME.search(path)


def anchor_of(fragment: str) -> str:
    """The id that a fragment (encoded or not, without "#") names, in NFC; "" if it names none."""
    return unicodedata.normalize("NFC", unquote(fragment.partition(_TEXT_DIRECTIVE)[0]))


def own_fragment(target: str) -> str:
    """The target "#…", in NFC as ids of headings are, encoded as it was."""
    if target.isascii() and "%" not in target:
        return target
    try:
        decoded = unquote(target[1:], errors="strict")
    except UnicodeDecodeError:
        return target
    normalised = unicodedata.normalize("NFC", decoded)
    return target if normalised == decoded else "#" + quote(normalised, safe="=&+,;:@/?~-._!$'()*")


def encoded_fragment(fragment: str) -> str:
    """A fragment as a URL has it; escapes in it stay."""
    return quote(fragment, safe="=&%+,;:@/?~-._!$'()*")


def own_prefix(target: str, base_url: str) -> int:
    """How many characters of a whole URL belong to the site: those before the "/" of the address.

    0 if the target is not a URL within `base_url`. The scheme may be http or https, or be left out.
    """
    if "//" not in target[:8]:
        return 0
    match = _own_url(base_url).match(target)
    return match.end() if match else 0


@lru_cache(maxsize=8)
def _own_url(base_url: str) -> re.Pattern[str]:
    """A pattern for the beginning of URLs within the base URL, up to and without the "/" at the end of its path."""
    url = urlsplit(base_url)
    host = url.hostname or ""
    hosts = {host, _ascii_host(host)}
    shown = "|".join(f"\\[{re.escape(name)}\\]" if ":" in name else re.escape(name) for name in sorted(hosts))
    try:
        port = url.port
    except ValueError:
        port = None
    ports = "(?::(?:80|443)?)?" if port in (None, 80, 443) else f":{port}"
    path = "/".join(_any_spelling(name) for name in url.path.rstrip("/").split("/"))
    return re.compile(rf"(?i:(?:https?:)?//(?:{shown}){ports}){path}(?=[/?#]|\Z)")


def _ascii_host(host: str) -> str:
    if host.isascii():  # as nearly all are; the codec takes 1 ms to import
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _any_spelling(name: str) -> str:
    """A pattern for a name of the base URL's path, encoded or not."""
    decoded = unquote(name)
    return "".join(
        f"(?:{re.escape(character)}|(?i:{''.join(f'%{byte:02x}' for byte in character.encode(errors='replace'))}))"
        for character in decoded
    )
