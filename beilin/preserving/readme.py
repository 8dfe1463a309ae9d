"""The README of a bag: what it is and how to read it without any program, in plain words."""

from __future__ import annotations

from pathlib import Path

from beilin.config import Config
from beilin.text.languages import nearest_first

_FOLDER = Path(__file__).parent / "readme"
_DEFAULT = "en"


def readme_text(config: Config, articles: int) -> bytes:
    """The README of a bag of this archive, in its language or the nearest available one."""
    files = {path.stem: path for path in sorted(_FOLDER.glob("*.txt"))}
    text = files[nearest_first(config.language, files, _DEFAULT)[0]].read_text("utf-8")
    # Not str.format: a title may have braces.
    for name, value in (("{articles}", str(articles)), ("{url}", config.base_url), ("{title}", config.title)):
        text = text.replace(name, value)
    return text.encode()
