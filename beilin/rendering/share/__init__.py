"""Share pictures: the title of an article, its source and date, as a PNG for others to show with a link to it.

A picture follows from the values of its page, the bytes of the font, this code and the version of Pillow, which are all
in its render key. Pictures that were drawn are cached, because drawing takes longer than rendering a page.
"""
