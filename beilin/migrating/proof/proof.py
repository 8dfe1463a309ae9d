"""The proof that a converted body loses no word."""

from __future__ import annotations

from collections.abc import Sequence

from beilin.importing.record.fingerprints import letters_of, normalised
from beilin.migrating.bodies.passes import undo
from beilin.migrating.model import Converted
from beilin.migrating.proof.words import words_of, words_of_source
from beilin.reading.html_tags import pieces_of
from beilin.reading.markdown import render_markdown
from beilin.reading.settings import ReaderSettings

_MAX_NAMED = 5  # words


def failure_of(body: str, converted: Converted, reader: ReaderSettings, shown: Sequence[str] | None = None) -> str:
    """Why the conversion of the body is not proved, in words; "" if it is.

    The edits undone give back the body; and every word that the page of the old body would show is on the page of the
    new one, or in a text that an edit replaced, which the import record has. Where words are and which other words
    there are is not a part of the proof. `shown` is the text of the new page if it is known already. It never raises.
    """
    try:
        if undo(converted) != body:
            return "its edits undone do not give back the text"
    except ValueError as error:
        return f"its edits cannot be undone: {error}"
    if converted.text == body:
        return ""
    try:
        before = _shown(body, reader)
        after = _shown(converted.text, reader) if shown is None else shown
    except Exception as error:  # the reader is not made to fail, but one body must not end the run of all
        return f"it cannot be read: {type(error).__name__}"
    replaced = words_of_source(old for olds in converted.undone for old in olds)
    kept = words_of(after)
    missing = words_of(before) - replaced - kept
    if missing and "<" in body:
        # A tag that nothing closes is shown as it is written; a browser would not have shown it.
        tags = (piece.raw for piece in pieces_of(body) if piece.kind in ("open", "close"))
        missing -= words_of_source(tags)
    if not missing:
        return ""
    # An edit beside a word may join it to another.
    letters = letters_of(normalised("".join(after)))
    lost = [word for word, count in missing.items() if letters.count(word) < count + kept[word]]
    return f"its page would lack {', '.join(sorted(lost)[:_MAX_NAMED])}" if lost else ""


def _shown(body: str, reader: ReaderSettings) -> list[str]:
    rendered, _ = render_markdown(body, file="", settings=reader)
    return [block.text for block in rendered.text]
