"""Exports of Substack: a ZIP archive with a table of the posts, and the text of each as HTML.

items.py finds the posts in the archive, document.py converts one; widgets.py makes plain HTML of what Substack's editor
stores with the data for its scripts.
"""

from beilin.importing.formats.substack.document import document
from beilin.importing.formats.substack.items import items

__all__ = ["document", "items"]
