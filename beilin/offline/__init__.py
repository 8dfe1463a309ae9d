"""A built site → a copy that browsers open from a file: the same pages, with relative addresses."""
