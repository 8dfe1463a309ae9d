"""Handler of definition lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import name_of
from beilin.importing.formats.html.markup.inline import write_line
from beilin.importing.formats.html.markup.parsing import all_text
from beilin.importing.formats.html.markup.reading_back import letters_shown
from beilin.importing.formats.html.markup.runs import Marks, one_line
from beilin.importing.formats.html.markup.state import Made, Walk
from beilin.importing.markdown.blocks import write_blocks

_PLAIN = frozenset({"paragraph", "code"})


@dataclass(frozen=True, slots=True)
class _Part:
    is_term: bool
    pieces: tuple[Made, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.block.text for piece in self.pieces)


def definitions(walk: Walk, element: HtmlElement, _marks: Marks, depth: int) -> bool:
    """`<dl>`: one block with terms and definitions, if these are paragraphs, lists and code; else paragraphs."""
    elements = list(_parts(element))
    if not _alternate([name_of(part) for part in elements]) or _letters(element) != sum(map(_letters, elements)):
        return False
    walk.end_paragraph()
    parts, pieces = [], []
    for part in elements:
        with walk.apart() as made:
            walk.content(part, (), depth + 1)
        own = [piece for piece in made if not piece.finding]
        pieces += made
        parts.append(_Part(name_of(part) == "dt", tuple(own)))
    text = " ".join(part.text for part in parts if part.pieces)
    written = _written(parts)
    if written and letters_shown(written) == "".join(piece.letters for part in parts for piece in part.pieces):
        walk.keep_set_aside(pieces)
        walk.add("other", text, written, element)
    else:
        walk.insert(pieces)
    return True


def _letters(element: HtmlElement) -> int:
    return len("".join(all_text(element).split()))


def _parts(element: HtmlElement) -> Iterator[HtmlElement]:
    """The terms and definitions, also in a `div` around each group; anything else is a part as well."""
    for child in element:
        if name_of(child) == "div":
            yield from child
        elif name_of(child):
            yield child


def _alternate(names: list[str]) -> bool:
    """Whether each term is followed by definitions of its own; Markdown has no definition of two terms."""
    is_complete = bool(names) and set(names) == {"dt", "dd"} and names[0] == "dt" and names[-1] == "dd"
    return is_complete and ("dt", "dt") not in pairwise(names)


def _written(parts: list[_Part]) -> str:
    """The list in Markdown (docs/writing.md; Markdown Extra, "Definition Lists"); "" if it cannot be written so."""
    lines: list[str] = []
    for number, part in enumerate(parts):
        if not part.pieces or any(piece.block.kind not in _PLAIN for piece in part.pieces):
            return ""
        first = part.pieces[0]
        if first.block.kind != "paragraph" or first.block.containers or (part.is_term and len(part.pieces) > 1):
            return ""
        if part.is_term:
            lines += [""] * (number > 0 and not parts[number - 1].is_term) + [write_line(one_line(first.runs)).markdown]
        else:
            written = write_blocks([piece.block for piece in part.pieces]).split("\n")
            lines += [f": {written[0]}", *(f"  {line}".rstrip() for line in written[1:])]
    return "\n".join(lines)
