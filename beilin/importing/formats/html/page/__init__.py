"""A whole web page → a document: its text, the main region, and what it says about itself.

- decoding.py   bytes → text
- region/       which blocks are the article
- facts/        title, authors, dates and addresses that the page states
- selectors.py  the archive's own rules for single sites
- images.py     images that were saved with a page
- convert.py    all of it, for pages of any kind; `format.py` is the kind `html`
"""
