"""Bodies may contain what browsers show as meant and the rules of HTML forbid, since editors write HTML of their own.

E-readers are stricter, so what is against the content models of HTML (sections 4.3 to 4.11) is set right here: by
another element where that changes only what the element means, never by leaving out words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from beilin.rendering.epub.trees import Element, group, is_xhtml, name_of, new, rename, unwrap

# With content models of their own that are not worth keeping: what they mean is not shown.
_RENAMED = {
    **dict.fromkeys(("address", "footer", "header", "hgroup", "nav"), "div"),
    **dict.fromkeys(("data", "time"), "span"),
    "dfn": "i",
}
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SECTIONS = frozenset({"article", "aside", "section"})
_OTHER_BLOCKS = """
blockquote caption col colgroup dd details div dl dt figcaption figure hr li ol p pre summary table tbody td tfoot th
thead tr ul
"""
_BLOCKS = _HEADINGS | _SECTIONS | frozenset(_OTHER_BLOCKS.split())
# Phrasing content (HTML, section 3.2.5.2.5) without the transparent elements, and what else contains nothing but that.
_PHRASING_NAMES = """
abbr b bdi bdo cite code em i kbd mark p pre q rp rt ruby s samp small span strong sub sup u var
"""
_PHRASING = frozenset(_PHRASING_NAMES.split())
_STRICT = _HEADINGS | {"caption", "rp", "rt", "summary"}  # which keep their names; what is in them becomes phrasing
# What is not in terms and heads of tables, nor, because a reader operates it, in links.
_LIMITED = {
    "dt": _HEADINGS | _SECTIONS, "th": _HEADINGS | _SECTIONS, "a": frozenset({"details", "summary"}),
}  # fmt: skip
_TABLE = re.compile(r"c?g*h?(?:b*|r*)f?\Z")
_TABLE_LETTERS = {"caption": "c", "colgroup": "g", "thead": "h", "tbody": "b", "tr": "r", "tfoot": "f"}


def make_valid(tree: Element) -> None:
    """Set right what no content model of HTML allows."""
    elements = [element for element in tree.iter() if is_xhtml(element)]
    for element in elements:
        if name := _RENAMED.get(name_of(element)):
            rename(element, name)
    for element in elements:
        if repair := _REPAIRS.get(name_of(element)):
            repair(element)
    elements = [element for element in tree.iter() if is_xhtml(element)]
    for element in elements:
        if len(element) and name_of(element) in _STRICT:
            _make_phrasing(element)
    _raise_blocks(elements)
    for element in elements:
        name = name_of(element)
        if len(element) and name in _LIMITED:
            _rename_within(element, _LIMITED[name])
        elif name == "p" and len(element) == 1 and name_of(element[0]) == "img" and not _has_text(element):
            element.set("class", "picture")


def _make_phrasing(element: Element) -> None:
    for inner in element.iterdescendants():
        if not is_xhtml(inner):
            continue
        if name_of(inner) == "hr":
            rename(inner, "br")
        elif name_of(inner) in _BLOCKS:
            rename(inner, "span")


def _rename_within(element: Element, names: frozenset[str]) -> None:
    for inner in element.iterdescendants():
        if is_xhtml(inner) and name_of(inner) in names:
            rename(inner, "div")


def _raise_blocks(elements: Sequence[Element]) -> None:
    """An element that may contain no blocks and does becomes a block itself. The elements are in order."""
    with_blocks: set[Element] = set()
    for element in reversed(elements):
        name = name_of(element)
        if element in with_blocks and name in _PHRASING:
            for child in element if name == "ruby" else ():
                if name_of(child) in ("rt", "rp"):
                    rename(child, "span")
            rename(element, "div")
            name = "div"
        parent = element.getparent()
        if parent is not None and (name in _BLOCKS or element in with_blocks):
            with_blocks.add(parent)


def _list(element: Element) -> None:
    if _has_text(element) or any(name_of(child) != "li" for child in element):
        group(element, lambda child: name_of(child) == "li", lambda: new("li"))
    if name_of(element) == "ul":
        for item in element:
            item.attrib.pop("value", None)


def _definitions(element: Element) -> None:
    """Terms before definitions, or a `div` for each such group; otherwise plain blocks."""
    groups = [child for child in element if name_of(child) == "div"]
    if not _has_text(element) and (
        all(len(one) and _is_group(one) for one in groups)
        if groups and len(groups) == len(element)
        else _is_group(element)
    ):
        return
    for part in (*groups, element):
        for child in part:
            if name_of(child) in ("dt", "dd"):
                rename(child, "div")
    rename(element, "div")


def _is_group(element: Element) -> bool:
    letters = "".join({"dt": "t", "dd": "d"}.get(name_of(child), "x") for child in element)
    return not _has_text(element) and re.fullmatch(r"(?:t+d+)*", letters) is not None


def _ruby(element: Element) -> None:
    """Each base has a reading, with brackets on both sides of it or on none; what follows the last one is no base."""
    readings = [child for child in element if name_of(child) in ("rt", "rp")]
    if readings:
        _move_behind(element, readings[-1])
    letters = "x" if (element.text or "").strip() else ""
    for child in element:
        is_bracket = name_of(child) == "rp" and not len(child)  # with text alone
        letters += "p" if is_bracket else {"rt": "t", "rp": "-"}.get(name_of(child), "x")
        letters += "x" if (child.tail or "").strip() else ""
    if re.fullmatch(r"(?:x+(?:t|ptp)+)+", letters):
        return
    for child in readings:
        rename(child, "span")
    rename(element, "span")


def _move_behind(element: Element, last: Element) -> None:
    """Move what follows the child out of the element."""
    parent, following, tail = element.getparent(), list(last.itersiblings()), element.tail
    if parent is None:
        return
    element.tail, last.tail = last.tail, None
    at = parent.index(element)
    for offset, child in enumerate(following, 1):
        parent.insert(at + offset, child)
    end = parent[at + len(following)]
    end.tail = (end.tail or "") + (tail or "") or None


def _figure(element: Element) -> None:
    captions = [child for child in element if name_of(child) == "figcaption"]
    is_first = bool(captions) and element[0] is captions[0] and not (element.text or "").strip()
    is_last = bool(captions) and element[-1] is captions[-1] and not (captions[-1].tail or "").strip()
    for caption in captions[1:] if is_first else captions[: -1 if is_last else None]:
        rename(caption, "div")


def _caption(element: Element) -> None:
    parent = element.getparent()
    if parent is None or name_of(parent) != "figure":
        rename(element, "div")


def _details(element: Element) -> None:
    """What an article says is always visible."""
    summaries = [child for child in element if name_of(child) == "summary"]
    if summaries and element[0] is summaries[0] and not (element.text or "").strip():
        element.set("open", "open")
        for summary in summaries[1:]:
            rename(summary, "div")
        return
    rename(element, "div")


def _summary(element: Element) -> None:
    parent = element.getparent()
    if parent is None or name_of(parent) != "details":
        rename(element, "div")


def _table(element: Element) -> None:
    if _TABLE.match("".join(_TABLE_LETTERS.get(name_of(child), "x") for child in element)):
        return
    children: dict[str, list[Element]] = {name: [] for name in _TABLE_LETTERS}
    for child in list(element):
        children.setdefault(name_of(child), []).append(child)
        element.remove(child)
    captions, heads, feet = children["caption"], children["thead"], children["tfoot"]
    for part in (*heads[1:], *feet[:-1]):
        rename(part, "tbody")
    if children["tr"] and (children["tbody"] or heads[1:] or feet[:-1]):
        body = new("tbody")
        body.extend(children["tr"])
        children["tr"] = [body]
    for caption in captions[1:]:
        rename(caption, "span")
        captions[0].append(caption)
    parts: Sequence[Element] = (
        *captions[:1], *children["colgroup"], *heads[:1], *children["tbody"], *heads[1:], *children["tr"], *feet[:-1],
        *feet[-1:],
    )  # fmt: skip
    for part in parts:
        element.append(part)


def _columns(element: Element) -> None:
    if len(element):
        element.attrib.pop("span", None)


def _has_text(element: Element) -> bool:
    return any((text or "").strip() for text in (element.text, *(child.tail for child in element)))


_REPAIRS: dict[str, Callable[[Element], None]] = {
    "colgroup": _columns,
    "details": _details,
    "dl": _definitions,
    "figcaption": _caption,
    "figure": _figure,
    "ol": _list,
    "picture": unwrap,
    "ruby": _ruby,
    "summary": _summary,
    "table": _table,
    "ul": _list,
}
