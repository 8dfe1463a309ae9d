"""Tests of what a document becomes in the archive."""
