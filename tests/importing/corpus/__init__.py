"""Composed sources with the right result for every line, to measure the importer with. All texts are invented."""
