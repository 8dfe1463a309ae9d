"""The whole migration: what it refuses, its two passes over the documents, what it writes, its record, and undo."""
