"""`build --offline` makes a whole copy that needs no server, or none."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.offline.windows_names import refused_by_windows
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article
from tests.offline.walk import faults_of

BASE_URL = "https://example.org/archive/"
BODY = (
    "見[乙](b.md)、[自己](#後)與[圖](../files/a%20%23b.txt)。[^1]\n\n[^1]: 註。\n\n## 後\n\n"
    "<img src='../images/x.svg' alt='圖'>\n\n[絕對](https://example.org/archive/articles/乙/)\n"
)
FILES: dict[str, str | bytes] = {
    "content/articles/a.md": article(
        "甲", BODY, date="2024-01-02", tags="[C#, 開源]", aliases="[/old/, 舊]", author="丙"
    ),
    "content/articles/b.md": article("乙", slug="乙", date="2025-01-02", tags="[開源]", series="丁"),
    "content/articles/draft.md": article("稿", draft="true"),
    "content/pages/about.md": article("關於"),
    "content/pages/404.md": article("沒有"),
    "content/images/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"><a href="/archive/about/"><path d="M0 0"/></a></svg>',
    "content/files/a #b.txt": "text",
    "content/demo/index.html": "<a href='../about/'>x</a><a href=/archive/articles/乙>y</a><p style='background:url(/archive/images/x.svg)'>",
    "content/demo/style.css": "p { background: url(/archive/images/x.svg) }",
    "content/CNAME": "example.org",
    "site.yaml": SETTINGS.replace("bare", "ink").replace("example.org/", "example.org/archive/")
    + "script_twins: true\n",
}


BARE = FILES | {"site.yaml": SETTINGS}


def run(site: LittleSite, target: Path | str, *arguments: str) -> Result:
    """The command."""
    command = ["build", "--root", str(site.root), "--today", "2026-01-01", "--jobs", "1", "--offline", str(target)]
    return CliRunner().invoke(cli, [*command, *arguments], env={"BEILIN_LANGUAGE": "en"})


def files_in(folder: Path) -> dict[str, bytes]:
    """The files in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_address_in_a_copy_leads_to_a_file(make_site: MakeSite, tmp_path: Path) -> None:
    site, copy = make_site(FILES), tmp_path / "copy"
    (site.output / "foreign").mkdir(parents=True)
    (site.output / "foreign/page.html").write_text("of others")
    result = run(site, copy)
    assert result.exit_code == 0, result.stderr
    copied, built = files_in(copy), files_in(site.output)
    assert result.stdout.splitlines()[-1].startswith(f"{copy}/: {len(copied)} files, ")
    assert faults_of(copy, BASE_URL) == []
    left_out = {"CNAME", ".nojekyll", "foreign/page.html"}
    assert built.keys() - copied.keys() == left_out
    assert [name for name in copied.keys() - built.keys() if not name.endswith(".classic.js")] == []
    assert b"caches" not in copied["sw.js"]
    assert b"unregister()" in copied["sw.js"]
    # What is for readers of feeds and for machines names the published site, as do the files that nobody changes.
    same = [name for name in copied.keys() & built.keys() if copied[name] == built[name]]
    assert {
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        "articles/a/index.md",
        "files/a #b.txt",
        "search/meta.json",
    } <= set(same)
    page = copied["articles/a/index.html"].decode()
    assert f'<link rel="canonical" href="{BASE_URL}articles/a/">' in page
    in_tags = re.findall(rf'<(\w+[^>]*?) href="{BASE_URL}', page)
    assert {tag.partition(" hreflang")[0] for tag in in_tags} == {'link rel="canonical"', 'link rel="alternate"'}
    assert b'url=../articles/a/index.html"' in copied["old/index.html"]
    assert b"url(../images/x.svg)" in copied["demo/style.css"]


def test_the_same_site_gives_the_same_copy(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(BARE)
    for name in ("one", "one.zip", "two.zip"):
        assert run(site, tmp_path / name).exit_code == 0
    assert run(site, tmp_path / "jobs", "--jobs", "2").exit_code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert files_in(tmp_path / "one") == files_in(tmp_path / "jobs")
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == files_in(tmp_path / "one")


def test_a_copy_with_drafts_has_them(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(BARE)
    assert run(site, tmp_path / "copy", "--drafts").exit_code == 0
    assert "articles/draft/index.html" in files_in(tmp_path / "copy")
    assert not site.output.exists()


@pytest.mark.parametrize(
    "name", ["full", "file", "x.zip", "archive/content/x", "archive/site/x", "archive/.beilin/x.zip"]
)
def test_a_place_that_is_not_free_is_refused_before_anything_is_built(
    make_site: MakeSite, tmp_path: Path, name: str
) -> None:
    site = make_site({"content/articles/a.md": article("甲")})
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").touch()
    (tmp_path / "file").touch()
    (tmp_path / "x.zip").touch()
    target = site.root / name.removeprefix("archive/") if name.startswith("archive/") else tmp_path / name
    before = sorted(tmp_path.rglob("*"))
    result = run(site, target)
    assert result.exit_code == 1
    assert f"the copy cannot be at {target}: " in result.stderr
    assert "No copy was made, and nothing was left there." in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_copy_that_cannot_be_written_leaves_nothing(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"content/articles/a.md": article("甲")})
    (tmp_path / "file").touch()
    result = run(site, tmp_path / "file/copy")
    assert result.exit_code == 1
    assert "error: " in result.stderr
    assert "No copy was made" in result.stderr
    assert (tmp_path / "file").read_bytes() == b""


def test_an_archive_with_errors_has_no_copy(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"content/articles/a.md": "no front matter"})
    assert run(site, tmp_path / "copy").exit_code == 1
    assert not (tmp_path / "copy").exists()


def test_names_that_windows_cannot_have() -> None:
    names = [
        "a/b.html", "a/b:c", "con/x", "a/CON.txt", "contents/x", "a./x", "a /x", "a/x.", "a?b", "com1", "com10", "A/B.html",
    ]  # fmt: skip
    assert list(refused_by_windows(names)) == [
        "a/b:c", "con/x", "a/CON.txt", "a./x", "a /x", "a/x.", "a?b", "com1", "A/B.html",
    ]  # fmt: skip
