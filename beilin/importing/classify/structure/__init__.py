"""The rules for headings and lists."""
