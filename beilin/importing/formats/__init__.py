"""Kinds of sources: how each is recognised, and how its bytes become items and an item a document of blocks."""
