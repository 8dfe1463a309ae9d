"""Tests of what front matter says of a document."""
