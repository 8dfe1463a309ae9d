"""What the page of a body shows, by the site's own reader."""

from __future__ import annotations

from functools import lru_cache

from beilin.model import TextBlock
from beilin.reading.markdown import render_markdown
from beilin.reading.settings import ReaderSettings


@lru_cache(maxsize=4)  # the proof and the import record ask for the same body
def shown_text(body: str, reader: ReaderSettings) -> tuple[TextBlock, ...]:
    """The text of the body, block by block."""
    rendered, _ = render_markdown(body, file="", settings=reader)
    return rendered.text
