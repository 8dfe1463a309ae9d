"""What pages show of titles and summaries: with their punctuation set right where the file's body has that too.

Citations, structured data, messages and commands have the title as the file has it.
"""

from __future__ import annotations

from beilin.model import Summary
from beilin.text.tidying.tidy import tidied


def shown_title(summary: Summary) -> str:
    """The title as pages, feeds and the search show it."""
    return tidied(summary.title, summary.language) if summary.tidy else summary.title


def shown_summary(summary: Summary) -> str:
    """The summary as pages, feeds and the search show it."""
    return tidied(summary.summary, summary.language) if summary.tidy else summary.summary
