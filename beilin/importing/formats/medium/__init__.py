"""Exports of Medium: a ZIP archive with each post as an HTML page.

items.py finds the posts in the archive, document.py converts one.
"""

from beilin.importing.formats.medium.document import document
from beilin.importing.formats.medium.items import items

__all__ = ["document", "items"]
