"""Imported articles have identifiers: free, the same when an import is repeated, and kept when an article is replaced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beilin.files.digest import digest_of
from beilin.importing.archive.imported_article import read_imported
from beilin.importing.archive.own_keys import Identifiers, read_identifiers
from beilin.layout import import_record_path
from beilin.text.identifiers import draw_id
from tests.editing.test_identifiers import ids_of, run
from tests.importing.review.test_settle import PAGE
from tests.migrating.run.test_commands import SITE, write

SETTINGS = "title: T\nlanguage: zh-Hant\nbase_url: https://example.org/\n"
FEED = """\
{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [
 {"id": "1", "title": "山", "content_html": "<p>山上的文字，說的是山。</p>"},
 {"id": "2", "title": "海", "content_html": "<p>海邊的文字，說的是海。</p>"}]}
"""


def archive(root: Path, settings: str = SETTINGS) -> Path:
    """An archive with two sources beside its content."""
    write(root, {"site.yaml": settings.encode(), "page.txt": PAGE.encode(), "feed.json": FEED.encode()})
    for source in ("page.txt", "feed.json"):
        assert run(root, "import", str(root / source)).exit_code == 0
    return root


def test_every_kind_of_import_writes_one_that_is_reproducible(tmp_path: Path) -> None:
    one, two = archive(tmp_path / "a"), archive(tmp_path / "b")
    ids = ids_of(one)
    assert len(ids) == len(set(ids.values())) == 3
    assert ids == ids_of(two)
    for path in ids:  # the record knows the bytes that were written
        assert read_imported(one, path).record.markdown_sha256 == digest_of((one / path).read_bytes())
        text = (one / path).read_text()
        assert re.match(r"---\ntitle: [^\n]+\nid: [0-9a-z]{8}\n", text)
    other = archive(tmp_path / "c", SETTINGS.replace("example.org", "example.com"))
    assert not set(ids_of(other).values()) & set(ids.values())


def test_an_article_that_is_replaced_keeps_its_own(tmp_path: Path) -> None:
    root = archive(tmp_path)
    page = root / "content/articles/page.md"
    before = ids_of(root)
    edited = re.sub("id: .*", "id: ZZZZ-ZZZZ", page.read_text())
    page.write_text(edited + "\n編輯加的。\n")
    assert run(root, "import", str(root / "page.txt"), "--force").exit_code == 0
    assert ids_of(root) == {**before, "content/articles/page.md": "zzzzzzzz"}
    assert "編輯加的" not in page.read_text()


def test_an_import_that_was_interrupted_before_its_record_goes_on(tmp_path: Path) -> None:
    root = archive(tmp_path)
    before = {path: (root / path).read_bytes() for path in ids_of(root)}
    for path in before:
        (root / import_record_path(path)).unlink()
    for source in ("page.txt", "feed.json"):
        assert run(root, "import", str(root / source)).exit_code == 0
    assert {path: (root / path).read_bytes() for path in ids_of(root)} == before


def test_an_unchanged_source_is_not_imported_again_after_its_article_got_one(tmp_path: Path) -> None:
    """As for an archive that was imported by a version without identifiers."""
    root = archive(tmp_path)
    feed = (root / "feed.json").read_text().replace('"title": "T"', '"title": "改"')
    (root / "feed.json").write_text(feed)
    before = {path: (root / path).read_bytes() for path in ids_of(root)}
    result = run(root, "import", str(root / "feed.json"))
    assert result.exit_code == 0
    assert {path: (root / path).read_bytes() for path in ids_of(root)} == before
    assert "changed since" not in result.output


def test_one_that_any_file_has_is_not_drawn(tmp_path: Path) -> None:
    wanted = draw_id(("https://example.org/", "content/articles/a.md", "0" * 64), ())
    write(tmp_path, {"content/pages/x.md": f"\ufeff---\r\ntitle: x\r\nid: '{wanted.upper()}'\r\n---\r\n".encode()})
    write(tmp_path, {"content/articles/y.md": b"---\ntitle: y\n---\nid: aaaaaaaa\n", "content/articles/z.md": b"\xff"})
    assert read_identifiers(tmp_path) == {wanted}
    identifiers = Identifiers(tmp_path, "https://example.org/")
    drawn = [identifiers.draw("content/articles/a.md", "0" * 64) for _ in range(3)]
    assert len({wanted, *drawn}) == 4


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"site.yaml": SETTINGS.encode(), "page.txt": PAGE.encode()})
    assert run(tmp_path, "import", str(tmp_path / "page.txt"), "--dry-run").exit_code == 0
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize("edit", ["", "id: zzzzzzzz"])
def test_migrated_articles_have_them_and_keep_them(tmp_path: Path, edit: str) -> None:
    old, root = write(tmp_path / "old", SITE), tmp_path / "archive"
    assert run(root, "import", str(old)).exit_code == 0
    ids = ids_of(root)
    assert ids.keys() == {"content/articles/post/sea.md", "content/articles/post/hill.md"}
    for path in ids:
        assert read_imported(root, path).record.markdown_sha256 == digest_of((root / path).read_bytes())
    sea = root / "content/articles/post/sea.md"
    if edit:
        sea.write_text(re.sub("id: .*", edit, sea.read_text()))
    (old / "content/post/hill.md").write_text("+++\ntitle = '山'\ndate = 2016-01-03\n+++\n改寫了。\n")
    (root / "site.yaml").write_text((root / "site.yaml").read_text().replace("example.org", "example.com"))
    again = run(root, "import", str(old))
    assert again.exit_code == 0
    assert "改寫了" in (root / "content/articles/post/hill.md").read_text()
    assert ids_of(root) == {**ids, **({"content/articles/post/sea.md": "zzzzzzzz"} if edit else {})}
    assert run(tmp_path / "twin", "import", str(write(tmp_path / "two", SITE))).exit_code == 0
    assert ids_of(tmp_path / "twin") == ids


def test_an_article_that_is_withdrawn_stays_so(tmp_path: Path) -> None:
    root = archive(tmp_path)
    page, record = root / "content/articles/page.md", root / import_record_path("content/articles/page.md")
    assert run(root, "withdraw", "page", "--reason", "應要求：[全文]").exit_code == 0
    line = next(line for line in page.read_text().splitlines() if line.startswith("withdrawn: "))
    assert run(root, "import", str(root / "page.txt"), "--force").exit_code == 0
    assert page.read_text().splitlines()[3] == line
    assert read_imported(root, "content/articles/page.md").record.markdown_sha256 == digest_of(page.read_bytes())
    before = page.read_bytes()
    record.unlink()  # an import that was interrupted goes on
    assert run(root, "import", str(root / "page.txt")).exit_code == 0
    assert page.read_bytes() == before


def test_a_withdrawn_article_of_another_archive_is_imported_as_a_draft(tmp_path: Path) -> None:
    text = "---\ntitle: 甲\ndraft: false\nwithdrawn: {date: 2026-01-02, reason: 應要求}\n---\n\n山上的文字。\n"
    write(tmp_path, {"site.yaml": SETTINGS.encode(), "other.md": text.encode()})
    result = run(tmp_path, "import", str(tmp_path / "other.md"))
    assert result.exit_code == 0
    assert "it was withdrawn, so it is a draft here" in result.output
    assert "draft: true\n" in (tmp_path / "content/articles/other.md").read_text()
