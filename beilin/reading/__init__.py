"""Markdown file → Article. Reading one file depends on its bytes and the reader's configuration alone."""
