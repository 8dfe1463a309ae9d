"""An SVG as a book may have it: without anything that would run, load or be refused (SVG 2; EPUB 3.3, section 6.2).

Elements are those of a list. What draws by other means (style sheets that load, foreign elements) is left out, and a
drawing that cannot be read is not in the book.
"""

from __future__ import annotations

import re

from beilin.rendering.epub.attributes import id_of
from beilin.rendering.epub.trees import Element

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_NAMES = """
svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon text tspan textPath image style a
linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer
feComposite feDiffuseLighting feDisplacementMap feDistantLight feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
"""
_ELEMENTS = frozenset(_NAMES.split())
# What loads something from elsewhere, or runs.
_UNSAFE = re.compile(r"@import|@font-face|url\((?!\s*['\"]?#)|expression\(|javascript:|behavior:", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]*)['\"]?\s*\)")
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif);base64,")
_HREFS = ("href", f"{{{_XLINK}}}href")
_KEPT_XML = (f"{{{_XML}}}lang", f"{{{_XML}}}space")
_NAME = re.compile(r"[A-Za-z][A-Za-z-]*[0-9]*\Z")
MAX_ELEMENTS = 50_000


def drawing_for_readers(data: bytes) -> bytes | None:
    """The SVG for the bytes of a file; None if it is not well-formed or too large."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    elements = list(root.iter())
    if root.tag != f"{{{_SVG}}}svg" or len(elements) > MAX_ELEMENTS:
        return None
    ids: set[str] = set()
    for element in elements:
        parent = element.getparent()
        if not isinstance(element.tag, str) or not _is_kept(element):
            if parent is not None:
                _remove(element, parent)
            continue
        if element.tag == f"{{{_SVG}}}a":  # an image leads nowhere
            is_in_text = parent is not None and parent.tag in (f"{{{_SVG}}}text", f"{{{_SVG}}}tspan")
            element.tag = f"{{{_SVG}}}{'tspan' if is_in_text else 'g'}"
            for key in _HREFS:
                element.attrib.pop(key, None)
        _clean(element, ids)
    etree.cleanup_namespaces(root, top_nsmap={None: _SVG, "xlink": _XLINK})
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _is_kept(element: Element) -> bool:
    namespace, _, name = element.tag.rpartition("}")
    if namespace != f"{{{_SVG}" or name not in _ELEMENTS:
        return False
    if name == "style":
        return not _UNSAFE.search("".join(element.itertext()))
    if name == "image":
        return any(_EMBEDDED.match(element.get(key, "")) for key in _HREFS)
    return True


def _remove(element: Element, parent: Element) -> None:
    if tail := element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def _clean(element: Element, ids: set[str]) -> None:
    for key, value in element.attrib.items():
        del element.attrib[key]
        if key in _HREFS:
            if value.startswith("#"):
                element.set(_HREFS[1], f"#{id_of(value[1:])}")
            elif _EMBEDDED.match(value):
                element.set(_HREFS[1], value)
        elif key == "id":
            if value and (identifier := id_of(value)) not in ids:
                ids.add(identifier)
                element.set(key, identifier)
        elif (key in _KEPT_XML or _is_attribute(key)) and not _UNSAFE.search(value):
            element.set(key, _REFERENCE.sub(lambda match: f"url(#{id_of(match[1])})", value))


def _is_attribute(key: str) -> bool:
    return _NAME.match(key) is not None and not key.startswith(("on", "data-", "aria-")) and key != "role"
