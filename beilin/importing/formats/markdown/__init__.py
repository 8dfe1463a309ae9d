"""Markdown given singly: files of editors and clippers, and what readers such as Jina give.

head.py finds the head and divides it into entries, facts.py says what they state, segments.py divides the body where
the site's reader does, blocks.py makes blocks of that, images.py finds the images beside the file.
"""

from beilin.importing.formats.markdown.document import convert_markdown, document, items

__all__ = ["convert_markdown", "document", "items"]
