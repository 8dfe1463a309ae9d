"""The proof that an import loses no word."""
