"""What becomes of calls, by name. The names are those of generators, themes and plugins that many archives use."""
