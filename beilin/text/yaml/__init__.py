"""Strict YAML: parsing, typed fields, and writing scalars."""
