"""HTML and SVG with the addresses of a copy. Everything else in the text stays as it is, byte for byte.

Tags are found as by HTML's tokenizer (https://html.spec.whatwg.org/multipage/parsing.html#tokenization): nothing in a
comment, a script or the value of an attribute is mistaken for one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple

from beilin.offline.addresses import Copied, Place, place_in, way
from beilin.offline.css import css_with
from beilin.offline.modules import Modules

_ATTRIBUTES = r"""(?:[^>"']++|"[^"]*"|'[^']*')*"""
# A tag that does not end reaches to the end of the text, so that no part of it is looked at again.
_END = r"""(?:(?P<end>>)|["'].*\Z|\Z)"""
_RAW_END = _END.replace("end", "raw_end")
# A comment; an element whose content has no tags; a tag with attributes. In each part what is repeated never has to be
# tried in a different way, so the time is linear.
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?P<of_raw>(?:[\s/]{_ATTRIBUTES})?)"
    rf"{_RAW_END}(?P<text>(?:[^<]++|<(?!/(?P=raw)[\s/>]))*)|<(?P<name>[a-z][^\s/>]*+)(?P<attributes>\s{_ATTRIBUTES}){_END}",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""(?P<before>\s*)(?P<name>[^\s"'>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>[^\s"'>]+)))?""",
    re.DOTALL,
)
_URLS = frozenset({
    "action", "background", "cite", "data", "formaction", "href", "icon", "longdesc", "poster", "src", "xlink:href",
})  # fmt: skip
# Whether attributes can have anything to change.
_RELEVANT = re.compile(
    r"\b(?:href|src|srcset|imagesrcset|action|formaction|poster|data(?:-[\w.-]+)?|cite|background|icon|longdesc|style|srcdoc|"
    r"content)\s*=",
    re.IGNORECASE,
)
# Links that a browser fetches as it fetches modules, so that it refuses a file, and that a copy does without.
_REFUSED = frozenset({"modulepreload", "manifest"})
_REFUSED_PRELOADS = frozenset({"font", "fetch"})
_OF_MODULES = frozenset({"type", "crossorigin", "integrity", "nonce"})
_NAMES = ("id", "key")  # ends of the names of data attributes whose addresses only name something
_FOR_MACHINES = frozenset({"canonical", "alternate", "shortlink"})  # links whose whole URLs name the published page
_REFRESH = re.compile(r"""(\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?(["']?))(.*?)(\2\s*)\Z""", re.DOTALL | re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*[^\s,]|[^\s,])([^,]*)")  # of srcset: an address and its descriptor
_JSON_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_JSON = re.compile(r"application/(?!ld\+)(?:[\w.-]+\+)?json\Z", re.IGNORECASE)


class _Tag(NamedTuple):
    """A start tag: its name in lower case, and its attributes, unescaped, by their names in lower case."""

    name: str
    values: dict[str, str]


def markup_with(text: str, file: str, copied: Copied, modules: Modules) -> str:
    """The HTML or SVG of the copy's `file`; module scripts in it become classic ones of `modules`."""
    place = _place(text, file, copied)

    def replace(match: re.Match[str]) -> str:
        if match["name"] and match["end"]:
            if not _RELEVANT.search(match["attributes"]):
                return match[0]
            return _tag(match["name"], match["attributes"], place, copied)
        if match["raw_end"]:
            return _raw_element(match, place, copied, modules)
        return match[0]

    return _TAG.sub(replace, text)


def _place(text: str, file: str, copied: Copied) -> Place:
    """The file, with the folder that its first `base` element names."""
    if "<base" not in text.lower():
        return place_in(file)
    tags = (match["attributes"] for match in _TAG.finditer(text) if match["end"] and match["name"].lower() == "base")
    addresses = (_parsed("base", attributes).values.get("href") for attributes in tags)
    based = copied.file_at(next(filter(None, addresses), ""), place_in(file))
    return Place(file, posixpath.dirname(based), is_based=True) if based else place_in(file)


def _raw_element(match: re.Match[str], place: Place, copied: Copied, modules: Modules) -> str:
    """The start tag and the content of an element whose content has no tags."""
    name, attributes, content = match["raw"].lower(), match["of_raw"], match["text"]
    if name == "script":
        tag = _parsed(name, attributes)
        if tag.values.get("type", "").strip().lower() == "module":
            source = tag.values.get("src")
            classic = modules.of_file(copied.file_at(source, place)) if source else modules.of_text(content, place.file)
            if classic:
                values = {
                    key: _value(tag, key, value, place, copied) for key, value in tag.values.items() if key != "src"
                }
                return f"<{match['raw']}{_as_classic(values, way(place.file, classic))}>"
        elif _JSON.match(tag.values.get("type", "").strip()):
            content = _json_with(content, place, copied)
    elif name == "style":
        content = css_with(content, lambda written: copied.address(written, place))
    start = _tag(match["raw"], attributes, place, copied) if attributes.strip() else match[0][: len(name) + 2]
    return f"{start}{content}"


def _as_classic(values: Mapping[str, str], address: str) -> str:
    """The attributes of the classic script that stands for a module with these. It is deferred as modules are."""
    values = {"src": address, **{key: value for key, value in values.items() if key not in _OF_MODULES}}
    if "async" not in values:
        values["defer"] = ""
    return "".join(f' {key}="{escape(value)}"' if value else f" {key}" for key, value in values.items())


def _tag(name: str, attributes: str, place: Place, copied: Copied) -> str:
    """The start tag with the addresses of the copy; "" for a link that browsers refuse to follow from a file."""
    lower = name.lower()
    tag = _parsed(lower, attributes) if lower in ("link", "meta", "base", "script", "img") else _Tag(lower, {})
    if lower == "base" and place.is_based:
        return ""  # which has done its work
    if lower == "link":
        relations = frozenset(tag.values.get("rel", "").lower().split())
        is_refused_preload = "preload" in relations and tag.values.get("as", "").lower() in _REFUSED_PRELOADS
        if relations & _REFUSED or is_refused_preload:
            return ""
    is_ours = bool(copied.file_at(tag.values.get("href") or tag.values.get("src") or "", place))

    def replace(match: re.Match[str]) -> str:
        key = match["name"].lower()
        if is_ours and key in ("crossorigin", "integrity"):
            return ""  # which would have the file fetched as a browser refuses to fetch it
        group = next((one for one in ("double", "single", "plain") if match[one] is not None), None)
        if group is None:
            return match[0]
        written = match[group]
        value = unescape(written) if "&" in written else written
        new = _value(tag, key, value, place, copied)
        if new == value:
            return match[0]
        quoted = new.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        return f'{match["before"]}{match["name"]}="{quoted}"'

    return f"<{name}{_ATTRIBUTE.sub(replace, attributes)}>"


def _parsed(name: str, attributes: str) -> _Tag:
    values: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        value = next((one for one in match.group("double", "single", "plain") if one is not None), "")
        values.setdefault(match["name"].lower(), unescape(value))
    return _Tag(name, values)


def _value(tag: _Tag, key: str, value: str, place: Place, copied: Copied) -> str:
    """The value of an attribute in the copy."""
    if key in _URLS and (key != "data" or tag.name == "object"):
        is_own_url = not (tag.name == "link" and _FOR_MACHINES & set(tag.values.get("rel", "").lower().split()))
        return copied.address(value, place, is_own_url=is_own_url)
    if key.endswith("srcset"):
        return _srcset_with(value, place, copied)
    if key == "style":
        return css_with(value, lambda written: copied.address(written, place))
    if key == "content":
        if tag.name == "meta" and tag.values.get("http-equiv", "").strip().lower() == "refresh":
            return _refresh_with(value, place, copied)
        return value
    if key.startswith("data-") and not key.endswith(_NAMES):
        return copied.page_or_file(value, place.file) or value
    return value


def _srcset_with(value: str, place: Place, copied: Copied) -> str:
    """A list of images with their descriptors (https://html.spec.whatwg.org/multipage/images.html#srcset-attribute)."""
    if "data:" in value:
        return value
    found = [(match[1], match[2].strip()) for match in _CANDIDATE.finditer(value)]
    new = [(copied.address(address, place), descriptor) for address, descriptor in found]
    return value if new == found else ", ".join(f"{one} {descriptor}".rstrip() for one, descriptor in new)


def _refresh_with(value: str, place: Place, copied: Copied) -> str:
    match = _REFRESH.match(value)
    return f"{match[1]}{copied.address(match[3], place)}{match[4]}" if match else value


def _json_with(text: str, place: Place, copied: Copied) -> str:
    """JSON in which each text that is an address from the host's root is the one in the copy."""

    def replace(match: re.Match[str]) -> str:
        written = match[1].replace("\\/", "/")
        new = None if "\\" in written else copied.page_or_file(written, place.file)
        return match[0] if new is None else f'"{new}"'

    return _JSON_TEXT.sub(replace, text)
