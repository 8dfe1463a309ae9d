"""Shortcodes, tags, containers and components of the generators → Markdown.

- call.py, scope.py   a call as it was found; what replaces it; what that may depend on
- hugo.py, zola.py, liquid.py, blocks.py, jsx.py, elements.py   the syntaxes: each finds the calls in a text
- known/              what replaces a call, by its name, whatever its syntax
- templates/          calls that the old site itself defines, by what its templates write
- syntaxes.py         each syntax with the names that it knows, as a rule for bodies
- convert.py          the calls of a text → pieces; unknown ones become code, with a note
- piece_edits.py      pieces → edits that fit the lists, quotes and blocks around them
"""
