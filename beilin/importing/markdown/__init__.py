"""The article as a Markdown file."""
