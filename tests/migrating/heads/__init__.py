"""Tests of the reading of front matter in every form."""
