"""The rules for lines that state front matter."""
