"""Shortcodes, tags, containers and components of the generators → Markdown.

A syntax (`hugo.py`, `liquid.py` …) is a function that finds the calls in a text. What becomes of a call depends on its
name alone, not on the syntax: the tables below `known/` say so. `weave.py` makes edits of that.
"""
