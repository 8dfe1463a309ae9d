"""The command: what it prints and how it exits; and that a healthy archive has no problems."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.building.build import BuildOptions
from beilin.checking.bodies import BodyFindings, check_body
from beilin.checking.cache import CACHE_FILE
from beilin.checking.check import check
from beilin.cli import cli
from beilin.config import Config
from beilin.model import Summary
from beilin.problems.formats import as_annotation, count_problems, display_width, format_problem
from beilin.problems.kinds import KINDS
from beilin.problems.problem import Problem
from tests.checking.support import codes_of, problems_of, write_files
from tests.little_site import article, little_site

ROOT = Path(__file__).parent.parent.parent
TAGS = "開源: {slug: open}\n"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--root", str(root), "--today", "2026-06-01", "--jobs", "1", *arguments])


def files(**bodies: str) -> dict[str, str | bytes]:
    articles = {f"content/articles/{name}.md": article(name, body, tags="[開源]") for name, body in bodies.items()}
    return {"content/tags.yaml": TAGS, **articles}


def test_the_archive_of_this_repository_is_clean() -> None:
    assert check(ROOT, BuildOptions(jobs=1, today="2026-11-24")).problems == ()


def test_a_check_writes_only_its_cache(tmp_path: Path) -> None:
    site = little_site(tmp_path, files(a="見[乙](b.md)。\n"))
    before = sorted(path for path in site.root.rglob("*"))
    assert run(site.root).exit_code == 0
    assert sorted(path for path in site.root.rglob("*") if ".beilin" not in path.parts) == before


def test_only_changed_files_are_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cached findings are reported again; a damaged cache costs only time."""
    site = little_site(tmp_path, files(a="![](x.svg)\n", b="一段文字。\n"))
    site.write({"content/articles/x.svg": "<svg/>"})
    checked: list[str] = []

    def counted(root: Path, path: str, text: str, *, with_urls: bool) -> BodyFindings:
        checked.append(path)
        return check_body(root, path, text, with_urls=with_urls)

    monkeypatch.setattr("beilin.checking.bodies.check_body", counted)
    first = codes_of(site.root)
    assert first == [("content/articles/a.md", "no-alt-text")]
    assert len(checked) == 2
    assert codes_of(site.root) == first
    assert len(checked) == 2
    site.write({"content/articles/b.md": article("b", "![](x.svg)\n", tags="[開源]")})
    assert codes_of(site.root) == [*first, ("content/articles/b.md", "no-alt-text")]
    assert checked[2:] == ["content/articles/b.md"]
    (site.root / CACHE_FILE).write_bytes(b"damaged")
    assert len(codes_of(site.root)) == 2
    assert len(checked) == 5


def test_the_exit_code_depends_on_the_gravest_problem(tmp_path: Path) -> None:
    """0 without errors, 1 with them; warnings count with --strict, notes never."""
    site = little_site(tmp_path, files(a="一段文字。\n"))
    assert (run(site.root).exit_code, run(site.root, "--strict").exit_code) == (0, 0)
    site.write({"content/tags.yaml": TAGS + "授權: {slug: licence}\n"})
    assert (run(site.root).exit_code, run(site.root, "--strict").exit_code) == (0, 0)
    site.write(files(a="見[乙](b.md)。\n"))
    assert (run(site.root).exit_code, run(site.root, "--strict").exit_code) == (0, 1)
    site.write({"content/articles/c.md": "no front matter\n"})
    assert run(site.root).exit_code == 1


def test_an_archive_without_settings_is_a_problem(tmp_path: Path) -> None:
    assert "[no-site-yaml]" in run(tmp_path).stdout


def test_a_built_archive_gives_the_same_problems_as_one_never_built(tmp_path: Path) -> None:
    site = little_site(tmp_path, files(a="見[乙](b.md#無)與![](x.svg)。\n", b="## 標題\n"))
    fresh = codes_of(site.root)
    site.build()
    assert codes_of(site.root) == fresh
    assert ("content/articles/a.md", "dead-anchor") in fresh


def test_lines_that_an_import_kept_are_not_noise(tmp_path: Path) -> None:
    """An editor who restored a line has decided; the check does not report it."""
    flash = "某公司宣布新產品：這是一則快訊，說的是另一件事，與本文毫無關係。[2023/3/30 13:35:07]"
    site = little_site(tmp_path / "site", {"content/tags.yaml": TAGS})
    source = tmp_path / "source.txt"
    source.write_text(
        f"開放權重的第二年\n\n第一段說的是開源模型與授權條款，句子完整。\n{flash}\n第二段也是完整的句子，說完了。\n"
    )
    runner = CliRunner()
    assert runner.invoke(cli, ["import", "--root", str(site.root), str(source)]).exit_code == 0
    (path,) = (site.root / "content/articles").glob("*.md")
    assert flash not in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8") + f"\n{flash}\n", "utf-8")
    assert any(code == "noise" for _, code in codes_of(site.root)), "pasted by hand"
    path.write_text(path.read_text("utf-8").removesuffix(f"\n{flash}\n"), "utf-8")
    restored = runner.invoke(cli, ["restore", "--root", str(site.root), str(path), "4"])
    assert restored.exit_code == 0, restored.output
    assert flash.replace("[", "\\[") in path.read_text("utf-8") or flash in path.read_text("utf-8")
    assert not any(code == "noise" for _, code in codes_of(site.root))


def test_json_has_the_documented_keys(tmp_path: Path) -> None:
    site = little_site(tmp_path, files(a="見[乙](b.md)。\n"))
    result = run(site.root, "--format", "json")
    found = json.loads(result.stdout)
    assert (found["errors"], found["warnings"], found["notes"]) == (0, 1, 0)
    assert found["problems"] == [
        {
            "code": "broken-link",
            "severity": "warning",
            "file": "content/articles/a.md",
            "line": 6,
            "column": 6,
            "message": "the link 'b.md' leads nowhere",
            "hint": "There is no content/articles/b.md; write the path from this file.",
            "source": "見[乙](b.md)。",
        }
    ]
    docs = (ROOT / "docs/checking.md").read_text("utf-8")
    assert not [key for key in (*found, *found["problems"][0]) if f"`{key}`" not in docs]


def test_annotations_are_escaped_as_workflow_commands_are(tmp_path: Path) -> None:
    """A comma, a colon or a percent sign in a file's name would end the property; a line break the command."""
    problem = Problem("duplicate", "100% the same:\ra, b", "content/a,b:c%.md", 3, 7, "Keep one.")
    assert as_annotation(problem) == (
        "::warning file=content/a%2Cb%3Ac%25.md,line=3,col=7,title=duplicate::100%25 the same:%0Da, b%0AKeep one."
    )
    assert as_annotation(Problem("unused-tag", "m")) == "::notice title=unused-tag::m"
    site = little_site(tmp_path, files(a="見[乙](b.md)。\n"))
    assert run(site.root, "--format", "github").stdout == (
        "::warning file=content/articles/a.md,line=6,col=6,title=broken-link::the link 'b.md' leads nowhere"
        "%0AThere is no content/articles/b.md; write the path from this file.\n"
    )


def test_the_caret_stands_under_wide_characters_and_marks() -> None:
    """Full-width characters take two columns, combining marks none, a tab is kept."""
    lines = format_problem(Problem("noise", "m", "a.md", 12, 5, source="\t開e\u0301錯")).splitlines()
    assert lines[1:] == ["  12 | \t開e\u0301錯", "     | \t   ^"]
    assert [display_width(letter) for letter in "a開ａ！「\u0301"] == [1, 2, 2, 2, 2, 0]


def test_a_long_line_is_quoted_around_its_problem() -> None:
    source = "前" * 3000 + "錯" + "後" * 3000
    lines = format_problem(Problem("noise", "m", "a.md", 1, 3001, source=source)).splitlines()
    shown, caret = lines[1][6:], lines[2][6:]
    assert display_width(shown) <= 104
    assert shown.startswith("…")
    assert shown.endswith("…")
    place = next(n for n in range(len(shown)) if display_width(shown[:n]) == caret.index("^"))
    assert shown[place] == "錯"


def test_problems_are_counted_by_severity() -> None:
    problems = [Problem("internal", "a"), Problem("noise", "b"), Problem("noise", "c"), Problem("unused-tag", "d")]
    assert count_problems(problems) == "1 error, 2 warnings, 1 note"
    assert count_problems([]) == ""


def test_a_healthy_archive_has_no_problems(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        "=== content/tags.yaml\n開源: {slug: open}\n=== content/articles/a.md\n---\ntitle: 甲\ntags: [開源]\n---\n\n"
        "## 標題\n\n見[上面](#標題)、[乙](b.md)與<https://example.org/>。\n"
        "=== content/articles/b.md\n---\ntitle: 乙\n---\n\n見[甲](a.md#標題)。\n",
    )
    assert codes_of(tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"\x92", b"\x92\xa1\xff\x80", b"\xc1", bytes(4096)])
def test_a_damaged_cache_is_replaced(tmp_path: Path, data: bytes) -> None:
    site = little_site(tmp_path, {"content/tags.yaml": TAGS, **files(a="[無](none.md)")})
    expected = codes_of(site.root)
    site.write({CACHE_FILE: data})
    assert codes_of(site.root) == expected
    with (tmp_path / CACHE_FILE).open("rb") as file:
        assert file.read() != data


def test_a_file_that_cannot_be_read_hides_the_links_to_it_and_no_others(tmp_path: Path) -> None:
    """Links by path, by name and by address, and parts; every message contains the letter that the file is called."""
    to_it = "[甲](a.md)[甲](../articles/a.md#x)[[a]]、[[a#x]]、[甲](/articles/a/)\n\n![[a]]\n"
    site = little_site(tmp_path, files(a="甲。\n", b=to_it))
    site.write({"content/articles/a.md": "unreadable\n", "content/parts/a.md": b"\xff"})
    codes = codes_of(site.root)
    assert {path for path, _ in codes} == {"content/articles/a.md", "content/parts/a.md"}
    others = "[丙](ba.md)[丙](a/c.md)[丙](../pages/a.md)[[ab]]、[[a b]]、[丙](/a/c/)\n\n![[ba]]\n"
    site.write(files(b=to_it + others))
    found = [code for path, code in codes_of(site.root) if path == "content/articles/b.md"]
    assert sorted(found) == [*["broken-link"] * 6, "no-part"]


def test_a_link_by_name_counts_however_the_name_is_spaced_and_composed(tmp_path: Path) -> None:
    """The check of unlisted articles reads names as the build does."""
    site = little_site(tmp_path, {"content/tags.yaml": TAGS, "content/articles/b.md": article("Café Noir?")})
    for name in ("Café Noir?", "Café  Noir?", " Cafe\u0301\tNoir? ", "Café Noir?#x", "Café Noir?|文"):
        site.write({"content/articles/a.md": article("甲", f"見[[{name}]]。\n", tags="[開源]")})
        assert ("content/articles/b.md", "unlisted") not in codes_of(site.root), name


def test_a_problem_of_a_whole_article_is_at_the_key_that_its_kind_names(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"content/tags.yaml": TAGS})
    site.write({"content/articles/a.md": "---\ndate: 2024-01-01\ntitle_proposed: true\ntitle: 甲\n---\n\n文。\n"})
    lines = {problem.code: problem.line for problem in problems_of(site.root)}
    assert (lines["unlisted"], lines["proposed-title"]) == (4, 3)
    summary = {field.name for field in dataclasses.fields(Summary)}
    keys = {key for kind in KINDS.values() if kind.key for key in kind.key.split("|")}
    settings = {field.name for field in dataclasses.fields(Config)}
    assert keys <= summary | settings | {"extends"}, "others are in site.yaml, and in theme.yaml"
