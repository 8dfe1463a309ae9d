"""Markdown file → Article. Reading a file depends only on its bytes and the reader's settings."""
