"""Which blocks of a page are its article.

- readings.py  what two libraries take for it
- blocks.py    the blocks, measured
- names.py     what classes and ids say
- shape.py     the page as a whole
- traits.py    what is asked about each block
- scoring.py   how likely a block is the article's, by learned trees
- completing.py what follows for lists, headings and images in it
- judgement.py the decision, and its reasons
"""
