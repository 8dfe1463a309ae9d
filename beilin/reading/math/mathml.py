"""MathML from a library → MathML Core rebuilt from an allow-list, which is safe in a page.

Elements and attributes are those of MathML Core (W3C, sections 2 to 4) without `href`, `id`, `style` and event
handlers. math-core writes the alignment of tables and the like as styles: each declaration that is listed here becomes
a class or an attribute, the others are dropped. Text is escaped.
"""

from __future__ import annotations

import re
from html import escape
from xml.etree.ElementTree import Element, ParseError, fromstring

from beilin.reading.math.errors import UnreadableFormulaError

MAX_MATHML_DEPTH = 200  # levels of elements; Python allows about 1,000 calls, two a level

_ENTITIES = {"&ApplyFunction;": "\u2061", "&InvisibleTimes;": "\u2062", "&nbsp;": "\xa0"}
_SIZE = ("displaystyle", "scriptlevel")
_ANYWHERE = frozenset({*_SIZE, "mathcolor", "mathsize"})
_ELEMENTS = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "mi": "mathvariant",
        "mo": "form lspace rspace stretchy symmetric maxsize minsize largeop movablelimits",
        "mspace": "width height depth",
        "mpadded": "width height depth lspace voffset",
        "mfrac": "linethickness",
        "munder": "accentunder",
        "mover": "accent",
        "munderover": "accent accentunder",
        "mtd": "columnspan rowspan",
        **dict.fromkeys(("mn", "mtext", "mrow", "msqrt", "mroot", "msub", "msup", "msubsup", "mmultiscripts"), ""),
        **dict.fromkeys(("mprescripts", "mtable", "mtr", "mphantom", "mstyle", "menclose"), ""),
    }.items()
}
_VALUE = re.compile(r"[A-Za-z0-9.%#+-]{1,24}\Z")

# Elements of HTML in <mtext>, whose text is kept.
_TEXT_CLASSES = {"b": "math-bold", "i": "math-italic", "em": "math-italic", "code": "math-code"}
_TEXT_ELEMENTS = _TEXT_CLASSES.keys() | {"a", "s", "u", "span"}

_STYLE_CLASSES = {
    "text-align:left": "math-left",
    "text-align:right": "math-right",
    "padding-left:0": "math-flush-left",
    "padding-right:0": "math-flush-right",
    "padding-left:1em": "math-indent",
    "padding-top:0": "math-tight",
    "border-left:0.05em solid currentcolor": "math-rule-left",
    "border-right:0.05em solid currentcolor": "math-rule-right",
    "border-top:0.05em solid currentcolor": "math-rule-top",
    "border-bottom:0.05em solid currentcolor": "math-rule-bottom",
    "border-left:0.05em dashed currentcolor": "math-dashes-left",
    "border-right:0.05em dashed currentcolor": "math-dashes-right",
    "border-top:0.05em dashed currentcolor": "math-dashes-top",
    "border-bottom:0.05em dashed currentcolor": "math-dashes-bottom",
    "width:100%": "math-wide",
    "width:50%": "math-half",
    "width:7.5%": "math-margin",
}
# Elements with children in small text.
_WITH_SMALL = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mfrac", "mroot"})
# <menclose> is not in MathML Core; it becomes a row with a class.
_ENCLOSURES = {
    "box": "math-box",
    "updiagonalstrike": "math-strike-up",
    "downdiagonalstrike": "math-strike-down",
    "updiagonalstrike downdiagonalstrike": "math-strike-up math-strike-down",
}
# Combining characters above a base, which browsers with some fonts draw beside or through it.
_ACCENTS = {"\u20d7": "→", "\u0332": "‾"}


def rebuild(mathml: str) -> str:
    """The content of the `<math>` element, one element as HTML. Raises UnreadableFormulaError."""
    for entity, character in _ENTITIES.items():
        mathml = mathml.replace(entity, character)
    if not mathml.startswith("<math") or "<!" in mathml or "<?" in mathml:
        raise UnreadableFormulaError("the library that reads it does not return MathML")
    try:
        root = fromstring(mathml)
    except ParseError as error:
        raise UnreadableFormulaError("the library that reads it does not return well-formed MathML") from error
    pieces: list[str] = []
    children = list(root)
    if len(children) == 1:
        _write(children[0], pieces, 0)
    else:
        pieces.append("<mrow>")
        for child in children:
            _write(child, pieces, 0)
        pieces.append("</mrow>")
    return "".join(pieces)


def _write(element: Element, pieces: list[str], depth: int, parent: str = "", *, is_small: bool = False) -> None:
    """Add the element, which is in a `parent`, to the pieces; `is_small` if the text around it may be small."""
    name = element.tag
    if depth > MAX_MATHML_DEPTH:
        raise UnreadableFormulaError("it is nested too deeply")
    if name not in _ELEMENTS:
        raise UnreadableFormulaError(f"its element <{name[:40]}> is not one of MathML Core")
    styles = _styles(element)
    before, after = _padding(styles) if name == "mpadded" else ("", "")
    if name == "menclose" or before or after:
        name = "mrow"
    attributes = _attributes(element, name, styles)
    # The size of text is that of <mstyle>: other elements may not have it in HTML (MathML 3).
    size = {
        key: attributes.pop(key) for key in _SIZE if key in attributes and (name, key) != ("mtable", "displaystyle")
    }
    if size == {"scriptlevel": "0"} and not is_small:
        size = {}
    if size:
        pieces.append(f"<mstyle{_written(size)}>")
    pieces.append(f"<{name}{_written(attributes)}>{before}")
    if name == "mtext":
        pieces.append(_text(element))
    elif element.text:
        is_accent = parent == "mover" and name == "mo"
        pieces.append(escape(_ACCENTS.get(element.text, element.text) if is_accent else element.text))
    if name != "mtext":
        for child in element:
            # Such a child is the line of an enclosure, which has a class here.
            if not child.get("class", "").startswith("menclose-"):
                _write(child, pieces, depth + 1, element.tag, is_small=is_small or element.tag in _WITH_SMALL)
    pieces.append(f"{after}</{name}>")
    if size:
        pieces.append("</mstyle>")


def _attributes(element: Element, name: str, styles: dict[str, str]) -> dict[str, str]:
    allowed = _ANYWHERE | _ELEMENTS[name]
    values = {
        key: value.replace("rem", "em") for key, value in element.items() if key in allowed and _VALUE.match(value)
    }
    classes = [_STYLE_CLASSES[key] for key in map(":".join, styles.items()) if key in _STYLE_CLASSES]
    if "margin-left" in styles and name == "mspace":
        classes.append("math-back")
    if name == "mtext" and len(element) == 1 and not element.text and not element[0].tail:
        classes += filter(None, [_TEXT_CLASSES.get(element[0].tag)])
    if element.tag == "menclose":
        notation = element.get("notation", "")
        if notation not in _ENCLOSURES:
            raise UnreadableFormulaError(f"“{notation[:40]}” cannot be shown around a part of it")
        classes.append(_ENCLOSURES[notation])
    if classes:
        values["class"] = " ".join(classes)
    for style, key in (("color", "mathcolor"), ("font-size", "mathsize")):
        if _VALUE.match(styles.get(style, "")):
            values[key] = styles[style]
    return values


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())


def _styles(element: Element) -> dict[str, str]:
    declarations = [declaration.partition(":") for declaration in element.get("style", "").split(";")]
    return {name.strip(): value.strip() for name, _, value in declarations if value}


def _padding(styles: dict[str, str]) -> tuple[str, str]:
    """Spaces in place of the padding of an <mpadded>."""
    widths = [styles.get(f"padding-{side}", "") for side in ("left", "right")]
    left, right = (f'<mspace width="{width}"></mspace>' if _VALUE.match(width) else "" for width in widths)
    return left, right


def _text(element: Element) -> str:
    if wrong := {inner.tag for inner in element.iter() if inner is not element} - _TEXT_ELEMENTS:
        raise UnreadableFormulaError(f"its text contains <{min(wrong)[:40]}>")
    return escape("".join(element.itertext()))
