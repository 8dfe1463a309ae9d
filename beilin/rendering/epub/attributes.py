"""The attributes of elements in a book: those that an e-reader has a use for, with values that HTML allows."""

from __future__ import annotations

import re
from html import unescape

from beilin.rendering.epub.trees import LANG, TYPE, Element, name_of, rename

_ALIGNED = re.compile(r"text-align:(?:left|right|center|justify)\Z")
# A language tag that is well-formed (RFC 5646, section 2.1), but for what is private or grandfathered.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*\Z",
    re.IGNORECASE,
)
_NUMBER, _SIGNED = re.compile(r"[1-9][0-9]{0,3}\Z"), re.compile(r"-?[0-9]{1,9}\Z")
_ANYWHERE = {
    "class": re.compile(r"[^\0]*\Z"),
    "dir": re.compile(r"(?:ltr|rtl|auto)\Z"),
    "lang": _LANGUAGE,
    "style": _ALIGNED,
    "title": re.compile(r"[^\0]*\Z"),
}
_SPAN = re.compile(r"(?:[1-9][0-9]{0,2}|1000)\Z")
_OF_ELEMENT = {
    "col": {"span": _SPAN},
    "colgroup": {"span": _SPAN},
    "img": {"width": _NUMBER, "height": _NUMBER},
    "li": {"value": _SIGNED},
    "ol": {"start": _SIGNED, "type": re.compile(r"[1aAiI]\Z"), "reversed": re.compile(r"\Z")},
    "td": {"colspan": _SPAN, "rowspan": _SPAN},
    "th": {"colspan": _SPAN, "rowspan": _SPAN, "scope": re.compile(r"(?:row|col|rowgroup|colgroup)\Z")},
}
# What is decided elsewhere.
_KEPT = frozenset({"id", TYPE, "role", "aria-label"})
_KEPT_OF = {"a": ("href",), "img": ("src", "alt"), "details": ("open",)}
# Names by every edition of XML 1.0: the first knows no other Han characters, nor most letters that are not Latin.
_NAME = re.compile(r"(?!__)[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_.\u4e00-\u9fa5-]*\Z")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9.\u4e00-\u9fa5-]")


def language_tag(language: str) -> str:
    """The language as a well-formed tag: without what follows its first subtag if it is not one."""
    return language if _LANGUAGE.match(language) else language.partition("-")[0]


def id_of(written: str) -> str:
    """The id in the book in place of one of a body, which XML (Namespaces, section 3) may not allow.

    Ids that differ stay different.
    """
    if _NAME.match(written):
        return written
    return "__" + _NOT_IN_NAME.sub(lambda one: "__" if one[0] == "_" else f"_{ord(one[0]):x}_", written)


def ids_in(html: str) -> frozenset[str]:
    """The ids in the book of the elements of a body."""
    return frozenset(id_of(unescape(written)) for written in _ID.findall(html))


_ID = re.compile(r'<(?!source|track)[^<>]* id="([^"]+)"')


def clean_attributes(element: Element) -> None:
    """Remove what is not allowed. Ids, addresses and roles are left as they are."""
    name = name_of(element)
    rules = {**_ANYWHERE, **_OF_ELEMENT.get(name, {})}
    kept = _KEPT.union(_KEPT_OF.get(name, ()))
    for key, value in element.attrib.items():
        if key not in kept and (key not in rules or not rules[key].match(value)):
            del element.attrib[key]
    if name == "bdo" and element.get("dir") not in ("ltr", "rtl"):
        rename(element, "span")
    if name == "ol" and "reversed" in element.attrib:
        element.set("reversed", "reversed")
    if "lang" in element.attrib:
        element.set(LANG, element.attrib["lang"])
