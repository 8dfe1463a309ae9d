"""Bytes → site/, all or nothing, and the state of the last build."""
