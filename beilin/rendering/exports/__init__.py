"""Exports: the published articles and feeds as files for other programs.

Each format is a function from the value of a file (`planning/written_views.py`) to pieces of text, of which one article
at a time is in memory; a database is written by SQLite itself.
"""
