"""Links follow a move however they are written; what only looks like a link stays."""

from __future__ import annotations

from pathlib import Path

from beilin.editing.edits import apply_edits
from beilin.editing.links import content_of, link_edits
from beilin.editing.moves import ARTICLE_TAIL, TAG_TAIL, Move
from beilin.reading.article import read_article
from beilin.reading.settings import ReaderSettings
from tests.golden import check_cases

SETTINGS = ReaderSettings("zh-Hant", "Asia/Taipei", "https://example.org/archive/")
BASE_URL = "https://example.org/archive/"
PATH = "content/articles/甲.md"
MOVES = {
    "article": Move(
        "/articles/old/",
        "/articles/new/",
        ARTICLE_TAIL,
        "content/articles/old.md",
        "content/articles/new.md",
        frozenset(["old", "舊 名"]),
        "new",
    ),
    "han": Move(
        "/articles/開源/", "/articles/新-名/", ARTICLE_TAIL, "content/articles/開 源.md", "content/articles/新-名.md"
    ),
    "signs": Move(
        "/articles/c-café/", "/articles/new/", ARTICLE_TAIL, "content/articles/C# café.md", "content/articles/new.md"
    ),
    "tag": Move("/tags/old/", "/tags/new/", TAG_TAIL),
    "page": Move("/about/", "/impressum/", ARTICLE_TAIL, "content/pages/about.md", "content/pages/impressum.md"),
}


def run_case(given: str) -> str:
    """The body after the move that its first line names, and the lines on which the old target stays."""
    name, _, body = given.partition("\n")
    text = f"---\ntitle: old.md\n---\n{body}"
    article, _ = read_article(PATH, text.encode(), SETTINGS)
    assert article
    result = link_edits(PATH, text, article, SETTINGS, MOVES[name.strip()], BASE_URL)
    after = apply_edits(text, result.edits)
    read, _ = read_article(PATH, after.encode(), SETTINGS)
    assert read
    assert content_of(read.body) == result.expected
    unchanged = (
        f"(unchanged: {', '.join(str(line - 3) for line in result.unchanged_lines)})\n"
        if result.unchanged_lines
        else ""
    )
    return after.removeprefix("---\ntitle: old.md\n---\n") + unchanged


def test_cases(regenerate: bool) -> None:
    check_cases(Path(__file__).parent / "cases/links.txt", run_case, regenerate=regenerate)
