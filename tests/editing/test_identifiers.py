"""`id` writes permanent identifiers where there are none, and for copies; no command changes any other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import COMMANDS, cli
from beilin.fetching.download import Manners
from beilin.fetching.fetch import fetch_images
from beilin.text.identifiers import normalise_id
from tests.conftest import MakeSite
from tests.fetching.test_fetch import ImageHost, host
from tests.importing.review.test_settle import PAGE
from tests.little_site import LittleSite, article

__all__ = ["host"]  # a fixture

ID = re.compile(r"^id: ([0-9a-z]{8})$", re.MULTILINE)


def run(root: Path, *words: str) -> Result:
    """The command with these words."""
    names = len(words) if words[0] != "tag" else 2
    arguments = (
        [*words[:names], "--root", str(root)] if words[0] == "tag" else [words[0], "--root", str(root), *words[1:]]
    )
    return CliRunner().invoke(cli, [*arguments, *words[names:]] if words[0] == "tag" else arguments)


def files_of(root: Path) -> dict[str, bytes]:
    """The Markdown files by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "content").rglob("*.md"))}


def ids_of(root: Path) -> dict[str, str]:
    """The identifier of each Markdown file that has one, by path."""
    return {path: found[1] for path, data in files_of(root).items() if (found := ID.search(data.decode()))}


WRITTEN = {
    "plain": "---\ntitle: 甲\ndate: 2024-01-01\n---\n\n文。\n",
    "slug": "---\ntitle: 甲\nslug: a  # 不變\ndate: 2024-01-01\n---\n\n文。\n",
    "windows": "\ufeff---\r\ntitle: 甲\r\ndate: 2024-01-01\r\n---\r\n\r\n文。\r\n",
    "braces": "---\n{title: 甲, date: 2024-01-01}\n---\n\n文。\n",
    "block": "---\ntitle: >-\n  甲\ndate: 2024-01-01\n---\n\n文。\n",
    "without a value": "---\nid:\ntitle: 甲\n---\n\n文。\n",
    "null": "---\nid: ~\ntitle: 甲\n---\n\n文。\n",
    "comments": "---\n# 一\ntitle: 甲 # 二\n# 三\n---\nid: aaaaaaaa\n",
    "end of file": "---\ntitle: 甲\n---",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_an_identifier_is_one_span_and_changes_nothing_else(make_site: MakeSite, text: str) -> None:
    site = make_site({"content/articles/a.md": text})
    shown = run(site.root, "id", "--missing", "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert files_of(site.root) == {"content/articles/a.md": text.encode()}
    done = run(site.root, "id", "--missing")
    assert done.exit_code == 0, done.output
    assert "1 article has an id now" in done.output
    after = files_of(site.root)["content/articles/a.md"].decode()
    (id,) = re.findall(r"\bid: ([0-9a-z]{8})\b", after.partition("title: 甲 # 二\n")[2] or after)[:1]
    assert normalise_id(id) == id
    assert id in shown.output  # what was shown is what is written
    removed = after.replace(f", id: {id}", "").replace(f"id: {id}\r\n", "").replace(f"id: {id}\n", "", 1)
    assert removed == text.replace("id:\n", "").replace("id: ~\n", "")
    site.build_well()
    assert (site.output / f"id/{id}/index.html").exists()
    again = run(site.root, "id", "--missing")
    assert "Every article has an id." in again.output
    assert files_of(site.root)["content/articles/a.md"].decode() == after


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """Articles with and without identifiers, and a page."""
    return make_site({
        "content/articles/a.md": article("甲", id="aaaaaaaa"),
        "content/articles/b.md": article("乙"),
        "content/articles/c.md": article("丙", draft="true"),
        "content/pages/about.md": article("關於"),
    })  # fmt: skip


def test_articles_have_one_and_pages_if_they_are_named(site: LittleSite) -> None:
    assert run(site.root, "id", "--missing", "b", "a").exit_code == 0
    assert ids_of(site.root).keys() == {"content/articles/a.md", "content/articles/b.md"}
    run(site.root, "id", "--missing")
    assert len(ids_of(site.root)) == 3
    run(site.root, "id", "--missing", "/about/")
    ids = ids_of(site.root)
    assert ids.keys() == files_of(site.root).keys()
    assert len(set(ids.values())) == 4
    assert ids["content/articles/a.md"] == "aaaaaaaa"


def test_a_copy_gets_an_identifier_of_its_own(site: LittleSite) -> None:
    site.write({"content/articles/a-copy.md": article("甲", id="AAAA-AAAA  # 副本")})
    (problem,) = site.build_badly()
    assert run(site.root, *problem.hint.partition("build.py ")[2].split()).exit_code == 0
    ids = ids_of(site.root)
    assert ids["content/articles/a.md"] == "aaaaaaaa"
    copy = files_of(site.root)["content/articles/a-copy.md"].decode()
    assert re.search(r"^id: [0-9a-z]{8}  # 副本$", copy, re.MULTILINE)
    site.build_well()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "write --missing or --redraw"),
        (("--missing", "--redraw", "a"), 2, "write --missing or --redraw"),
        (("--redraw",), 2, "name the copy"),
        (("--redraw", "a"), 1, "no other file has the id 'aaaaaaaa'"),
        (("--redraw", "AAAA-AAAA"), 1, "no other file has the id 'aaaaaaaa'"),
        (("--redraw", "/id/aaaaaaaa/"), 1, "no other file has the id 'aaaaaaaa'"),
        (("--redraw", "b"), 1, "it has no id"),
        (("--missing", "nothing"), 1, "there is no article 'nothing'"),
        (("--redraw", "d", "content/articles/e.md"), 1, "all files with the id 'bbbbbbbb' are named"),
    ],
)
def test_refusals_change_nothing(site: LittleSite, words: tuple[str, ...], code: int, says: str) -> None:
    site.write({f"content/articles/{name}.md": article(name, id="bbbbbbbb") for name in "de"})
    before = files_of(site.root)
    result = run(site.root, "id", *words)
    assert (result.exit_code, says in result.output) == (code, True), result.output
    assert files_of(site.root) == before


def test_all_files_change_or_none(site: LittleSite) -> None:
    site.write({"content/articles/odd.md": "---\ntitle: 甲\nid: [a]\n---\n"})
    before = files_of(site.root)
    result = run(site.root, "id", "--missing")
    assert result.exit_code == 1
    assert "content/articles/odd.md:3" in result.output
    assert files_of(site.root) == before


def test_an_article_is_found_by_its_identifier(site: LittleSite) -> None:
    assert run(site.root, "rename", "/id/aaaaaaaa/", "first").exit_code == 0
    assert run(site.root, "rename", "aaaaaaaa", "second").exit_code == 0
    assert ids_of(site.root)["content/articles/second.md"] == "aaaaaaaa"


# What writes no article, or asks for what a test has not.
READS = {
    "bag", "build", "check", "deploy", "doctor", "explain", "export", "init", "list", "search", "serve", "snapshot", "source",
    "test", "verify",
}  # fmt: skip
TAGS = "開源:\n  slug: open-source\n授權: {}\n"
EDITS: dict[str, tuple[tuple[str, ...], ...]] = {
    "new": (("another",),),
    "id": (("--missing",), ("--redraw", "copy")),
    "rename": (("page", "renamed"), ("renamed", "page")),
    "tag": (("rename", "開源", "開放"), ("merge", "授權", "開放"), ("adopt", "--all")),
    "import": (("page.txt",), ("page.txt", "--force"), ("other.txt",)),
    "set-aside": (("page", "9"),),
    "restore": (("page", "9"),),
    "confirm": (("--list",),),
    "images": (("fetch",),),
    "withdraw": (("page", "--reason", "依要求"),),
}


@pytest.mark.usefixtures("local_hosts")
def test_no_command_changes_an_identifier(
    make_site: MakeSite, host: ImageHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = {command.name for command in COMMANDS}
    assert commands <= READS | EDITS.keys(), "say what a new command does with articles"
    site = make_site({
        "content/tags.yaml": TAGS,
        "content/articles/own.md": article("甲", f"![圖]({host.url}/a.png)\n", tags="[開源, 授權, 別的]", id="aaaaaaaa"),
        "content/articles/copy.md": article("副本", id="bbbbbbbb"),
        "content/articles/without.md": article("無"),
        "page.txt": PAGE,
        "other.txt": PAGE.replace("山腳", "海邊").replace("工廠", "碼頭").replace("授權", "租約"),
    })  # fmt: skip
    monkeypatch.chdir(site.root)
    assert run(site.root, "import", "page.txt").exit_code == 0
    first = ids_of(site.root)
    assert len(first) == 3
    done = []
    for name in (*EDITS, "import"):
        for words in EDITS[name] if name in commands else ():
            before = files_of(site.root)
            if name == "images":
                fetch_images(
                    site.root, manners=Manners(interval=0.0, may_ask_private=True), progress=lambda *_: None, say=print
                )
            else:
                result = run(site.root, name, *words)
                assert result.exit_code == 0 or "--redraw" in words, (name, words, result.output)
            done += [name] if files_of(site.root) != before else []
            ids = ids_of(site.root)
            assert set(first.values()) <= set(ids.values()), (name, words)
            assert {path: ids[path] for path in first if path in ids} == {p: id for p, id in first.items() if p in ids}
    before = files_of(site.root)
    for name in ("build", "check"):
        run(site.root, name)
    assert files_of(site.root) == before
    assert set(done) >= {"new", "id", "rename", "tag", "import", "restore", "set-aside", "images"} & commands
