"""A built site → a branch of a git remote, for hosts such as GitHub Pages."""
