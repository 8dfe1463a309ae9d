"""What a document becomes in the archive: its Markdown file and its import record."""
