"""A small archive that has been built, for tests of what the next build does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from beilin.building.build import BuildResult
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article


def built_archive(make_site: MakeSite) -> LittleSite:
    """An archive of six articles that has been built."""
    site = make_site({
        "content/tags.yaml": "開源:\n  slug: open-source\n成本:\n  slug: cost\n",
        **{f"content/articles/a{n}.md": article(f"第{n}篇", f"文{n}。\n", date=f"2024-01-0{n}", tags="[開源]") for n in range(1, 7)},
        "content/pages/about.md": article("關於"),
        "content/images/a.svg": "<svg/>",
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


def settle(site: LittleSite) -> None:
    """Make every file look old, so that nothing depends on how quickly a test runs."""
    long_ago = 1_600_000_000
    for folder in ("content", "themes"):
        for path in (site.root / folder).rglob("*"):
            os.utime(path, (long_ago, long_ago))


def equals_clean(site: LittleSite, tmp_path: Path) -> None:
    """The output is the same as that of a build in a fresh folder."""
    fresh = tmp_path / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(site.root, fresh, ignore=shutil.ignore_patterns(".beilin", "site"))
    clean = LittleSite(fresh, site.options)
    assert clean.build().published
    assert site.outputs() == clean.outputs()


def counts(result: BuildResult) -> tuple[int, int, int, int]:
    """What the build did: files read, pages rendered, files written, files removed."""
    return result.read, result.rendered, result.written, result.removed
