"""Which articles `list` finds, in what order, and how it prints them for people and for programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256

import pytest

from beilin.importing.record.record_file import write_import_record
from tests.conftest import MakeSite
from tests.editing.trees import run
from tests.importing.support import converted
from tests.little_site import LittleSite, article
from tests.terminal import printed_in_a_terminal

FILES: dict[str, str | bytes] = {
    "content/tags.yaml": "open source:\n  synonyms: [開源]\nLLaMA:\n",
    "content/articles/a.md": article(
        "甲", date="2023-06-21", tags="[開源, LLaMA]", source="碑林專欄", author="[硯秋, 拓工]"
    ),
    "content/articles/b.md": article(
        "乙", date="2023-06-22 08:00", tags="[Open Source, 雜談]", language="en", slug="bb"
    ),
    "content/articles/deep/c.md": article("丙", draft="true", title_proposed="true", language="zh-Hans"),
    "content/articles/d.md": article("丁", date="2999-01-01", source="別處"),
    "content/articles/e.md": article("戊", date="2022-01-01", expires="2022-02-01"),
    "content/pages/about.md": article("關於"),
    "content/parts/note.md": "註。\n",
}


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive with an article of each kind."""
    return make_site(FILES)


@pytest.mark.parametrize("is_built", [False, True])
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "dbaec"),
        (["--tag", "開源"], "ba"),
        (["--tag", "open-source", "--tag", "llama"], "a"),
        (["--tag", "雜談"], "b"),
        (["--year", "2023"], "ba"),
        (["--year", "undated"], "c"),
        (["--source", "碑林專欄"], "a"),
        (["--author", "拓工"], "a"),
        (["--lang", "zh"], "daec"),
        (["--language", "EN"], "b"),
        (["--draft"], "c"),
        (["--needs-review"], "bc"),
        (["--year", "2023", "--lang", "zh-Hant"], "a"),
    ],
)
def test_matching_articles_are_listed_newest_first(
    site: LittleSite, options: list[str], expected: str, is_built: bool
) -> None:
    if is_built:  # then most articles come from the state, and one file is new
        (site.root / "content/articles/b.md").rename(site.root / "b.md")
        site.build()
        (site.root / "b.md").rename(site.root / "content/articles/b.md")
    code, _, out = run(site.root, ["list", *options])
    paths = [line.split("\t")[0] for line in out.decode().splitlines()]
    assert code == 0
    assert [path.rpartition("/")[2] for path in paths] == [f"{name}.md" for name in expected]


def test_lines_are_separated_by_tabs_for_programs(site: LittleSite) -> None:
    _, _, out = run(site.root, ["list"])
    assert out.decode().splitlines() == [
        "content/articles/d.md\t2999-01-01\t丁\t\tscheduled",
        "content/articles/b.md\t2023-06-22\t乙\topen source, 雜談\tunknown tag: 雜談",
        "content/articles/a.md\t2023-06-21\t甲\topen source, LLaMA\t",
        "content/articles/e.md\t2022-01-01\t戊\t\texpired",
        "content/articles/deep/c.md\t\t丙\t\tdraft; the title is proposed",
    ]


def test_without_a_tag_authority_no_tag_is_unknown(site: LittleSite) -> None:
    (site.root / "content/tags.yaml").unlink()
    assert "unknown" not in run(site.root, ["list"])[2].decode()


def test_a_table_in_a_terminal(site: LittleSite) -> None:
    """Columns are as wide as what stands in them, a Han character counts as two, and no line is wider than the terminal."""
    lines = printed_in_a_terminal("list", "--root", str(site.root), columns=60).splitlines()
    rows = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in lines]
    assert rows == [
        "2999-01-01  d.md       丁",
        "            scheduled",
        "2023-06-22  b.md       乙  open source, 雜談",
        "2023-06-21  a.md       甲  open source, LLaMA",
        "2022-01-01  e.md       戊",
        "            expired",
        "—           deep/c.md  丙",
        "            draft",
        "5 articles",
    ]


def test_json(site: LittleSite) -> None:
    _, _, out = run(site.root, ["list", "--tag", "LLaMA", "--format", "json"])
    assert json.loads(out) == [
        {
            "path": "content/articles/a.md", "address": "/articles/a/", "slug": "a", "title": "甲", "date": "2023-06-21",
            "updated": None, "authors": ["硯秋", "拓工"], "source": "碑林專欄", "source_url": None, "language": "zh-Hant",
            "tags": ["open source", "LLaMA"], "series": None, "state": "published", "review": [],
        }
    ]  # fmt: skip
    assert json.loads(run(site.root, ["list", "--year", "1999", "--format", "json"])[2]) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--tag", "llamma"], "No article has the tag 'llamma'. Did you mean 'LLaMA'?"),
        (["--source", "碑林專"], "No article has the source '碑林專'. Did you mean '碑林專欄'?"),
        (["--author", "某人"], "No article has the author '某人'."),
    ],
)
def test_a_filter_that_no_article_matches_is_reported(site: LittleSite, options: list[str], message: str) -> None:
    code, output, out = run(site.root, ["list", *options])
    assert (code, out, message in output) == (0, b"", True), output


def test_a_file_with_errors_is_reported_and_the_others_are_listed(site: LittleSite) -> None:
    site.write({"content/articles/a.md": "---\ntitel: 甲\n---\n"})
    code, output, out = run(site.root, ["list"])
    assert code == 1
    assert "content/articles/a.md:2:1: error: unknown key 'titel'" in output
    assert len(out.decode().splitlines()) == 4


def test_doubts_of_an_import_stand_until_the_article_is_edited(make_site: MakeSite) -> None:
    done = converted(
        '標題甲\n\n晚報:某平臺公布了新的費率,自明日起適用: "是的"。[2023/3/30 13:35:07]\n1.甲\n2.乙\n02丙\n'
    )
    assert done.record.review
    markdown = done.markdown.decode().replace("title_proposed: true\n", "").encode()
    record = replace(done.record, markdown_sha256=sha256(markdown).hexdigest())
    path = "content/articles/s.md"
    site = make_site({path: markdown, "content/articles/s.source.yaml": write_import_record(record)})
    _, _, out = run(site.root, ["list", "--needs-review"])
    assert f"the import was in doubt about {len(record.review)} line" in out.decode()
    site.write({path: markdown + "改過。\n".encode()})
    assert run(site.root, ["list", "--needs-review"])[2] == b""
