"""`deploy --target`: a whole archive to a folder."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.deploying.manifest import MANIFEST
from tests.little_site import LittleSite, article, little_site


@pytest.fixture
def site(tmp_path: Path) -> LittleSite:
    """An archive with two articles, in no repository."""
    site = little_site(
        tmp_path / "archive",
        {
            "content/articles/碑林.md": article("甲", date="2024-01-01", slug="a"),
            "content/articles/b.md": article("乙", date="2024-01-02"),
            "content/articles/c.md": article("草稿", draft="true"),
            "content/圖 片/a b.txt": "x",
        },
    )
    settings = (site.root / "site.yaml").read_text("utf-8")
    site.write({"site.yaml": settings.replace("https://example.org/", "https://archive.example.tw/")})
    return site


def deploy(site: LittleSite, *arguments: str) -> Result:
    """`build.py deploy --target` in this process, to a folder beside the archive."""
    target = site.root.parent / "www"
    return CliRunner().invoke(
        cli, ["deploy", "--root", str(site.root), "--jobs", "1", "--target", str(target), *arguments]
    )


def test_a_site_is_uploaded_and_then_what_changed(site: LittleSite) -> None:
    place = site.root.parent / "www"
    dry = deploy(site, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert dry.stdout.endswith("Dry run: nothing was published.\n")
    assert not place.exists()

    first = deploy(site)
    assert first.exit_code == 0, first.output
    assert "holds nothing of the site yet" in first.stdout
    assert first.stdout.endswith(f"Published to {place}\n")
    site.build_well()
    there = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert there == {*site.outputs(), MANIFEST}
    assert {"圖 片/a b.txt", "articles/a/index.html"} <= there, "and no draft"
    assert not (site.root / ".beilin/deploy").exists()

    site.write({"content/articles/b.md": article("丙", date="2024-01-02")})
    (site.root / "content/articles/碑林.md").unlink()
    second = deploy(site)
    assert "  - articles/a/index.html" in second.stdout.splitlines()
    assert "1 page is removed without a redirect" in second.stdout
    assert "丙" in (place / "articles/b/index.html").read_text("utf-8")
    assert not (place / "articles/a").exists()
    assert "nothing to publish: the target already holds this site" in deploy(site).stdout


def test_what_prevents_it_is_said_before_anything_is_written(site: LittleSite) -> None:
    place = site.root.parent / "www"
    example = deploy(site, "--base-url", "https://example.org/")
    assert "which is only an example" in example.stderr
    assert example.stderr.endswith("Nothing was uploaded.\n")
    site.write({"content/articles/b.md": "---\ntitle: [\n---\n"})
    faulty = deploy(site)
    assert faulty.exit_code == 1
    assert faulty.stderr.startswith("content/articles/b.md:")
    assert "error: the archive has errors\n" in faulty.stderr
    assert not place.exists()


def test_an_upload_that_fails_midway_says_so(site: LittleSite, monkeypatch: pytest.MonkeyPatch) -> None:
    place = site.root.parent / "www"
    copy = shutil.copyfile

    def full(source: Path, target: Path) -> None:
        if Path(target).is_relative_to(place) and Path(source).name == "index.html":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        copy(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        failed = deploy(site)
    assert failed.exit_code == 1
    assert "No space left on device" in failed.stderr
    assert failed.stderr.endswith("deploy again to finish it.\n")
    assert deploy(site).exit_code == 0
    assert (place / "index.html").exists()


def test_a_site_that_moved_is_replaced_only_if_that_is_meant(site: LittleSite) -> None:
    assert deploy(site).exit_code == 0
    moved = ("--base-url", "https://moved.example.tw/")
    refused = deploy(site, *moved)
    assert refused.exit_code == 1
    assert "add --moved" in refused.stderr
    assert deploy(site, *moved, "--moved").exit_code == 0
    assert "nothing to publish" in deploy(site, *moved).stdout


@pytest.mark.parametrize("option", [("--branch", "x"), ("--remote", "x")])
def test_a_target_is_not_a_branch(site: LittleSite, option: tuple[str, str]) -> None:
    result = deploy(site, *option)
    assert result.exit_code == 2
    assert f"leave out {option[0]}" in result.stderr
    alone = CliRunner().invoke(cli, ["deploy", "--root", str(site.root), "--moved"])
    assert alone.exit_code == 2
