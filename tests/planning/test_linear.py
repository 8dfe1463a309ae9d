"""The plan of an archive twice as large takes twice the work: nothing in it looks at every pair."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from beilin.building.plan import plan_everything
from beilin.building.render_pages import keyed
from tests.archive_inputs import read_archive
from tests.little_site import article, little_site

COUNT = 100
TAGS = 12
STEADY = 2.1  # as much as twice the articles may take; sorting takes a little more than twice as much


def operations(root: Path, count: int) -> int:
    """How many calls the facts, the plan and the keys of an archive with so many articles take."""
    files: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article(
            f"第{n}篇",
            f"見[前](a{n // 2}.md)與[[a{n // 3}]]。\n",
            date=f"20{n % 24:02d}-01-{n % 28 + 1:02d}",
            tags=f"[標{n % TAGS}, 標{n * 7 % TAGS}]",
            author=f"作者{n % 9}",
            source=f"來源{n % 5}",
        )
        for n in range(count)
    }
    tags = "".join(f"標{n}: {{slug: t{n}}}\n" for n in range(TAGS))
    files["content/tags.yaml"] = tags
    files["site.yaml"] = "title: 碑\nbase_url: https://example.org/\ntheme: ink\n"
    site = little_site(root, files)
    inputs = read_archive(site.root)
    calls = 0

    def count_call(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        planned = plan_everything(inputs)
        for page in planned.pages:
            keyed(page, planned.basis.context, planned.templates)
    finally:
        sys.setprofile(None)
    assert not list(planned.problems)
    assert planned.count > 2 * count
    return calls


def test_twice_the_articles_take_twice_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in ("home.HOME_SIZE", "lists.LIST_SIZE"):  # so that lists have as many pages as those of a large archive
        monkeypatch.setattr(f"beilin.planning.kinds.{size}", 2)
    for place in ("months", "kinds.timeline"):  # likewise: the timeline of each has pages of years
        monkeypatch.setattr(f"beilin.planning.{place}.MAX_TITLES", 20)
    operations(tmp_path / "warm", 10)  # what is imported and compiled once
    # What templates and settings take is the same for all three, and falls out of the differences.
    few, more, most = (operations(tmp_path / str(count), count) for count in (COUNT, 2 * COUNT, 4 * COUNT))
    assert 1.8 < (most - more) / (more - few) < STEADY
