"""The import record: where every line of a source went."""
