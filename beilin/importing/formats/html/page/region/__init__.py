"""Which blocks of a page are its article.

- readings.py  what two libraries take for it
- shapes.py    what is known of each block: its text, the elements around it, its neighbours
- judgement.py the decision, and its reasons
"""
