"""Exports of Ghost: one JSON file with the tables of its database.

items.py finds the posts in a file of any size, document.py converts one. A post is stored as a tree of its editor:
lexical.py (since Ghost 5.65) and mobiledoc.py (since 1.0) make HTML of it, with cards.py for images, code, embedded
pages and everything else that is not text.
"""

from beilin.importing.formats.ghost.document import document
from beilin.importing.formats.ghost.items import items

__all__ = ["document", "items"]
