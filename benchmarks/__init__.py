"""How fast Beilin is, and how fast others are with the same Markdown. README.md says how to run it."""
