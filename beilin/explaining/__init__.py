"""Answers about what a site is made from, beside its pages."""
