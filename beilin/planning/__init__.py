"""Articles → the archive's facts (order, tags, years, neighbours) → Pages."""
