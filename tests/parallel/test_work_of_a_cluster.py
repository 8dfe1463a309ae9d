"""What a cluster is given can be done without the archive's files, and is done there and not here again."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from beilin.building.build import BuildOptions, build
from tests.little_site import SETTINGS, LittleSite, article

Item = TypeVar("Item")
Result = TypeVar("Result")
ARTICLES = 70


@dataclass
class WithoutFiles:
    """A cluster in this process: work reaches it and leaves it as bytes, and meanwhile the archive is elsewhere."""

    root: Path
    done: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))  # results by the function's name

    def map(self, function: Callable[[Item], Result], work: Iterable[Item]) -> Iterator[Result]:
        """As a cluster's."""
        name = getattr(function, "func", function).__name__
        sent = pickle.dumps(function)
        away = self.root.with_name("away")
        for batch in work:
            data = pickle.dumps(batch)
            self.root.rename(away)
            try:
                answer = pickle.dumps(pickle.loads(sent)(pickle.loads(data)))
            finally:
                away.rename(self.root)
            self.done[name].append(pickle.loads(answer))
            yield pickle.loads(answer)


def test_workers_need_no_files_and_their_work_is_used(tmp_path: Path) -> None:
    site = LittleSite(tmp_path / "archive")
    texts = (
        article(
            f"文章 {number}", f"## 第 {number} 節\n\n見[另一篇](a{number // 2}.md)。\n" + "\n![[licence]]\n" * (number == 5),
            date=f"2024-01-{number % 28 + 1:02}", tags=f"[標籤{number % 5}]",
        )
        for number in range(ARTICLES)
    )  # fmt: skip
    files: dict[str, str | bytes] = {f"content/articles/a{number}.md": text for number, text in enumerate(texts)}
    settings = SETTINGS.replace("theme: bare\n", "exports: [jsonl, sqlite, bibtex]\n")
    site.write({"site.yaml": settings, "content/parts/licence.md": "授權。\n", **files})
    assert site.build().published
    cluster = WithoutFiles(site.root)
    options = BuildOptions(Path("elsewhere"), today="2026-06-01", cluster=cluster)
    assert build(site.root, options).published
    one_machine = site.outputs()
    (site.root / "site").rename(site.root / "before")
    (site.root / "elsewhere").rename(site.root / "site")
    assert site.outputs() == one_machine

    parsed = [result for results, _ in cluster.done["_parse_batch"] for result in results]
    assert len(parsed) == ARTICLES + 1
    assert None not in parsed
    rendered = [path for _, pages in cluster.done["_render_there"] for path in pages]
    assert {f"articles/a{number}/index.html" for number in range(ARTICLES)} - {*rendered} == {"articles/a5/index.html"}
    assert {"index.html", "tags/index.html", "sitemap.xml"} <= {*rendered}
    assert sum(map(len, cluster.done["_postings_of_all"])) > 0
