"""Reference pages and JSON Schema files, generated from the tables by which front matter and settings are read."""
