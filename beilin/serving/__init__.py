"""Serving: what changes on disk → a rebuild → the browser, with the site addressed as its host will address it."""
