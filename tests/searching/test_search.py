"""What `search` and `list WORDS` find and print, in archives that were built, changed since, or never built."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from beilin.building.options import Reporting
from beilin.cli import cli
from beilin.config import read_config
from beilin.publishing.lock import folder_lock
from beilin.searching.index_folder import index_folder
from beilin.searching.search import matching_files
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article
from tests.terminal import printed_in_a_terminal

FILES: dict[str, str | bytes] = {
    "content/tags.yaml": "open source:\n  names: {zh-Hant: 開源}\n  synonyms: [開放原始碼]\nLLaMA:\n",
    "content/articles/a.md": article(
        "開源的帳單", "頭一段。\n\n第二段說**開**源\n與軟體。\n", date="2023-06-21", tags="[開源, LLaMA]",
        source="碑林專欄", author="硯秋",
    ),
    "content/articles/b.md": article(
        "Licences", "An open-source licence.\n\n| 名 | 物 |\n|---|---|\n| 開源 | 軟體 |\n", date="2022-03-01", language="en",
        series="授權", author="拓工",
    ),
    "content/articles/c.md": article("開源", "別的內容[^1],![[note]]\n\n![[note]]\n\n[^1]: 註腳\n    也談軟體。\n"),
    "content/articles/draft.md": article("草稿", "開源的草稿。\n", draft="true", date="2024-01-01"),
    "content/articles/future.md": article("未來", "開源的未來。\n", date="2999-01-01"),
    "content/articles/gone.md": article("過去", "開源的過去。\n", date="2020-01-01", expires="2021-01-01"),
    "content/pages/about.md": article("關於", "開源的關於。\n"),
    "content/parts/note.md": "附記:碑帖。\n",
}  # fmt: skip


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive that was never built."""
    return make_site(FILES)


def run(root: Path, arguments: list[str]) -> tuple[int, str, bytes]:
    """The exit code of a command, all its output, and its standard output alone."""
    result = CliRunner().invoke(cli, [arguments[0], "--root", str(root), *arguments[1:]])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output, result.stdout_bytes


def found(site: LittleSite, *arguments: str) -> list[dict[str, Any]]:
    """What `search` gives as JSON."""
    code, output, out = run(site.root, ["search", "--format", "json", *arguments])
    assert code == 0, output
    hits: list[dict[str, Any]] = json.loads(out)
    return hits


def places(site: LittleSite, *arguments: str) -> list[str]:
    """The files that are found, by their names, with lines."""
    return [f"{hit['path'].rpartition('/')[2].removesuffix('.md')}:{hit['line']}" for hit in found(site, *arguments)]


CASES: list[tuple[list[str], list[str]]] = [
    (["開源"], ["c:2", "a:11", "b:13"]),  # the title is the query; the title has it; the body has it
    (["开源"], ["c:2", "a:11", "b:13"]),
    (["開源", "軟體"], ["a:11", "c:10", "b:13"]),
    (["--", "開源", "-帳單"], ["c:2", "b:13"]),
    (["開源 -帳單"], ["c:2", "b:13"]),
    (["open sour"], ["b:9"]),
    (['"source licence"'], ["b:9"]),
    (['"open licence"'], []),
    (["licence"], ["b:9"]),
    (["碑帖"], ["c:7"]),  # in a part: the line that includes it
    (["開源", "--tag", "開放原始碼"], ["a:11"]),
    (["開源", "--year", "2022"], ["b:13"]),
    (["開源", "--year", "undated"], ["c:2"]),
    (["開源", "--source", "碑林專欄"], ["a:11"]),
    (["開源", "--author", "拓工"], ["b:13"]),
    (["開源", "--language", "zh"], ["c:2", "a:11"]),
    (["開源", "--lang", "en"], ["b:13"]),
    (["開源", "--series", "授權"], ["b:13"]),
    (["開源", "--sort", "newest"], ["a:11", "b:13", "c:2"]),
    (["開源", "--sort", "oldest"], ["b:13", "a:11", "c:2"]),
    (["不在任何地方"], []),
    (["--", "-開源"], []),
    (["……!"], []),
]


def test_articles_are_found_best_first_with_the_line_of_the_first_place(site: LittleSite) -> None:
    assert [(arguments, places(site, *arguments)) for arguments, _ in CASES] == CASES


def test_json_has_what_a_program_needs(site: LittleSite) -> None:
    (hit,) = found(site, "第二段", "開源")
    assert hit.pop("score") > 0
    assert hit == {
        "path": "content/articles/a.md", "line": 11, "title": "開源的帳單", "address": "/articles/a/",
        "snippet": "第二段說開源與軟體。",
    }  # fmt: skip


def test_lines_for_programs_have_file_and_line_title_and_snippet(site: LittleSite) -> None:
    _, _, out = run(site.root, ["search", "軟體", "--author", "硯秋"])
    assert out.decode() == "content/articles/a.md:12\t開源的帳單\t第二段說開源與軟體。\n"


def test_what_the_words_name_is_said_first(site: LittleSite) -> None:
    code, output, _ = run(site.root, ["search", "開放原始碼"])
    assert (code, output) == (0, "'開源' is a tag: /tags/open-source/; also search: open source · 開源\n")
    assert run(site.root, ["search", "硯秋"])[1] == "'硯秋' is an author: /authors/硯秋/\n"


def test_an_editor_finds_what_is_not_published_by_list(site: LittleSite) -> None:
    _, _, out = run(site.root, ["list", "開源"])
    lines = [line.split("\t") for line in out.decode().splitlines()]
    assert [(line[0].rpartition("/")[2], line[4]) for line in lines] == [
        ("future.md", "scheduled"), ("draft.md", "draft"), ("a.md", ""), ("b.md", ""), ("gone.md", "expired"), ("c.md", ""),
    ]  # fmt: skip
    assert run(site.root, ["list", "開源", "--draft", "--year", "2024"])[2].decode().count("\n") == 1
    assert run(site.root, ["list", "--", "開源", "-草稿", "-未來"])[2].decode().count("\n") == 4


def test_in_a_terminal_places_are_marked_and_the_rest_is_counted(site: LittleSite) -> None:
    lines = printed_in_a_terminal("search", "--root", str(site.root), "軟體").splitlines()
    assert "\x1b[32m\x1b[1m軟體\x1b[0m" in lines[1]
    rows = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in lines]
    assert rows[:2] == ["content/articles/a.md:12  開源的帳單", "    第二段說開源與軟體。"]
    assert rows[-1] == "3 articles"


def test_a_word_that_is_taken_for_an_option_has_a_hint(site: LittleSite) -> None:
    for command in ("search", "list"):
        code, output, _ = run(site.root, [command, "開源", "-軟體"])
        assert code == 2
        assert "To exclude a word, write -- before the words." in output


def test_an_archive_without_articles_is_searched(make_site: MakeSite) -> None:
    assert found(make_site({}), "開源") == []


def test_text_is_bounded(make_site: MakeSite) -> None:
    site = make_site({f"content/articles/n{number}.md": article(f"第{number}篇", "雨季。\n") for number in range(24)})
    code, output, out = run(site.root, ["search", "雨季"])
    assert (code, out.count(b"\n")) == (0, 20)
    assert "The first 20 articles; 4 more with --all." in output
    assert run(site.root, ["search", "雨季", "--all"])[2].count(b"\n") == 24
    assert "up to 4 more" in run(site.root, ["search", "--", "雨季", "-開源"])[1]
    assert len(found(site, "雨季")) == 24


def test_the_index_follows_the_sources_without_publishing(site: LittleSite) -> None:
    assert places(site, "石鼓文") == []
    site.write({"content/articles/a.md": article("帳單", "談石鼓文。\n", date="2023-06-21")})
    assert places(site, "石鼓文") == ["a:6"]
    site.write({"content/articles/new.md": article("新", "石鼓文與隸書。\n", date="2025-01-01")})
    assert places(site, "石鼓文") == ["new:6", "a:6"]
    (site.root / "content/articles/a.md").rename(site.root / "content/articles/z.md")
    assert places(site, "石鼓文") == ["new:6", "z:6"]
    site.write({"content/parts/note.md": "附記:石鼓文。\n"})
    assert places(site, "石鼓文") == ["new:6", "z:6", "c:7"]
    (site.root / "content/articles/new.md").unlink()
    assert places(site, "石鼓文") == ["z:6", "c:7"]
    assert not site.output.exists()
    assert [path.name for path in (site.root / ".beilin").iterdir()] == ["search"]


def test_a_build_and_a_search_do_not_disturb_each_other(site: LittleSite) -> None:
    site.build()
    before = site.outputs()
    assert places(site, "開源") == ["c:2", "a:11", "b:13"]
    site.write({"content/articles/a.md": article("帳單", "談石鼓文。\n", date="2023-06-21")})
    assert places(site, "石鼓文") == ["a:6"]
    assert site.outputs() == before
    site.build()
    assert places(site, "石鼓文") == ["a:6"]
    assert site.build().written == 0


def test_a_file_with_errors_is_named_each_time_and_the_others_are_searched(site: LittleSite) -> None:
    site.write({"content/articles/a.md": "---\ntitel: 開源\n---\n"})
    for arguments in (["search", "開源"], ["search", "開源"], ["list", "開源"]):
        code, output, out = run(site.root, arguments)
        assert code == 1
        assert "content/articles/a.md:2:1: error: unknown key 'titel'" in output
        assert b"b.md" in out
        assert b"a.md" not in out


def test_without_a_search_there_is_an_error(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": SETTINGS + "search: false\n", **FILES})
    for arguments in (["search", "開源"], ["list", "開源"]):
        code, output, _ = run(site.root, arguments)
        assert code == 2
        assert "the search is turned off: site.yaml has `search: false`" in output
    assert run(site.root, ["list"])[0] == 0


def test_no_query_is_an_error_and_no_control_of_one_reaches_the_terminal(site: LittleSite) -> None:
    for words in ("開" * 10_000, "開源 " * 2000, "\x1b[31m開源\x07", "\ud800開源\udfff", "<b>&開源.*[", '"', ""):
        code, output, _ = run(site.root, ["search", "--", words])
        assert code == 0, words
        assert not set(output) & {"\x1b", "\x07"}
        assert ("Only the first 500 characters" in output) == (len(words) > 500)


def test_controls_in_titles_and_texts_are_escaped(make_site: MakeSite) -> None:
    site = make_site({"content/articles/a.md": article('"雨季\\u202E"', "雨季\u202e。\n")})
    for arguments in (["search", "雨季"], ["search", "雨季", "--format", "json"]):
        out = run(site.root, arguments)[2].decode()
        assert "\\u202e" in out
        assert "\u202e" not in out
    assert "\u202e" not in printed_in_a_terminal("search", "--root", str(site.root), "雨季")


@pytest.mark.parametrize("harm", ["shard", "no shards", "state", "texts", "everything"])
def test_a_damaged_index_is_made_anew(site: LittleSite, harm: str) -> None:
    assert places(site, "開源") == ["c:2", "a:11", "b:13"]
    folder = index_folder(site.root).path
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if harm == "everything" or path.parent.name == harm or path.name == harm or (harm == "shard" and path.suffix):
            path.write_bytes(path.read_bytes()[:-1] + b"\xff" if path.name == "state" else b"damaged")
        if harm == "no shards" and path.suffix == ".bin":
            path.unlink()
    assert places(site, "開源") == ["c:2", "a:11", "b:13"]
    site.write({"content/articles/a.md": article("帳單", "談石鼓文。\n", date="2023-06-21")})
    assert places(site, "石鼓文") == ["a:6"]
    assert places(site, "開源") == ["c:2", "b:13"]


def test_an_update_that_is_killed_at_any_moment_is_completed_or_forgotten(site: LittleSite) -> None:
    """The moments are those around each file that is replaced or removed. The edit is undone before the next search."""
    before, after = (article("帳單", f"談{what}。\n", date="2023-06-21") for what in ("石鼓文", "隸書"))
    code, moment = -1, 0
    while code != 0:
        site.write({"content/articles/a.md": before})
        assert (places(site, "石鼓文"), places(site, "隸書")) == (["a:6"], [])
        site.write({"content/articles/a.md": after})
        process = os.fork()
        if not process:
            _die_at(moment)
            places(site, "隸書")
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        moment += 1
        if moment % 2:
            assert (places(site, "石鼓文"), places(site, "隸書")) == ([], ["a:6"])
    assert moment > 4


def _die_at(moment: int) -> None:
    """Let this process end before the call with that number that replaces or removes a file."""
    calls = 0

    def dying(function: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            if calls == moment:
                os._exit(9)
            calls += 1
            return function(*arguments, **options)

        return call

    os.replace, os.unlink, os.rmdir = map(dying, (os.replace, os.unlink, os.rmdir))
    Path.replace, Path.unlink = map(dying, (Path.replace, Path.unlink))  # type: ignore[method-assign]


def test_a_search_waits_for_another_one(site: LittleSite) -> None:
    places(site, "開源")
    locked, released = os.pipe(), os.pipe()
    process = os.fork()
    if not process:
        with folder_lock(index_folder(site.root).path, lambda _words: None, ("search", "")):
            os.write(locked[1], b".")
            os.read(released[0], 1)
        os._exit(0)
    os.read(locked[0], 1)
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        os.write(released[1], b".")

    config, _ = read_config(site.root)
    assert config is not None
    assert len(matching_files(site.root, config, "開源", Reporting(say))) == 6
    os.waitpid(process, 0)
    assert said == [f"Another search (process {process}) is using the index; waiting for it ..."]
