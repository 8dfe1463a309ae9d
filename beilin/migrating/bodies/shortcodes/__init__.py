"""Shortcodes, tags, containers and components of the generators → Markdown.

- call.py, scope.py   a call as it was found; what becomes of it; what that may depend on
- hugo.py, zola.py, liquid.py, blocks.py, jsx.py, elements.py   the syntaxes: each finds the calls in a text
- known/              what becomes of a call, by its name, whatever its syntax
- templates/          calls of the old site's own, by what their templates write
- syntaxes.py         each syntax with the names that it knows, as a rule for bodies
- convert.py          the calls of a text → pieces; what is not known becomes code, with a note
- weave.py            pieces → edits that respect lists, quotes and blocks around them
"""
