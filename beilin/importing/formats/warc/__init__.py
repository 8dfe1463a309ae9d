"""WARC: the pages of a crawl, each with its images from the same file (ISO 28500).

reading.py goes through the records with warcio, within bounds; survey.py says which of them are pages, and where the
images are; payload.py decodes a body; items.py and document.py make articles of the pages.
"""

from beilin.importing.formats.warc.document import document
from beilin.importing.formats.warc.items import items

__all__ = ["document", "items"]
