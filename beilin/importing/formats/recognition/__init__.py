"""What a source is, from its first bytes and the names in an archive; never from its own name alone."""
