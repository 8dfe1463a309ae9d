"""The walk over the elements of a page: blocks in its order.

Text and marks in a line are collected as runs until a block begins or ends; then they become a paragraph. What an
element means beyond that, the handler of its name knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.anchors import Anchors
from beilin.importing.formats.html.markup.elements import BLOCKS, keeps_lines, marks_of, name_of
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.html.markup.furniture import reason_to_leave_out
from beilin.importing.formats.html.markup.inline import formula_block, write_line
from beilin.importing.formats.html.markup.notes import Notes
from beilin.importing.formats.html.markup.parsing import WITHOUT_TEXT, all_text, clean
from beilin.importing.formats.html.markup.reading_back import letters_to_be_shown
from beilin.importing.formats.html.markup.runs import (
    Mark,
    Marks,
    Run,
    one_line,
    paragraphs_of,
    with_mark,
    without_strong,
)
from beilin.importing.formats.html.markup.tex_in_text import runs_of_text
from beilin.importing.model import Block, BlockKind, Container, Finding

MAX_DEPTH = 150  # of elements; what is nested more deeply is text without structure
MAX_CONTAINERS = 20  # of quotes and lists in each other; the reader allows for 30

Handler = Callable[["Walk", HtmlElement, Marks, int], bool]  # false if the element is nothing special after all
Handlers = Mapping[str, Sequence[Handler]]  # by the names of elements, in the order in which they are asked


@dataclass(frozen=True, slots=True)
class Made:
    """A block, where it came from, and why it is not part of the article if it is not."""

    block: Block
    element: HtmlElement
    finding: Finding | None = None
    runs: tuple[Run, ...] = ()  # of a paragraph

    @property
    def letters(self) -> str:
        """What the reader should show of it, without white space and the marks of footnotes."""
        return letters_to_be_shown(self.runs) if self.runs else "".join(self.block.text.split())


@dataclass(slots=True)
class Walk:
    """How far the walk over the elements has come."""

    origin: Origin
    first: Handlers  # asked even if the element is hidden
    then: Handlers
    notes: Notes
    anchors: Anchors
    is_shown: frozenset[HtmlElement]  # elements that only seem to be hidden
    made: list[Made] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)  # of the paragraph that is open
    place: HtmlElement | None = None  # in which this began
    set_aside: list[Made] = field(default_factory=list)  # found in it
    containers: tuple[Container, ...] = ()
    written: set[HtmlElement] = field(default_factory=set)  # elements whose text has its place already
    word_items: list[Container] = field(default_factory=list)  # the open items of a list that Word wrote
    keys: count[int] = field(default_factory=lambda: count(1))

    def content(self, element: HtmlElement, marks: Marks, depth: int) -> None:
        """Walk over the text and the elements in an element."""
        if depth > MAX_DEPTH:
            self.text(element, all_text(element), marks)
            return
        self.text(element, element.text, marks)
        for child in element:
            self.element(child, marks, depth + 1)
            self.text(element, child.tail, marks)

    def element(self, element: HtmlElement, marks: Marks, depth: int) -> None:
        """Walk over an element."""
        name = name_of(element)
        if not name or element in self.written:
            return
        if any(handle(self, element, marks, depth) for handle in self.first.get(name, ())) or name in WITHOUT_TEXT:
            return
        if (reason := reason_to_leave_out(element)) and element not in self.is_shown:
            self.leave_out(element, *reason)
        elif any(handle(self, element, marks, depth) for handle in self.then.get(name, ())):
            return
        elif name in BLOCKS:
            self.block(element, marks, depth)
        else:
            for mark in marks_of(element):
                marks = with_mark(marks, Mark(mark))
            self.content(element, marks, depth)

    def block(self, element: HtmlElement, marks: Marks, depth: int) -> None:
        """Walk over an element that begins and ends paragraphs."""
        self.end_paragraph()
        self.content(element, marks, depth)
        self.end_paragraph()

    def text(self, element: HtmlElement, text: str | None, marks: Marks) -> None:
        """Add a text of the element to the paragraph that is open."""
        if not text or not (self.runs or text.strip()):
            return
        if not keeps_lines(element) or "\n" not in text:
            for run in runs_of_text(clean(text), marks):
                self.run(element, run)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self.run(element, Run("", marks, "break"))
            self.run(element, Run(clean(line), marks))

    def run(self, element: HtmlElement, run: Run) -> None:
        """Add a run to the paragraph that is open."""
        if self.place is None:
            self.place = element
        self.runs.append(run)

    def add(self, kind: BlockKind, text: str, markdown: str, element: HtmlElement, level: int = 0) -> None:
        """Add a block after the paragraph that is open."""
        self.end_paragraph()
        self._append(Block(kind, text, markdown, self.line_of(element), level, self.containers), element)
        self._end_set_aside()

    def leave_out(self, element: HtmlElement, rule: str, evidence: str) -> None:
        """Set the text of an element aside; its block comes after the paragraph or the block that is open."""
        self.leave_out_text(all_text(element), element, rule, evidence)

    def leave_out_text(self, text: str, element: HtmlElement, rule: str, evidence: str) -> None:
        """Set a text of an element aside."""
        shown = " ".join(clean(text).split())
        last = self.set_aside[-1] if self.set_aside else None
        if last and last.finding and last.finding.rule == rule and last.finding.evidence == evidence and shown:
            shown = f"{last.block.text} {shown}"
            self.set_aside.pop()
        if shown:
            block = Block("paragraph", shown, write_line([Run(shown)]).markdown, self.line_of(element))
            self.set_aside.append(Made(block, element, Finding(0, rule, evidence, True)))
        if not self.runs:
            self._end_set_aside()

    def end_paragraph(self, level: int = 0, identifier: str = "") -> None:
        """Make a paragraph of the runs, or a heading of the level with an id."""
        runs, self.runs = self.runs, []
        place, self.place = self.place, None
        if place is not None and level:
            if line := one_line(runs):
                self._append_line(without_strong(line), place, level, f" {{#{identifier}}}" if identifier else "")
        elif place is not None:
            for paragraph in paragraphs_of(runs):
                if len(paragraph) == 1 and paragraph[0].is_display:
                    self._append(self._formula(paragraph[0], place), place)
                else:
                    self._append_line(paragraph, place, 0)
        self._end_set_aside()

    def line_of(self, element: HtmlElement) -> int:
        """The source's line of the element; 0 if that is not known."""
        first = self.origin.first_line
        return first + element.sourceline - 1 if first and element.sourceline else 0

    @contextmanager
    def within(self, container: Container) -> Iterator[None]:
        """What is added is in the container, unless it is nested too deeply."""
        self.end_paragraph()
        outer = self.containers
        if container.kind == "note":
            self.containers = (container,)
        elif len(outer) < MAX_CONTAINERS:
            self.containers = (*outer, container)
        yield
        self.end_paragraph()
        self.containers = outer

    @contextmanager
    def apart(self) -> Iterator[list[Made]]:
        """The blocks that are made meanwhile are in the list only, and in no container."""
        self.end_paragraph()
        outer, self.made = self.made, []
        containers, self.containers = self.containers, ()
        apart: list[Made] = []
        yield apart
        self.end_paragraph()
        apart += self.made
        self.made, self.containers = outer, containers

    def insert(self, pieces: Sequence[Made]) -> None:
        """Add pieces that were made apart."""
        self.end_paragraph()
        for piece in pieces:
            containers = (*self.containers, *piece.block.containers)[:MAX_CONTAINERS]
            self.made.append(replace(piece, block=replace(piece.block, containers=containers)))

    def keep_set_aside(self, pieces: Sequence[Made]) -> list[Made]:
        """The pieces that are of the article; the others are set aside after the block that is open."""
        self.set_aside += [piece for piece in pieces if piece.finding]
        return [piece for piece in pieces if not piece.finding]

    def _append_line(self, runs: list[Run], element: HtmlElement, level: int, end: str = "") -> None:
        is_in_item = self.containers and self.containers[-1].kind in ("bullet", "ordered")
        line = write_line(runs, "heading" if level else "item" if is_in_item else "paragraph")
        markdown = f"{'#' * level} {line.markdown}{end}" if level else line.markdown
        kind: BlockKind = "heading" if level else "paragraph"
        self._append(Block(kind, line.text, markdown, self.line_of(element), level, self.containers), element, runs)

    def _formula(self, run: Run, element: HtmlElement) -> Block:
        return Block("other", run.text, formula_block(run.markdown), self.line_of(element), 0, self.containers)

    def _append(self, block: Block, element: HtmlElement, runs: Sequence[Run] = ()) -> None:
        self.made.append(Made(block, element, None, tuple(runs)))

    def _end_set_aside(self) -> None:
        self.made += self.set_aside
        self.set_aside = []
