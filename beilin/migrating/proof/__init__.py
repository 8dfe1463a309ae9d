"""The proof that a converted body loses nothing: undone it is the old body, and its page shows every word of that."""
