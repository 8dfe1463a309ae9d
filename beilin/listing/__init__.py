"""Articles that an editor looks for."""
