"""Source article → Markdown file, and an account of every line of the source."""
