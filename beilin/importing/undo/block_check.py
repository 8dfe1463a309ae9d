"""The check that moving a block changes nothing else on the page."""

from __future__ import annotations

from beilin.importing.markdown.shown import Shown, reader_for_proof, shown_of, without_marks
from beilin.importing.undo.undo_error import UndoError
from beilin.reading.article import read_article
from beilin.reading.settings import ReaderSettings


def check_block_move(path: str, before: str, after: str, number: int, reader: ReaderSettings) -> None:
    """Raise UndoError unless the page gains or loses one stretch of text, and all else stays as it is."""
    old, new = _shown(path, before, reader), _shown(path, after, reader)
    if old is None or new is None:
        raise UndoError(f"{path} has errors; correct them first (build.py build shows them)")
    notes = [*(old.notes - new.notes).elements(), *(new.notes - old.notes).elements()]
    texts = (without_marks(old.text), without_marks(new.text))
    is_of_text = not notes and _differ_in_one_stretch(*texts)
    if not is_of_text and not (texts[0] == texts[1] and len(notes) == 2 and _differ_in_one_stretch(*notes)):
        message = f"block {number} cannot be moved without changing other parts of the page, such as footnotes"
        raise UndoError(f"{message}; edit the article")


def _shown(path: str, markdown: str, reader: ReaderSettings) -> Shown | None:
    article, _ = read_article(path, markdown.encode(), reader_for_proof(reader))
    return shown_of(article.body) if article else None


def _differ_in_one_stretch(first: str, second: str) -> bool:
    """Whether the longer text is the shorter one with something put in at one place, or both are the same."""
    shorter, longer = sorted((first, second), key=len)
    start = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return longer[start + len(longer) - len(shorter) :] == shorter[start:]
