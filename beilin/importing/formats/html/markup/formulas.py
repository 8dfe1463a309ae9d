"""Formulas as MathJax, KaTeX, Wikipedia, WordPress and others leave them in pages → their TeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import classes_of, name_of
from beilin.importing.formats.html.markup.mathml import tex_of_mathml

_CONTAINERS = frozenset({"katex", "katex-display", "mwe-math-element", "ztext-math"})
_RENDERED = re.compile(
    r"MathJax(?:_Display|_SVG(?:_Display)?|_CHTML|_Preview|_MathML)?|mjx-chtml|MJXc-display"
)  # MathJax 2
_IMAGE_CLASSES = frozenset({"latex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "ee_img"})
_IMAGE_SOURCE = re.compile(
    r"codecogs\.com/[a-z.]*latex|wp\.com/latex\.php|/equation\?tex=|chart\.(?:google)?apis\.com/chart\?cht=tx"
)
_DISPLAY = re.compile(r"katex-display|MathJax_(?:SVG_)?Display|MJXc-display|mwe-math-element-block")
_TEX_ENCODING = re.compile(r"application/x-(?:la)?tex|(?:la)?tex", re.IGNORECASE)
MAX_NEAR = 3  # siblings between what MathJax 2 shows and the script with its TeX


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula."""

    tex: str  # "" if the element only shows a formula whose TeX stands elsewhere
    is_display: bool
    is_in_text: bool = False  # whether an element in it has the TeX as its text, not an attribute or a script


def formula_of(element: HtmlElement) -> Formula | None:
    """The formula that the element shows; None if it shows none, or none whose TeX is known."""
    name = name_of(element)
    if name == "script":
        kind = (element.get("type") or "").lower()
        return _formula(element.text, "display" in kind) if kind.startswith("math/tex") else None
    if name == "img":
        return _of_image(element)
    if name in ("math", "mjx-container"):
        return _of_container(element)
    if name not in ("span", "div") or "class" not in element.attrib:
        return None
    classes = (element.get("class") or "").split()
    if any(_RENDERED.fullmatch(one) for one in classes):
        return Formula("", False) if _has_script_near(element) else _of_container(element)
    return None if _CONTAINERS.isdisjoint(classes) else _of_container(element)


def _of_image(element: HtmlElement) -> Formula | None:
    is_formula = "eeimg" in element.attrib or "data-eeimg" in element.attrib
    if not is_formula and _IMAGE_CLASSES.isdisjoint(classes_of(element)):
        source = element.get("src") or element.get("data-src") or ""
        if not _IMAGE_SOURCE.search(source):
            return None
    return _formula(element.get("alt") or element.get("data-tex"), element.get("eeimg") == "2")


def _of_container(element: HtmlElement) -> Formula | None:
    is_display = _is_display(element)
    for annotation in element.iter("annotation"):
        is_tex = _TEX_ENCODING.fullmatch((annotation.get("encoding") or "").strip())
        if is_tex and (formula := _formula("".join(annotation.itertext()), is_display, is_in_text=True)):
            return formula
    if tex := element.get("data-tex") or element.get("data-latex"):
        return _formula(re.sub(r"\\\\\s*\Z", "", tex), is_display or element.get("data-eeimg") == "2")
    math = next(element.iter("math"), None)
    if math is None:
        return None
    return _formula(math.get("alttext") or tex_of_mathml(math), is_display)


def _formula(tex: str | None, is_display: bool, *, is_in_text: bool = False) -> Formula | None:
    return Formula(tex.strip(), is_display, is_in_text) if tex and tex.strip() else None


def _is_display(element: HtmlElement) -> bool:
    if element.get("display") in ("true", "block") or _DISPLAY.search(element.get("class") or ""):
        return True
    math = next(element.iter("math"), None)
    return math is not None and math.get("display") == "block"


def _has_script_near(element: HtmlElement) -> bool:
    for _, sibling in zip(range(MAX_NEAR), element.itersiblings(), strict=False):
        if name_of(sibling) == "script" and (sibling.get("type") or "").lower().startswith("math/tex"):
            return True
    return False
