"""Tests of where documents and files of an old site go."""
