"""The bytes of a source → its lines."""
