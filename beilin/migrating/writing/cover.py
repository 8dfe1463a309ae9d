"""Where the cover image of a document is now."""

from __future__ import annotations

from beilin.layout import CONTENT
from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.resolve import resolve
from beilin.migrating.model import Note


def cover_of(context: BodyContext) -> tuple[str, tuple[Note, ...]]:
    """The cover for `extra`: its address from the root of the site, a URL of a different host, or as it was written.

    The last is the case if the old site does not have the file, which is noted. "" if the document has no cover.
    """
    written = context.placed.facts.cover.strip()
    if not written:
        return "", ()
    found = resolve(written, context)
    if found.path in context.targets.places:
        return context.targets.places[found.path].removeprefix(CONTENT), ()
    if found.state == "remote":
        return written, ()
    return written, (Note("missing-file", context.document.path, 0, written),)
