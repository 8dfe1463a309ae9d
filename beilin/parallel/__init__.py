"""Running pure functions on batches of items, in this process or in several."""
