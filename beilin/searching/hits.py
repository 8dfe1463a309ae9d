"""An article that holds a query: its marked title, a snippet, and the line of the first place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from beilin.model import InputChangedError, Record
from beilin.planning.search_keys import shows_others
from beilin.problems.problem import Problem
from beilin.searching.articles import Articles
from beilin.searching.lines import Source
from beilin.searching.prove import Text, holds, marks_in
from beilin.searching.query import Query
from beilin.searching.snippets import Snippet, snippet
from beilin.text.decoding import decode_utf8


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the query."""

    path: str  # of the Markdown file, from the archive's root
    address: str  # from the site's root
    title: Snippet
    line: int  # of the first place in the body, else in the title; from 1
    snippet: Snippet
    score: float


def hit_in(articles: Articles, query: Query, number: int, score: float) -> Hit | None:
    """The article with that number as a hit; None if it does not hold the query. Raises InputChangedError."""
    document = articles.documents[number]
    title, *blocks = texts_of(articles, number)
    if not holds(query, [title, *blocks]):
        return None
    line = _line(articles, query, articles.records[document.path], blocks)
    marked = Snippet(title.text, marks_in(query, title))
    return Hit(document.path, document.address, marked, line, snippet(query, blocks), score)


def texts_of(articles: Articles, number: int) -> list[Text]:
    """The title and the blocks of the article with that number. Raises InputChangedError."""
    path = articles.documents[number].path
    return [Text(articles.records[path].summary.title), *(Text(block.text) for block in articles.texts.blocks(path))]


def _line(articles: Articles, query: Query, record: Record, blocks: Sequence[Text]) -> int:
    """The line of the first place. Of one in the text of another file, that of the reference that shows it."""
    path, bodies = record.summary.path, articles.texts.bodies
    place = _first_place(query, blocks)
    if place and shows_others(record):
        blocks = [Text(block.text) for block in bodies.text(path, record.body_digest)]
        place = _first_place(query, blocks)
        if not place:
            return min(ref.line for ref in record.references if ref.kind in {"part", "wiki"})
    try:
        text = decode_utf8((bodies.root / path).read_bytes(), path)
    except FileNotFoundError:
        raise InputChangedError(path) from None
    if isinstance(text, Problem):
        raise InputChangedError(path)
    settings = replace(bodies.settings, language=record.summary.language)
    title = record.summary.title
    source = Source(path, text, title, [block.text for block in blocks], settings)
    if place:
        return source.line_in_block(*place)
    return source.line_in_title(marks_in(query, Text(title))[0][0])


def _first_place(query: Query, blocks: Sequence[Text]) -> tuple[int, int] | None:
    """The number of the first block that holds a term, and the offset into it."""
    found = ((number, marks[0][0]) for number, block in enumerate(blocks) if (marks := marks_in(query, block)))
    return next(found, None)
