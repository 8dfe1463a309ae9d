"""Moving single lines between an article and its import record."""
