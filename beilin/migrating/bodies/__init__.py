"""A body in the syntax of another generator → Markdown as Beilin reads it, as passes of edits.

- table.py      the rules in their order, and `convert_body`
- passes.py     applies one rule after another, and can undo all of it
- protected.py  code, formulas and comments, in which nothing is markup
- context.py    what a rule knows of the document and the site
- resolve.py    where a link of the old site leads now
- the others    one module for each rule
"""
