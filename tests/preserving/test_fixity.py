"""`check --fixity`: damage of sources, articles and records, told apart from edits."""

from __future__ import annotations

import json
import os
import subprocess
import time
from hashlib import sha256
from pathlib import Path

import pytest

from beilin.files.signature import SETTLE_NS
from beilin.preserving.fixity import check_fixity
from tests.conftest import MakeSite
from tests.importing.formats.mhtml.messages import MimePart, mhtml, page, png
from tests.little_site import LittleSite, article
from tests.preserving.support import run

TEXT = "甲山的一行文字。\n\n第二段在這裡。\n"
IMPORTED = "content/articles/found.md"
RECORD = "content/articles/found.source.yaml"
KEPT = f"sources/{sha256(TEXT.encode()).hexdigest()}-found.txt"


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive with an imported article, whose source is kept, and one that was written."""
    site = make_site({"content/articles/own.md": article("自撰", date="2023-06-21", tags="[甲]")})
    settings = (site.root / "site.yaml").read_text("utf-8")
    site.write({"site.yaml": f"{settings}keep_sources: true\n", "../found.txt": TEXT})
    assert run("import", "--root", site.root, site.root.parent / "found.txt").exit_code == 0
    assert (site.root / KEPT).exists()
    time.sleep(2 * SETTLE_NS / 1e9)  # of what changed shortly before it, a build keeps the digest alone
    site.build()
    return site


def found(site: LittleSite) -> list[tuple[str, str]]:
    """(file, code) of everything that the check of fixity finds."""
    return [(problem.file, problem.code) for problem in check_fixity(site.root, lambda *_: None).problems]


def edit(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes by as many others, as an editor does: with a new time."""
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def rot(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes by as many others, and set the time back. (The time of the change of metadata cannot be set.)"""
    times = path.stat()
    edit(path, old, new)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def commit(site: LittleSite) -> None:
    """Commit the archive."""
    if not (site.root / ".git").exists():
        git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "x")


def git(site: LittleSite, *arguments: str) -> None:
    """Run git in the archive, without this machine's settings."""
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(command, cwd=site.root, env=environment, check=True)


def test_an_archive_as_it_was_written_has_no_damage(site: LittleSite) -> None:
    assert found(site) == []


def test_a_damaged_source_is_named(site: LittleSite) -> None:
    rot(site.root / KEPT, b"\n\n", b"\n ")
    assert found(site) == [(KEPT, "source-damaged")]
    assert run("check", "--root", site.root, "--fixity", "--code", "source-damaged").exit_code == 1
    assert run("check", "--root", site.root, "--code", "source-damaged").exit_code == 0


def test_a_lost_source_is_named(site: LittleSite) -> None:
    (site.root / KEPT).unlink()
    assert found(site) == [(RECORD, "source-missing")]
    edit(site.root / "site.yaml", b"keep_sources: true\n", b"")
    assert found(site) == []


def test_a_record_without_its_article_is_named(site: LittleSite) -> None:
    (site.root / IMPORTED).unlink()
    assert found(site) == [(IMPORTED, "article-gone")]


def test_a_damaged_record_is_named(site: LittleSite) -> None:
    (site.root / RECORD).write_bytes(b"source: {sha256\n")
    assert found(site) == [(RECORD, "record-damaged")]


def test_an_imported_article_that_no_commit_knows_is_named(site: LittleSite) -> None:
    edit(site.root / IMPORTED, "第二段".encode(), "第三段".encode())
    edit(site.root / "content/articles/own.md", "文字".encode(), "文章".encode())
    assert found(site) == [(IMPORTED, "uncommitted-change")]
    result = run("check", "--root", site.root, "--fixity")
    assert "The archive is in no git repository" in result.stderr
    assert "verify BAG --against ." in result.stderr


def test_what_beilin_itself_edits_is_no_damage(site: LittleSite) -> None:
    assert run("set-aside", "--root", site.root, "found", "3").exit_code == 0
    assert found(site) == []
    assert run("restore", "--root", site.root, "found", "3").exit_code == 0
    assert found(site) == []


@pytest.mark.usefixtures("needs_git")
def test_a_committed_edit_is_no_damage_and_an_uncommitted_one_is_noted(site: LittleSite) -> None:
    commit(site)
    assert found(site) == []
    for path in (IMPORTED, "content/articles/own.md"):
        edit(site.root / path, "的一".encode() if path == IMPORTED else "文字".encode(), "二字".encode())
    (site.root / KEPT).unlink()
    assert found(site) == [
        (IMPORTED, "uncommitted-change"), (RECORD, "source-missing"), ("content/articles/own.md", "uncommitted-change"),
        (KEPT, "uncommitted-change"),
    ]  # fmt: skip
    commit(site)
    assert found(site) == [(RECORD, "source-missing")]
    assert "git repository" not in run("check", "--root", site.root, "--fixity").stderr


@pytest.mark.usefixtures("needs_git")
def test_an_archive_in_a_folder_of_a_repository_is_known(site: LittleSite) -> None:
    commit(LittleSite(site.root.parent))
    edit(site.root / "content/articles/own.md", "文字".encode(), "二字".encode())
    assert found(site) == [("content/articles/own.md", "uncommitted-change")]


@pytest.mark.usefixtures("needs_git")
def test_line_ends_that_git_would_commit_otherwise_are_no_damage(site: LittleSite) -> None:
    site.write({"content/articles/own.md": article("自撰").replace("\n", "\r\n")})
    commit(site)
    site.write({".gitattributes": "* text=auto\n"})
    commit(site)
    assert found(site) == []


@pytest.mark.usefixtures("needs_git")
def test_bytes_that_change_silently_are_named(site: LittleSite) -> None:
    """Whatever the time of the last change of metadata is, which no program can set back."""
    commit(site)
    later = 1_000_000_000
    for path in ("site.yaml", "content/articles/own.md", KEPT):
        os.utime(site.root / path, (later, later))
    git(site, "update-index", "-q", "--refresh")
    rot(site.root / "content/articles/own.md", "文字".encode(), "文章".encode())
    rot(site.root / "site.yaml", b"Asia/Taipei", b"Asia/Taipei")  # written again as it was
    assert found(site) == [("content/articles/own.md", "bit-rot")]


def test_bytes_that_differ_from_the_last_build_are_named(site: LittleSite) -> None:
    rot(site.root / "content/articles/own.md", "文字".encode(), "文章".encode())
    assert found(site) == [("content/articles/own.md", "bit-rot")]
    (site.root / ".beilin").rename(site.root / ".elsewhere")
    assert found(site) == []
    (site.root / ".elsewhere").rename(site.root / ".beilin")
    (site.root / "content/articles/own.md").touch()
    assert found(site) == []


def test_saved_pages_and_fetched_images_that_changed_are_named(site: LittleSite) -> None:
    image = {
        "url": "https://a.example/1.png",
        "file": "content/images/remote/1.png",
        "fetched_at": "2026-01-01T00:00:00Z",
    }
    page = {"url": "https://a.example/", "captured": "2026-01-01T00:00:00Z", "file": "a-example.warc.gz", "size": 3}
    site.write(
        {
            "content/images/remote/1.png": b"png",
            "imports/images.jsonl": json.dumps({**image, "sha256": sha256(b"png").hexdigest()}) + "\n",
            "snapshots/a-example.warc.gz": b"arc",
            "snapshots/index.jsonl": json.dumps({**page, "sha256": sha256(b"arc").hexdigest()}) + "\n",
        }
    )
    assert found(site) == []
    edit(site.root / "content/images/remote/1.png", b"png", b"PNG")
    edit(site.root / "snapshots/a-example.warc.gz", b"arc", b"ARC")
    assert found(site) == [
        ("content/images/remote/1.png", "uncommitted-change"), ("snapshots/a-example.warc.gz", "bad-snapshot"),
    ]  # fmt: skip


def test_a_lost_image_of_an_import_is_named(site: LittleSite) -> None:
    picture = png(200)
    parts = (
        MimePart(page('<p><img src="https://a.example/i/red.png" alt="紅"></p>'), location="https://a.example/posts/1"),
        MimePart(picture, "image/png", "https://a.example/i/red.png", encoding="base64"),
    )
    site.write({"../page.mhtml": mhtml(*parts)})
    assert run("import", "--root", site.root, site.root.parent / "page.mhtml").exit_code == 0
    (image,) = (site.root / "content/articles").rglob("*.png")
    assert found(site) == []
    image.write_bytes(picture + b"\0")
    assert found(site) == [(image.relative_to(site.root).as_posix(), "uncommitted-change")]
