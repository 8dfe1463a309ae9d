"""A whole archive in the theme ink, built once: the project's own content, and difficult articles."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, build
from tests.little_site import article
from tests.made_once import made_once

ROOT = Path(__file__).parent.parent.parent
BASE_URL = "https://example.org/archive/"
OUTPUT, GIVEN = "out", "given.json"  # the built site, and what each kind of page was given

PROVENANCE = (
    "{file: found.txt, sha256: "
    + "0123456789abcdef" * 4
    + ", importer: 0.1.0, set_aside: {teaser-tail: 9, end-stamp: 3}}"
)

# Difficult cases for escaping, JSON in HTML, nesting and pagination.
HARD = {
    "imported.md": article(
        "'甲 & 乙：<b>「</script>」</b> \"丙\"'", "沒有日期的匯入文。\n", author="'Ada & <Co>'", source="某報",
        source_url="https://example.com/a?b=1&c=2", title_proposed="true", provenance=PROVENANCE, tags="[開源]",
    ),
    "tidied.md": article(
        "拓片,或“原石”(上)", "他說:“碑林(西安),好。”\n", date="2025-04-01", summary="拓片,原石。", provenance=PROVENANCE,
    ),
    "levels.md": article(
        "層級", "開頭。\n\n#### 四\n\n## 二\n\n#### 又四\n\n### 三\n\n## 二 <em>&amp;</em>\n", date="2021-05-01 08:30",
        updated="2021-06-01", language="zh-Hans", aliases="[/舊/層級.html, ceng-ji]",
    ),
    **{
        f"many-{n}.md": article(
            f"第{n}篇", date=f"2020-01-{n:02}", tags="[開源]", **({"series": "授權 & 戰爭"} if n < 4 else {})
        )
        for n in range(1, 29)
    },
}  # fmt: skip


@dataclass(frozen=True)
class Built:
    """The built archive."""

    output: Path

    def text(self, path: str) -> str:
        """The text of an output file."""
        return (self.output / path).read_text("utf-8")

    def html(self) -> list[Path]:
        """Every HTML page."""
        return sorted(self.output.rglob("*.html"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The archive under a base path."""
    return Built(made_once(tmp_path_factory, "ink", _build) / OUTPUT)


def _build(root: Path) -> None:
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "site.yaml", root)
    for name, text in HARD.items():
        (root / "content/articles" / name).write_text(text, "utf-8")
    result = build(root, BuildOptions(output=root / OUTPUT, base_url=BASE_URL, today="2026-11-30", jobs=1))
    assert result.published, result.problems
