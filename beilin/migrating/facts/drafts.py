"""Which documents the old site did not publish to everyone: drafts, and what is private or behind a password."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from beilin.migrating.facts.values import Values, is_no, is_yes, text_of
from beilin.migrating.model import Note, OldTerm, SourceDocument

# Keys that are true or false, and which of the two means that a document is not published.
_FLAGS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("draft", "private", "unpublished"), is_yes),
    **dict.fromkeys(("published", "publish", "render"), is_no),
}
_PRIVATE = {"draft", "private", "unpublished", "pending", "trash"}


def is_unpublished(values: Values, document: SourceDocument, terms: tuple[OldTerm, ...], notes: list[Note]) -> bool:
    """Whether the old site did not publish the document to everyone.

    The keys that say so are marked as used in `values`; a password is added to the `notes`.
    """
    is_draft = document.is_draft or any(
        term.taxonomy == "tags" and term.name[0] in ("draft", "private") for term in terms
    )
    for key, is_private in _FLAGS.items():
        value = values.get(key)
        if is_yes(value) or is_no(value):
            values.place(key)
            is_draft |= is_private(value)
    for key in ("build", "_build"):  # of Hugo; the mapping remains in `extra`
        if isinstance(options := values.get(key), Mapping):
            is_draft |= is_no(options.get("render")) or text_of(options.get("render")) == "never"
    status = text_of(values.get("status")).lower()
    if status in _PRIVATE or status in ("published", "publish"):
        values.place("status")
        is_draft |= status in _PRIVATE
    if text_of(values.get("password")):
        notes.append(Note("made-draft", document.path, 0, "the old site asked for a password"))
        is_draft = True
    return is_draft
