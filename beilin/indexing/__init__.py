"""The search index: the texts of articles → small binary files of which a reader's browser fetches a few."""
