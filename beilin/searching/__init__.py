"""Questions to the search index: what was typed → which articles hold it, in what order, and where."""
