"""Copies of a site for reading offline."""
