"""Where a site is uploaded file by file; `target.py` says what each of these places does."""
