"""Exports of Blogger: Atom with posts, pages, comments and settings as entries.

There are two forms: that of the settings page until 2024, whose entries have categories of the scheme `#kind`, and that
of Google Takeout, whose entries have elements of the namespace `blogger`. entries.py reads both; items.py finds the
posts and their comments in a file of any size; document.py converts one.
"""

from beilin.importing.formats.blogger.document import document
from beilin.importing.formats.blogger.items import items

__all__ = ["document", "items"]
