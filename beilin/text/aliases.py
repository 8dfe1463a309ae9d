"""Aliases: addresses that a page had before, from which a redirect leads to it."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

from beilin.text.slugs import fault_of_slug

HOW_TO_WRITE = "Write an address from the site's root, such as /old/address/, or a slug alone."
_MAX_NAME = 255  # bytes; what file systems take for one name


def normalise_alias(text: str) -> str:
    """The alias as planning needs it: a slug as it is, an address from "/" on, decoded, NFC, to "/" or ".html".

    Raises ValueError with what is wrong: a redirect page is an HTML file, and lies inside the site.
    """
    if "/" not in text and not text.endswith(".html"):
        if fault := fault_of_slug(text):
            raise ValueError(f"{text!r} is neither an address nor a slug: {fault}")
        return text
    if not text.startswith("/") or text.startswith("//"):
        raise ValueError(f"{text!r} does not begin at the site's root")
    if "?" in text or "#" in text:
        raise ValueError(f"{text!r} has a query or a fragment, which no file answers for")
    address = unicodedata.normalize("NFC", unquote(text))
    names = address.strip("/").split("/")
    if any(name.startswith(".") for name in names) or "\\" in address:
        raise ValueError(f"{text!r} leads out of the site, or to a hidden file")
    if not address.isprintable() or "//" in address or any(len(name.encode()) > _MAX_NAME for name in names):
        raise ValueError(f"{text!r} can be no file's path")
    if address.endswith(("/", ".html")):
        return address.removesuffix("index.html") if address.endswith("/index.html") else address
    if "." in names[-1]:
        raise ValueError(f"{text!r} would be no HTML file, and hosts would not show it as a page")
    return address + "/"
