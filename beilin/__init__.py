"""Beilin, a static site generator for an archive of technology commentary."""

__version__ = "0.1.0"
