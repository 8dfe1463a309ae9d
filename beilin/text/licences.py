"""Licences: SPDX identifiers and expressions, their addresses, and what was probably meant by a text that is none."""

from __future__ import annotations

import re
from functools import lru_cache

NONE = "NONE"  # as in SPDX: the archive's licence does not apply to the article
SPDX_PAGE = "https://spdx.org/licenses/"

# The addresses of Creative Commons: https://creativecommons.org/licenses/list.en
_CC = re.compile(r"CC-(BY|BY-NC|BY-NC-ND|BY-NC-SA|BY-ND|BY-SA)-([1-4]\.[05])(?:-([A-Z]{2,3}))?")
_CC_PUBLIC_DOMAIN = {"CC0-1.0": "zero/1.0", "CC-PDM-1.0": "mark/1.0"}
_IN_EXPRESSIONS = re.compile(r"[A-Za-z0-9.+()\s-]{1,300}")
_WEB_ADDRESS = re.compile(r'https?://[^\s/?#\\"<>]+[^\s"<>]*', re.IGNORECASE)
_OPERATOR = re.compile(r"\b(?:AND|OR|WITH)\b")

# What people write for licences of texts and programs, by its letters and digits alone → SPDX identifiers.
_COMMON = (
    "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0",
    "CC-BY-3.0", "CC-BY-SA-3.0", "CC-BY-NC-3.0", "CC-BY-NC-SA-3.0", "CC-BY-ND-3.0", "CC-BY-NC-ND-3.0", "CC0-1.0",
    "GFDL-1.3-or-later", "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0", "ISC", "Unlicense", "WTFPL",
    "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "LGPL-3.0-or-later", "AGPL-3.0-or-later",
)  # fmt: skip
_ALSO = {
    "ccby": "CC-BY-4.0", "ccbysa": "CC-BY-SA-4.0", "ccbync": "CC-BY-NC-4.0", "ccbyncsa": "CC-BY-NC-SA-4.0",
    "ccbynd": "CC-BY-ND-4.0", "ccbyncnd": "CC-BY-NC-ND-4.0", "cc0": "CC0-1.0", "cczero": "CC0-1.0",
    "gfdl": "GFDL-1.3-or-later", "apache": "Apache-2.0", "apachelicense2": "Apache-2.0", "mitlicense": "MIT",
    "bsd": "BSD-3-Clause", "mpl": "MPL-2.0", "gpl": "GPL-3.0-or-later", "gpl2": "GPL-2.0-only", "gpl3": "GPL-3.0-only",
    "lgpl": "LGPL-3.0-or-later", "lgpl3": "LGPL-3.0-or-later", "agpl": "AGPL-3.0-or-later", "agpl3":
    "AGPL-3.0-or-later",
}  # fmt: skip


@lru_cache(256)
def normalise_licence(text: str) -> str:
    """An SPDX expression as SPDX writes it; any other text on one line. Raises ValueError if there is nothing in it."""
    text = " ".join(text.split())
    if not text:
        raise ValueError("it is empty")
    return NONE if text.upper() == NONE else spdx_expression(text) or text


@lru_cache(256)
def spdx_expression(text: str) -> str:
    """The text as SPDX writes it (SPDX 2.3, annex D), or "" if it is not an SPDX expression."""
    if text in _COMMON:
        return text
    if not _IN_EXPRESSIONS.fullmatch(text):
        return ""
    # Imported here: few archives state licences, and those that do state common ones.
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        return ""


@lru_cache(256)
def licence_urls(licence: str) -> tuple[str, ...]:
    """The addresses of the licences that a normalised text names, each once; () if none is known."""
    if not licence:
        return ()
    if _WEB_ADDRESS.fullmatch(licence):
        return (licence,)
    if not (_CC.fullmatch(licence) or spdx_expression(licence)):
        return ()
    words = licence.replace("(", " ").replace(")", " ").split()
    names = [word for before, word in zip(["", *words], words, strict=False) if before != "WITH"]
    urls = (_url(name.removesuffix("+")) for name in names if not _OPERATOR.fullmatch(name))
    return tuple(dict.fromkeys(filter(None, urls)))


def _url(name: str) -> str:
    if found := _CC.fullmatch(name):
        terms, version, port = found.groups()
        return f"https://creativecommons.org/licenses/{terms.lower()}/{version}/" + (f"{port.lower()}/" if port else "")
    if path := _CC_PUBLIC_DOMAIN.get(name):
        return f"https://creativecommons.org/publicdomain/{path}/"
    return "" if name.lower().startswith("licenseref-") else f"{SPDX_PAGE}{name}.html"


def meant_licence(licence: str) -> str:
    """The SPDX identifier that a normalised text seems to mean, "" if it is one, or does not look like one."""
    if licence == NONE or spdx_expression(licence) or _WEB_ADDRESS.fullmatch(licence):
        return ""
    # Imported here: most archives write what SPDX does.
    from difflib import get_close_matches

    letters = {_letters(name): name for name in _COMMON} | _ALSO
    plain = _letters(licence)
    if plain in letters:
        return letters[plain]
    if not looks_like_spdx(licence):
        return ""
    near = get_close_matches(plain, letters, n=1, cutoff=0.8)
    return letters[near[0]] if near else ""


def looks_like_spdx(licence: str) -> bool:
    """Whether a text that is not an SPDX expression was probably meant to be one: a word with hyphens or digits, or
    several such with operators."""
    if licence == NONE or spdx_expression(licence) or not _IN_EXPRESSIONS.fullmatch(licence):
        return False
    words = licence.replace("(", " ").replace(")", " ").split()
    names = words[::2]
    if any(_OPERATOR.fullmatch(name) for name in names) or not all(map(_OPERATOR.fullmatch, words[1::2])):
        return False
    return len(names) > 1 or bool(re.search(r"[-\d]", licence))


def _letters(text: str) -> str:
    text = re.sub(r"\bversion\b|\bv(?=\d)|(?<=[a-z])v(?=\d)|\.0\b|\blicen[cs]e\b", "", text.lower())
    return re.sub(r"[^a-z0-9]", "", text)
