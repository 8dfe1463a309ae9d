"""MathML without its TeX → TeX, for the presentation elements that formulas are made of (MathML Core, section 3)."""

from __future__ import annotations

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import name_of

MAX_DEPTH = 40
MAX_LENGTH = 4000  # characters; the reader reads no longer ones
_SPECIAL = {"{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "_": r"\_", "\\": r"\backslash "}
_IGNORED = frozenset("\u2061\u2062\u2063\u2064\u200b")  # function application, invisible times …
_ACCENTS = {"^": "hat", "~": "tilde", "˜": "tilde", "¯": "bar", "→": "vec", "˙": "dot", "‾": "overline", "_": "bar"}


def tex_of_mathml(math: HtmlElement) -> str:
    """The TeX of a `math` element; "" if it has an element that is not known here."""
    try:
        tex = _children(math, 0)
    except _UnknownElementError:
        return ""
    return tex if len(tex) <= MAX_LENGTH else ""


class _UnknownElementError(Exception):
    """An element of MathML that is not known here."""


def _children(element: HtmlElement, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise _UnknownElementError
    return " ".join(part for child in element if name_of(child) and (part := _tex(child, depth + 1)))


def _tex(element: HtmlElement, depth: int) -> str:
    name = name_of(element)
    text = "".join(_SPECIAL.get(c, c) for c in (element.text or "").strip() if c not in _IGNORED)
    if name in ("mi", "mn", "mo"):
        return text if len(text) < 2 or name != "mi" else rf"\mathrm{{{text}}}"
    if name in ("mtext", "ms"):
        return rf"\text{{{text}}}" if text else ""
    if name in ("mrow", "semantics", "mstyle", "mpadded", "math"):
        return _children(element, depth)
    if name in ("annotation", "annotation-xml", "mspace", "mphantom"):
        return ""
    if name == "msqrt":
        return rf"\sqrt{{{_children(element, depth)}}}"
    if name == "mtable":
        rows = [" & ".join(_children(cell, depth) for cell in row) for row in element]
        joined = r" \\ ".join(rows)
        return rf"\begin{{matrix}} {joined} \end{{matrix}}" if rows else ""
    arguments = [_tex(child, depth + 1) for child in element if name_of(child)]
    return _with_arguments(name, arguments)


def _with_arguments(name: str, arguments: list[str]) -> str:
    match name, arguments:
        case "msup", [base, above]:
            return f"{{{base}}}^{{{above}}}"
        case "msub", [base, below]:
            return f"{{{base}}}_{{{below}}}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{{{base}}}_{{{below}}}^{{{above}}}"
        case "mfrac", [above, below]:
            return rf"\frac{{{above}}}{{{below}}}"
        case "mroot", [base, index]:
            return rf"\sqrt[{index}]{{{base}}}"
        case "mover", [base, accent] if accent in _ACCENTS:
            return rf"\{_ACCENTS[accent]}{{{base}}}"
        case "mover", [base, above]:
            return rf"\overset{{{above}}}{{{base}}}"
        case "munder", [base, below]:
            return rf"{{{base}}}_{{{below}}}"
    raise _UnknownElementError
