"""The elements of a page, or of a piece of HTML in an export or a feed → blocks with their Markdown.

`convert.py` is what others call.
"""
