"""Articles found by what an editor looks for."""
