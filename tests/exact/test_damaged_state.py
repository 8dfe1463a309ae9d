"""A state that is damaged anywhere is noticed, or hurts nothing."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, Reporting, build
from beilin.building.code_version import code_fingerprint
from beilin.publishing.state import DamagedStateError, State, StateFile
from tests.exact.elsewhere import Elsewhere
from tests.exact.subject import clean_build
from tests.little_site import LittleSite, article, little_site

AT_EVERY_BYTE = bool(os.environ.get("BEILIN_STEPS"))
PAGE = 4096  # bytes of a page of SQLite
NEW_TO_SQLITE = 512  # a file below the least size of a page is an empty database to it


@pytest.fixture
def site(tmp_path: Path) -> LittleSite:
    """A built archive with a small state."""
    site = little_site(tmp_path / "archive", {f"content/articles/a{n}.md": article(f"題{n}") for n in range(2)})
    site.options = BuildOptions(jobs=1, today="2026-06-01")
    site.build_well()
    return site


def state_of(site: LittleSite) -> Path:
    """The file of its state."""
    (path,) = (site.root / ".beilin").glob("*.sqlite")
    return path


def test_a_state_cut_off_at_any_byte_is_noticed(site: LittleSite) -> None:
    path = state_of(site)
    file, data = StateFile(path, code_fingerprint()), path.read_bytes()
    whole = file.load()
    assert whole.outputs
    near = {page + at for page in range(0, len(data), PAGE) for at in range(-2, 3)} | set(range(100))
    lengths = range(len(data)) if AT_EVERY_BYTE else sorted(near | set(range(0, len(data), 61)))
    for length in [length for length in lengths if 0 <= length < len(data)]:
        path.write_bytes(data[:length])
        try:
            loaded = file.load()
        except DamagedStateError:
            continue
        assert loaded == whole or (length < NEW_TO_SQLITE and loaded == State()), length


def test_a_build_on_a_damaged_state_is_right_and_says_so(
    site: LittleSite, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    path, chance = state_of(site), random.Random(0)
    data = path.read_bytes()
    lengths = [
        NEW_TO_SQLITE,
        PAGE - 1,
        PAGE,
        PAGE + 1,
        len(data) // 2,
        len(data) - PAGE,
        *chance.sample(range(NEW_TO_SQLITE, len(data)), 4),
    ]
    for number, length in enumerate(lengths):
        site.write({"content/articles/a0.md": article(f"改{number}")})
        _, files = clean_build(site, elsewhere, tmp_path / "fresh")
        path.write_bytes(data[:length])
        said: list[str] = []
        result = build(site.root, site.options, Reporting(said.append))
        assert (result.published, result.problems) == (True, ())
        assert site.outputs() == files
        assert [words for words in said if "is damaged" in words and "building without it" in words], (length, said)


def test_whatever_else_lies_beside_the_state_may_be_cut_off(
    site: LittleSite, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    """A body that was kept is checked by its digest, and read again from its Markdown."""
    others = [path for path in (site.root / ".beilin").rglob("*") if path.is_file() and path != state_of(site)]
    for number in range(8):
        for path in others:
            if path.exists():
                data = path.read_bytes()
                path.write_bytes(data[: len(data) * number // 8])
        site.write({"themes/bare/templates/article.html": f"{number} {{{{ body | safe }}}}"})
        site.build_well()
        assert site.outputs() == clean_build(site, elsewhere, tmp_path / "fresh")[1]


def test_a_state_that_is_wrong_about_a_source_is_given_up_in_the_end(site: LittleSite) -> None:
    page = site.output / "articles/a0/index.html"
    good = page.read_bytes()
    with closing(sqlite3.connect(state_of(site))) as connection:
        connection.execute("UPDATE files SET body = 'another', segment = '' WHERE path = 'content/articles/a0.md'")
        connection.commit()
    page.unlink()
    site.build_well()
    assert page.read_bytes() == good
    assert site.build_well().rendered == 0
