"""Elements → blocks, in the order of the page.

Text and marks in a line are collected as runs until a block begins or ends; then they become a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape as escape_html
from itertools import count

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.addresses import link_address
from beilin.importing.formats.html.markup.code import fenced, read_code
from beilin.importing.formats.html.markup.elements import (
    BLOCKS,
    CONTROLS,
    FALLBACKS,
    HEADINGS,
    is_hidden,
    keeps_lines,
    marks_of,
    name_of,
)
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.html.markup.images import image, image_address, image_target
from beilin.importing.formats.html.markup.inline import write_line
from beilin.importing.formats.html.markup.parsing import WITHOUT_TEXT, clean, is_formula_script
from beilin.importing.formats.html.markup.runs import Mark, Run, collapsed, paragraphs_of
from beilin.importing.model import Block, BlockKind, Container, Finding

MAX_DEPTH = 150  # of elements; what is nested more deeply is text without structure
MAX_CONTAINERS = 20  # of quotes and lists in each other; the reader allows for 30

Marks = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A block, where it came from, and why it is not part of the article if it is not."""

    block: Block
    element: HtmlElement
    finding: Finding | None = None


@dataclass(slots=True)
class Walk:
    """How far the walk over the elements has come."""

    origin: Origin
    made: list[Made] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)  # of the paragraph that is open
    place: HtmlElement | None = None  # in which this began
    set_aside: list[Made] = field(default_factory=list)  # found in it
    containers: tuple[Container, ...] = ()
    written: set[HtmlElement] = field(default_factory=set)  # elements whose text has its place already
    keys: count[int] = field(default_factory=lambda: count(1))

    def line_of(self, element: HtmlElement) -> int:
        """The source's line of the element; 0 if that is not known."""
        first = self.origin.first_line
        return first + element.sourceline - 1 if first and element.sourceline else 0

    def add(self, kind: BlockKind, text: str, markdown: str, element: HtmlElement, level: int = 0) -> None:
        """Add a block after the paragraph that is open."""
        self.end_paragraph()
        self.made.append(Made(Block(kind, text, markdown, self.line_of(element), level, self.containers), element))

    def leave_out(self, text: str, rule: str, evidence: str, element: HtmlElement) -> None:
        """Set a text aside; its block comes after the paragraph that is open."""
        shown = " ".join(clean(text).split())
        if shown:
            block = Block("paragraph", shown, write_line([Run(shown)]).markdown, self.line_of(element))
            self.set_aside.append(Made(block, element, Finding(0, rule, evidence, True)))

    def end_paragraph(self, level: int = 0) -> None:
        """Make a paragraph of the runs, or a heading of the level."""
        runs, self.runs = collapsed(self.runs), []
        element = self.place
        self.place = None
        paragraphs = paragraphs_of(runs)
        if level and paragraphs:
            paragraphs = [
                [Run(" ", run.marks) if run.is_break else run for part in paragraphs for run in [*part, Run(" ")]]
            ]
            paragraphs = paragraphs_of(collapsed(paragraphs[0]))
        for paragraph in paragraphs:
            line = write_line(paragraph, "heading" if level else "paragraph")
            kind: BlockKind = "heading" if level else "paragraph"
            markdown = f"{'#' * level} {line.markdown}" if level else line.markdown
            if element is not None:
                block = Block(kind, line.text, markdown, self.line_of(element), level, self.containers)
                self.made.append(Made(block, element))
        for piece in self.set_aside:
            self.made.append(replace(piece, finding=replace_line(piece.finding, len(self.made))))
        self.set_aside = []


def replace_line(finding: Finding | None, line: int) -> Finding | None:
    return replace(finding, line=line) if finding else None


def walk(element: HtmlElement, origin: Origin) -> list[Made]:
    """The blocks in the element."""
    state = Walk(origin)
    _content(state, element, (), 0)
    state.end_paragraph()
    return state.made


def _content(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> None:
    """Walk over the text and the elements in an element."""
    if depth > MAX_DEPTH:
        _text(walk, element, " ".join(element.itertext()), marks)
        return
    _text(walk, element, element.text, marks)
    for child in element:
        _element(walk, child, marks, depth + 1)
        _text(walk, element, child.tail, marks)


def _text(walk: Walk, element: HtmlElement, text: str | None, marks: Marks) -> None:
    if not text or not (walk.runs or text.strip()):
        return
    if walk.place is None:
        walk.place = element
    if keeps_lines(element) and "\n" in text:
        for number, line in enumerate(clean(text).split("\n")):
            if number:
                walk.runs.append(Run("", marks, is_break=True))
            walk.runs.append(Run(line, marks))
    else:
        walk.runs.append(Run(clean(text), marks))


def _atom(walk: Walk, element: HtmlElement, run: Run) -> None:
    if walk.place is None:
        walk.place = element
    walk.runs.append(run)


def _element(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> None:
    name = name_of(element)
    if not name or element in walk.written or (name in WITHOUT_TEXT and not is_formula_script(element)):
        return
    if is_hidden(element):
        walk.leave_out(element.text_content(), "hidden", f"<{name}> is not shown on the page", element)
    elif name in FALLBACKS or name in CONTROLS:
        rule = "page furniture" if name in CONTROLS else "hidden"
        walk.leave_out(element.text_content(), rule, f"in <{name}>", element)
    elif handler := _HANDLERS.get(name):
        handler(walk, element, marks, depth)
    elif name in BLOCKS:
        walk.end_paragraph()
        _content(walk, element, marks, depth)
        walk.end_paragraph()
    else:
        _content(walk, element, _with_marks(marks, element), depth)


def _with_marks(marks: Marks, element: HtmlElement) -> Marks:
    """The marks around the content of an inline element. Code is the innermost mark."""
    new = [Mark(name) for name in marks_of(element) if Mark(name) not in marks]
    if not new:
        return marks
    code = Mark("code")
    joined = [*marks, *new]
    return tuple([mark for mark in joined if mark != code] + [code] * (code in joined))


def _link(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> None:
    address = link_address(element.get("href") or "", walk.origin)
    is_in_link = any(mark.name == "a" for mark in marks)
    code = Mark("code")
    inner = marks
    if address and not is_in_link:
        inner = (*(mark for mark in marks if mark != code), Mark("a", address), *([code] if code in marks else []))
    _content(walk, element, inner, depth)


def _heading(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> None:
    walk.end_paragraph()
    start = len(walk.made)
    _content(walk, element, tuple(mark for mark in marks if mark.name != "strong"), depth)
    if len(walk.made) == start:
        walk.end_paragraph(HEADINGS[name_of(element)])
    else:
        walk.end_paragraph()


def _line_break(walk: Walk, _element: HtmlElement, marks: Marks, _depth: int) -> None:
    if walk.runs:
        walk.runs.append(Run("", marks, is_break=True))


def _rule(walk: Walk, element: HtmlElement, _marks: Marks, _depth: int) -> None:
    walk.add("rule", "", "---", element)


def _image(walk: Walk, element: HtmlElement, marks: Marks, _depth: int) -> None:
    target = image_target(image_address(element, walk.origin), walk.origin)
    if target:
        _atom(walk, element, Run("", marks, image(target, element.get("alt") or "")))


def _code_block(walk: Walk, element: HtmlElement, _marks: Marks, _depth: int) -> None:
    code = read_code(element)
    if code.text.strip():
        walk.add("code", code.text, fenced(code.text, code.language), element)


def _inside(walk: Walk, element: HtmlElement, marks: Marks, depth: int, container: Container) -> None:
    """Walk over what is in a container."""
    walk.end_paragraph()
    outer = walk.containers
    if len(outer) < MAX_CONTAINERS:
        walk.containers = (*outer, container)
    _content(walk, element, marks, depth)
    walk.end_paragraph()
    walk.containers = outer


def _quote(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> None:
    _inside(walk, element, marks, depth, Container("quote", next(walk.keys)))


def _list(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> None:
    walk.end_paragraph()
    is_ordered = name_of(element) == "ol"
    key = next(walk.keys)
    number = _integer(element.get("start"), 1) - 1
    outer = walk.containers
    last = outer
    _text(walk, element, element.text, marks)
    for child in element:
        if name_of(child) == "li" and not is_hidden(child):
            number = _integer(child.get("value"), number + 1)
            kind_number = max(number, 0) if is_ordered else 0
            item = Container("ordered" if is_ordered else "bullet", next(walk.keys), key, kind_number)
            _inside(walk, child, marks, depth + 1, item)
            last = (*outer, item)
        else:
            walk.containers = last if len(last) <= MAX_CONTAINERS else outer
            _element(walk, child, marks, depth + 1)
            walk.end_paragraph()
            walk.containers = outer
        _text(walk, element, child.tail, marks)
    walk.end_paragraph()


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default


def _details(walk: Walk, element: HtmlElement, marks: Marks, depth: int) -> None:
    summary = next((child for child in element if name_of(child) == "summary"), None)
    label = " ".join(clean(summary.text_content()).split()) if summary is not None else ""
    if summary is not None:
        walk.written.add(summary)
    _inside(walk, element, marks, depth, Container("details", next(walk.keys), label=escape_html(label, quote=False)))


_HANDLERS: dict[str, Callable[[Walk, HtmlElement, Marks, int], None]] = {
    "a": _link,
    "br": _line_break,
    "hr": _rule,
    "img": _image,
    "pre": _code_block,
    "blockquote": _quote,
    "details": _details,
    "ul": _list,
    "ol": _list,
    "menu": _list,
    "dir": _list,
    **dict.fromkeys(HEADINGS, _heading),
}
