"""Aliases: former addresses of a page, which redirect to it."""

from __future__ import annotations

import unicodedata

from beilin.text.link_targets import is_name, split_target
from beilin.text.slugs import fault_of_slug

HOW_TO_WRITE_ADDRESS = "Write an address from the site's root, such as /old/address/."
HOW_TO_WRITE = "Write an address from the site's root, such as /old/address/, or only a slug."
_MAX_NAME = 255  # bytes; the limit of common file systems


def normalise_alias(text: str) -> str:
    """The alias in the form that planning uses.

    It is in NFC. An address is decoded, begins with "/" and ends in "/", ".html" or ".htm". Raises ValueError with the
    reason if no redirect page, which is an HTML file inside the site, can have that address.
    """
    if "/" not in text and not text.endswith(".html"):
        text = unicodedata.normalize("NFC", text)
        if fault := fault_of_slug(text):
            raise ValueError(f"{text!r} is neither an address nor a slug: {fault}")
        return text
    return page_address(file_address(text))


def file_address(text: str) -> str:
    """The address of a file or folder inside the site: decoded, in NFC, from "/" on.

    A "/" is added where the last name has no ending, as hosts do. Raises ValueError with what is wrong.
    """
    if not text.startswith("/") or text.startswith("//"):
        raise ValueError(f"{text!r} does not begin at the site's root")
    if "?" in text or "#" in text:
        raise ValueError(f"{text!r} has a query or a fragment, which no file can have")
    address = unicodedata.normalize("NFC", split_target(text).path)
    if not is_name(address):
        raise ValueError(f"{text!r} cannot be the path of a file")
    names = address.strip("/").split("/")
    if any(name.startswith(".") for name in names) or "\\" in address:
        raise ValueError(f"{text!r} leads out of the site, or to a hidden file")
    if not address.isprintable() or "//" in address or any(len(name.encode()) > _MAX_NAME for name in names):
        raise ValueError(f"{text!r} cannot be the path of a file")
    if address.endswith("/index.html"):
        return address.removesuffix("index.html")
    return address if address.endswith("/") or "." in names[-1] else address + "/"


def page_address(address: str) -> str:
    """The address itself, of a page. Raises ValueError if the file there would not be HTML."""
    if address.endswith(("/", ".html", ".htm")):
        return address
    raise ValueError(f"{address!r} would not be an HTML file, so hosts would not show it as a page")
