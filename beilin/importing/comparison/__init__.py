"""A source beside its article, for an editor to read."""
