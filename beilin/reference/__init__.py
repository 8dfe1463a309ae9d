"""The reference of what editors write: Markdown pages and JSON Schema files, made from the readers' own tables."""
