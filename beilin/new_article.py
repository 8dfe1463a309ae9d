"""A new article, well-formed from its first line."""

from __future__ import annotations

import json
from pathlib import Path

from beilin.config import Config
from beilin.text.dates import today_in
from beilin.text.slugs import slugify


def begin_article(root: Path, config: Config, title: str) -> Path:
    """Write a draft with the title into content/articles/, dated today in the site's time zone; its path.

    Raises ValueError where the title makes no file name, FileExistsError where there is such an article.
    """
    slug = slugify(title)
    if not slug:
        raise ValueError("the title has no letter or digit to make a file name of")
    path = root / "content" / "articles" / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    # A JSON string is a YAML string in double quotes (YAML 1.2, section 1.3).
    quoted = json.dumps(" ".join(title.split()), ensure_ascii=False)
    date = today_in(config.time_zone)
    text = f"---\ntitle: {quoted}\ndate: {date}\nlanguage: {config.language}\ntags: []\ndraft: true\n---\n\n"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise FileExistsError(f"{path.relative_to(root)} is there already") from None
    return path
