"""The HTML of a body → a tree of elements, whatever the HTML is like.

In a body "<" and ">" only delimit tags, and values are in double quotes. Elements that are not ended are ended where
the one around them ends; end tags of nothing are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import TYPE_CHECKING, TypeAlias

from beilin.reading.html_elements import VOID
from beilin.rendering.exports.texts import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element: TypeAlias = _Element
else:
    Element = object

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
OPS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{OPS}}}type"  # the attribute `epub:type`
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOT = f'<div xmlns="{XHTML}" xmlns:epub="{OPS}">'

_TAG = re.compile(r'<(/?)([A-Za-z][A-Za-z0-9]*)((?:[^<>"]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([A-Za-z][A-Za-z0-9-]*)(?:="([^"]*)")?')


def tree_of(html: str) -> Element:
    """The HTML as the content of a `div` in the namespace of XHTML; formulas in that of MathML."""
    from lxml import etree

    # Depth is bounded by the reader, so nothing else needs to bound it.
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    return etree.fromstring("".join([_ROOT, *_well_formed(html), "</div>"]), parser)


def _well_formed(html: str) -> Iterator[str]:
    open_names: list[str] = []
    end = 0
    for tag in _TAG.finditer(html):
        yield _text(html[end : tag.start()])
        end = tag.end()
        slash, name, attributes = tag[1], tag[2].lower(), tag[3]
        if slash:
            if name in open_names:
                while (last := open_names.pop()) != name:
                    yield f"</{last}>"
                yield f"</{name}>"
            continue
        is_void = name in VOID
        namespace = f' xmlns="{MATHML}"' if name == "math" else ""
        yield f"<{name}{namespace}{_written(attributes)}{'/' if is_void else ''}>"
        if not is_void:
            open_names.append(name)
    yield _text(html[end:])
    yield from (f"</{name}>" for name in reversed(open_names))


def _written(attributes: str) -> str:
    if not attributes.strip(" /\n"):
        return ""
    values = {name.lower(): value for name, value in reversed(_ATTRIBUTE.findall(attributes))}
    return "".join(f' {name}="{_text(value)}"' for name, value in values.items() if name != "xmlns")


def _text(html: str) -> str:
    # Most text has no references: a fifth of the time.
    return escape(clean(unescape(html))) if "&" in html or ">" in html else clean(html)


def name_of(element: Element) -> str:
    """The name of the element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def is_xhtml(element: Element) -> bool:
    """Whether the element is not one of a formula."""
    return str(element.tag).startswith(f"{{{XHTML}}}")


def rename(element: Element, name: str) -> None:
    """Give the element that name, and none of the attributes that depend on the one that it had."""
    element.tag = f"{{{XHTML}}}{name}"
    for key in set(element.attrib) - {"id", "class", "lang", LANG, "dir", "title", "style"}:
        del element.attrib[key]


def new(name: str, text: str = "", **attributes: str) -> Element:
    """A new element; an attribute `class_` is named without the underscore."""
    from lxml import etree

    element = etree.Element(f"{{{XHTML}}}{name}", {key.rstrip("_"): value for key, value in attributes.items()})
    element.text = text or None
    return element


def replace(element: Element, other: Element) -> None:
    """Put the other element into the place of the element; what follows it stays."""
    other.tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, other)


def unwrap(element: Element) -> None:
    """Put the content of the element into its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    children = list(element)
    _append_text(parent, at, element.text)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "") or None
    else:
        _append_text(parent, at, element.tail)
    element.tail = None
    parent.remove(element)


def _append_text(parent: Element, at: int, text: str | None) -> None:
    if not text:
        return
    if at == 0:
        parent.text = (parent.text or "") + text
    else:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text


def group(parent: Element, belongs: Callable[[Element], bool], wrapper: Callable[[], Element]) -> None:
    """Wrap each run of text and of children that do not belong directly in the parent; white space stays."""
    runs: list[Element] = []
    current: Element | None = None
    text, parent.text = parent.text, None
    children = list(parent)

    def add_text(words: str | None) -> None:
        nonlocal current
        if words and words.strip():
            if current is None:
                current = wrapper()
                runs.append(current)
            _append_text(current, len(current), words)

    add_text(text)
    for child in children:
        tail, child.tail = child.tail, None
        if belongs(child):
            current = None
            runs.append(child)
        else:
            if current is None:
                current = wrapper()
                runs.append(current)
            current.append(child)
        add_text(tail)
    for run in runs:
        parent.append(run)


def text_of(element: Element) -> str:
    """The text of the element, on one line; that of a formula is its TeX."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if name_of(element) == "math":
        annotations = element.findall(f".//{{{MATHML}}}annotation")
        yield "".join(annotation.text or "" for annotation in annotations)
        return
    if name_of(element) == "img":
        yield element.get("alt", "")
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
