"""The proof that a converted body loses no word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from beilin.importing.record.fingerprints import normalised
from beilin.migrating.bodies.passes import undo
from beilin.migrating.model import Converted
from beilin.migrating.proof.page import texts_of_page
from beilin.migrating.proof.words import words_of, words_of_source
from beilin.reading.html_tags import pieces_of
from beilin.reading.markdown import render_markdown
from beilin.reading.settings import ReaderSettings
from beilin.text.letters import letters_of

_MAX_NAMED = 5  # words
# The kind of a callout; the name of a footnote; the language of code; the number of an item of a list.
_MARKS = re.compile(r"\[!([\w-]+)|\[\^([^\]\s]+)\]|(?:`{3,}|~{3,})(.*)|^[ \t>]*(\d{1,9})[.)][ \t]", re.MULTILINE)


def failure_of(body: str, converted: Converted, reader: ReaderSettings, page: Sequence[str] | None = None) -> str:
    """Why the conversion of the body cannot be proved, in words; "" if it is.

    The edits undone give back the body; and every word that the page of the old body would show is on the page of the
    new one, or in a text that an edit replaced, which the import record has. The proof does not cover where the
    words are, nor what other words there are. `page` are the texts of the new page if they are known (`texts_of_page`).
    It never raises.
    """
    try:
        if undo(converted) != body:
            return "its edits undone do not give back the text"
    except ValueError as error:
        return f"its edits cannot be undone: {error}"
    if converted.text == body:
        return ""
    try:
        rendered, _ = render_markdown(body, file="", settings=reader)
        if page is None:
            new, _ = render_markdown(converted.text, file="", settings=reader)
            page = texts_of_page(new.text, new.body)
    except Exception as error:  # the reader is not made to fail, but one body must not end the run of all
        return f"it cannot be read: {type(error).__name__}"
    # Most blocks are on both pages.
    before, after = Counter(block.text for block in rendered.text), Counter(page)
    has = words_of((after - before).elements())
    missing = words_of((before - after).elements())
    if missing:
        missing -= words_of_source(old for olds in converted.undone for old in olds) + has
    if missing:
        missing -= words_of_source(_markup(body, converted.text))
    if not missing:
        return ""
    # An edit next to a word may join it to its neighbour.
    letters = letters_of(normalised("".join((after - before).elements())))
    lost = [word for word, count in missing.items() if letters.count(word) < count + has[word]]
    return f"its page would lack {', '.join(sorted(lost)[:_MAX_NAMED])}" if lost else ""


def _markup(old: str, new: str) -> Iterator[str]:
    """What the old page shows as written, and the new page reads as markup.

    Tags that nothing closes; and the marks of the new body, which may have been in an indented block that the old
    generator read and Beilin reads as code, or after such a tag.
    """
    yield from ("".join(match) for match in _MARKS.findall(new))
    if "<" in old:
        yield from (piece.raw for piece in pieces_of(old) if piece.kind in ("open", "close"))
