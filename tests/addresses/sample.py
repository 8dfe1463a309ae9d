"""The sample archive whose addresses are recorded: every kind of page, in two variants."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from beilin.layout import IMPORT_RECORD
from tests.little_site import LittleSite, article

FILES = Path(__file__).parent / "archive"
BASE_PATH = "/archive/"

# More than a home page (20), a tag page (50) and a month of a timeline on one page (24) can hold.
_NUMBERED = {
    f"content/articles/numbered-{n:02}.md": article(
        f"編號第{n:02}篇", f"第{n:02}篇的文字。\n", date=f"2018-{n // 28 + 5:02}-{n % 28 + 1:02}", tags="[numbered]"
    )
    for n in range(1, 56)
}
# Articles have moved to addresses by date, and the archive's own theme shows what a data file holds.
_MOVED = {
    "themes/own/theme.yaml": "extends: ink\n",
    "themes/own/templates/home.html": '{% extends "ink/home.html" %}{% block list %}{{ super() }}'
    "{% for person in data.team %}<p>{{ person.name }}，{{ person.work }}</p>{% endfor %}{% endblock %}\n",
}
_PERMALINKS = "permalinks: {articles: /:year/:month/:slug/, former: [/articles/:slug/, /:year/:slug/]}\n"

# What readers do not see as words: provenance, what addresses are made of, the targets of links, and other keys.
_NOT_WORDS = re.compile(
    r"^ *(provenance|slug|aliases|source_url):.*(\n +.*)*$|https?://\S+|\]\([^)]*\)|!\[\[.*?\]\]|\[\[[^\]|]*\||\b[\w-]+: ",
    re.MULTILINE,
)
_BETWEEN_PIECES = re.compile(r"[^\w ]+|\n")
_SHORTEST = 6  # bytes: two Han characters; anything shorter may occur by chance


def build_variants(root: Path) -> dict[str, LittleSite]:
    """Write the variants of the sample archive to folders in `root` and build them; the variants by name."""
    plain, moved = LittleSite(root / "plain"), LittleSite(root / "moved")
    for site in (plain, moved):
        shutil.copytree(FILES, site.root)
    plain.write(dict(_NUMBERED))
    settings = (FILES / "site.yaml").read_text("utf-8").replace("theme: ink", "theme: own")
    moved.write({"site.yaml": settings + _PERMALINKS, **_MOVED})
    for site in (plain, moved):
        result = site.build()
        assert result.published, result.problems
    return {"plain": plain, "moved": moved}


def all_words(site: LittleSite) -> set[str]:
    """The pieces of all that the variant's content says, and of the site's title."""
    paths = [path for path in (site.root / "content").rglob("*") if path.suffix in (".md", ".yaml")]
    texts = [path.read_text("utf-8") for path in paths if not path.name.endswith(IMPORT_RECORD)]
    return _pieces_of_all([_title((site.root / "site.yaml").read_text("utf-8")), *texts])


def own_words(site: LittleSite, address: str, markdown: str | None) -> set[str]:
    """Those pieces that are the address's own, and not there because a theme shows other pages beside it.

    `markdown` is the Markdown published beside an article.
    """
    page = site.root / "content/pages" / (address.strip("/").removesuffix(".html") + ".md")
    if page.is_file():
        parts = (site.root / "content/parts").rglob("*.md")
        return _pieces_of_all(path.read_text("utf-8") for path in (page, *parts))
    if markdown is None:
        return all_words(site)
    articles = (site.root / "content/articles").glob("*.md")
    titles = _pieces_of_all(_title(path.read_text("utf-8")) for path in articles)
    return all_words(site) - {title for title in titles if title not in markdown}


def _title(text: str) -> str:
    found = re.search("^title: .*$", text, re.MULTILINE)
    return found.group() if found else ""


def _pieces_of_all(texts: Iterable[str]) -> set[str]:
    return {piece for text in texts for piece in _pieces(text)}


def _pieces(text: str) -> set[str]:
    """What lies between punctuation and markup, without spaces."""
    pieces = {piece.replace(" ", "") for piece in _BETWEEN_PIECES.split(_NOT_WORDS.sub("\n", text))}
    return {piece for piece in pieces if len(piece.encode()) >= _SHORTEST}
