"""Web pages and pieces of HTML → blocks."""
