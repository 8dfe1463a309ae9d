"""Composed sources whose truth is known line by line, to measure the importer on. All texts are made up."""
