"""After any history of edits, builds and searches, the terminal finds what reading every file finds."""

from __future__ import annotations

import random
from collections.abc import Callable

from beilin.building.options import Reporting
from beilin.config import read_config
from beilin.reading.article import read_article
from beilin.reading.settings import reader_settings
from beilin.searching.prove import Text, holds
from beilin.searching.query import parse_query
from beilin.searching.search import matching_files
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

STEPS = 12
WORDS = ["開源", "軟體", "軟件", "授權", "llama", "source", "蒸餾"]
QUERIES = [*WORDS, "開源軟體", "開源 授權", "授權 -llama", '"llama source"', "sour"]


def found_by_reading(site: LittleSite, typed: str) -> set[str]:
    """The Markdown files of the articles that hold the query."""
    config, _ = read_config(site.root)
    assert config is not None
    found = set()
    for file in (site.root / "content/articles").glob("*.md"):
        path = file.relative_to(site.root).as_posix()
        read, _ = read_article(path, file.read_bytes(), reader_settings(config))
        if read and holds(parse_query(typed), [Text(read.summary.title), *(Text(block.text) for block in read.text)]):
            found.add(path)
    return found


def _edit(site: LittleSite, chance: random.Random) -> None:
    """Write an article with random words, as a new one or over another."""
    words = (chance.choice(WORDS) for _ in range(chance.randrange(1, 9)))
    body = "".join(f"{word}{chance.choice(['', ' ', '，', chr(10), chr(10) * 2])}" for word in words)
    front = {"date": f"20{chance.randrange(10, 40)}-01-01"} if chance.random() < 0.8 else {}
    front |= {"draft": "true"} if chance.random() < 0.2 else {}
    text = article(chance.choice(WORDS), body, **front)
    site.write({f"content/articles/a{chance.randrange(9)}.md": "---\n" if chance.random() < 0.1 else text})


def _remove(site: LittleSite, chance: random.Random) -> None:
    files = sorted((site.root / "content/articles").glob("*.md"))
    if len(files) > 1:
        chance.choice(files).unlink()


def _rename(site: LittleSite, chance: random.Random) -> None:
    files = sorted((site.root / "content/articles").glob("*.md"))
    file = chance.choice(files)
    file.rename(file.with_name(f"a{chance.randrange(9)}.md"))


def _build(site: LittleSite, _chance: random.Random) -> None:
    site.build()


EDITS: list[Callable[[LittleSite, random.Random], None]] = [_edit, _edit, _edit, _remove, _rename, _build]


def test_the_terminal_finds_what_reading_finds_after_any_history(make_site: MakeSite) -> None:
    chance = random.Random("searching")
    site = make_site({"content/articles/a0.md": article("開源")})
    config, _ = read_config(site.root)
    assert config is not None
    for step in range(STEPS):
        for _ in range(chance.randrange(1, 4)):
            chance.choice(EDITS)(site, chance)
        for typed in chance.sample(QUERIES, 4):
            found = matching_files(site.root, config, typed, Reporting())
            assert found == found_by_reading(site, typed), (step, typed)
