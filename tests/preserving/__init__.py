"""Bags, their verification, and the fixity of an archive."""
