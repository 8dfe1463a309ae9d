"""What the sites of generators with the renderer Python-Markdown have in common."""

from __future__ import annotations

# The rules for bodies (`bodies/table.py`) of its syntax, and of the extensions and plug-ins that most sites use.
PYTHON_MARKDOWN = frozenset(
    {
        "abbreviations",
        "codehilite",
        "kramdown",
        "literal-brackets",
        "mkdocs-blocks",
        "more-marker",
        "tight-headings",
        "toc",
    }
)
