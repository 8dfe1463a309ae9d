"""Slips of Markdown, and the syntax of other generators: what an editor wrote and the reader shows as it is written."""
