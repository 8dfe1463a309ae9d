"""Exports of WordPress (WXR 1.0 to 1.2): RSS with the posts as WordPress stores them.

items.py finds the posts in a file of any size, document.py converts one. In between: blocks.py (the block editor),
shortcodes/, and paragraphs.py (line breaks of the classic editor) make of the stored text the HTML that readers saw.
"""

from beilin.importing.formats.wxr.document import document
from beilin.importing.formats.wxr.items import items

__all__ = ["document", "items"]
