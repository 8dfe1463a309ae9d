"""Publishing to a branch: what it does, and that a refusal leaves every branch as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions
from beilin.deploying import pages_host
from beilin.deploying.deploy import deploy as publish
from beilin.deploying.deploy import prepared
from beilin.deploying.refusal import DeployError
from tests.deploying.support import BASE_URL, Checkout, git
from tests.little_site import article


def test_a_site_is_published_to_a_branch(checkout: Checkout) -> None:
    result = checkout.deploy_well()
    assert "gh-pages at" in result.stdout
    assert "is not there yet; it will be made" in result.stdout
    assert "Deploy from a branch, gh-pages, / (root)" in result.stdout
    paths = checkout.published_paths()
    assert {"index.html", "404.html", "articles/a/index.html", ".nojekyll"} <= paths
    assert not {".gitignore", "CNAME", "site.yaml"} & paths, (
        "Beilin's own mark would hide every file from the host's git"
    )
    assert "甲" in checkout.published("articles/a/index.html")
    assert BASE_URL in checkout.published("sitemap.xml")
    assert not checkout.site.output.exists(), "site/ has no part in it"
    assert not list((checkout.root / ".beilin").glob("deploy*")), "nor stays anything of the build"
    assert git(checkout.root, "for-each-ref", "--format", "%(refname)", "refs/heads") == "refs/heads/main\n"
    assert git(checkout.root, "status", "--porcelain") == ""
    source = git(checkout.root, "rev-parse", "--short", "HEAD").strip()
    assert git(checkout.remote, "log", "-1", "--format=%s|%cn|%ce", "gh-pages") == (
        f"Publish {source}|硯秋|editor@example.org\n"
    )


def test_a_second_deployment_follows_the_first(checkout: Checkout) -> None:
    """What was published once stays in the branch's history."""
    checkout.deploy_well()
    again = checkout.deploy_well()
    assert "nothing to publish" in again.stdout
    assert git(checkout.remote, "rev-list", "--count", "gh-pages") == "1\n"

    checkout.site.write({"content/articles/c.md": article("丙", date="2024-01-03")})
    (checkout.root / "content/articles/a.md").unlink()
    result = checkout.deploy_well()
    assert (
        "note: not committed, and published all the same: content/articles/a.md, content/articles/c.md" in result.stderr
    )
    assert git(checkout.remote, "rev-list", "--count", "gh-pages") == "2\n"
    assert git(checkout.remote, "log", "-1", "--format=%s", "gh-pages").endswith("with uncommitted changes\n")
    paths = checkout.published_paths()
    assert "articles/c/index.html" in paths
    assert "articles/a/index.html" not in paths


def test_a_damaged_state_is_in_nobodys_way(checkout: Checkout) -> None:
    checkout.deploy_well()
    checkout.site.build_well()
    said = checkout.deploy_well("--dry-run").stdout
    (state,) = (checkout.root / ".beilin").glob("site.sqlite")
    data = state.read_bytes()
    for damage in (data[: len(data) // 2], bytes(len(data)), b"no database"):
        state.write_bytes(damage)
        assert checkout.deploy_well("--dry-run").stdout == said
    state.unlink()
    state.mkdir()
    assert checkout.deploy_well("--dry-run").stdout == said


def test_a_dry_run_shows_the_difference_and_publishes_nothing(checkout: Checkout) -> None:
    checkout.deploy_well()
    checkout.site.write(
        {
            "content/articles/c.md": article("丙", date="2024-01-03", aliases="[gone]"),
            "content/b.bin": b"12345",
        }
    )
    (checkout.root / "content/articles/a.md").unlink()
    before = checkout.refs()
    result = checkout.deploy_well("--dry-run")
    assert checkout.refs() == before
    lines = result.stdout.splitlines()
    assert "  + b.bin  5 bytes" in lines
    assert any(line.startswith("  + articles/c/index.html  ") for line in lines)
    assert any(line.startswith("  ~ index.html  ") for line in lines)
    assert "  - articles/a/index.html" in lines
    assert "1 redirect:" in lines
    assert "  /articles/gone/ → /archive/articles/c/" in lines
    assert any(line.startswith("1 page is gone without a redirect") for line in lines)
    assert any(" added (" in line and " changed (" in line and "2 removed" in line for line in lines)
    assert any(line.startswith("site: ") and "of 1 GB" in line and "of 100 MiB" in line for line in lines)
    assert lines[-1] == "Dry run: nothing was published."


def test_another_branch_and_another_remote(checkout: Checkout, tmp_path: Path) -> None:
    """Codeberg, for one, publishes the branch `pages`."""
    other = tmp_path / "other.git"
    git(tmp_path, "init", "--quiet", "--bare", str(other))
    git(checkout.root, "remote", "add", "codeberg", str(other))
    checkout.deploy_well("--remote", "codeberg", "--branch", "pages", "--base-url", "https://me.codeberg.page/archive/")
    assert git(other, "for-each-ref", "--format", "%(refname)") == "refs/heads/pages\n"
    assert "https://me.codeberg.page/archive/" in git(other, "show", "pages:sitemap.xml")


def test_odd_names_are_published_as_they_are(checkout: Checkout) -> None:
    checkout.site.write({"content/碑 林/a b#c%.txt": "x", "content/-f": "y"})
    checkout.deploy_well()
    assert {"碑 林/a b#c%.txt", "-f"} <= checkout.published_paths()


def test_a_name_that_git_cannot_be_given_stops_it(checkout: Checkout) -> None:
    """ghp-import writes a name as it is, and git reads a quotation mark at its beginning as the start of a quotation."""
    checkout.site.write({'content/"quoted".txt': "x"})
    assert (
        'error: the commit could not be made: Garbage after path in: M 100644 inline "quoted".txt' in checkout.refused()
    )


def test_a_commit_that_is_not_what_was_built_is_not_pushed(checkout: Checkout) -> None:
    before = checkout.refs()
    with prepared(checkout.root, BuildOptions(jobs=1)) as deployment:
        (deployment.folder / "index.html").write_text("changed meanwhile")
        with pytest.raises(DeployError, match="did not take every file"):
            publish(deployment)
    assert checkout.refs() == before


class TestDomain:
    """GitHub keeps the domain of a site that is published from a branch in the branch's CNAME file."""

    def test_it_is_that_of_base_url(self, checkout: Checkout) -> None:
        checkout.deploy_well("--base-url", "https://beilin.tw/")
        assert checkout.published("CNAME") == "beilin.tw\n"

    def test_one_that_the_settings_gave_stays(self, checkout: Checkout) -> None:
        checkout.deploy_well("--base-url", "https://beilin.tw/")
        checkout.deploy_well()
        assert checkout.published("CNAME") == "beilin.tw\n"

    def test_a_file_in_content_must_agree(self, checkout: Checkout) -> None:
        checkout.site.write({"content/CNAME": "other.tw\n"})
        assert "content/CNAME says other.tw, but base_url is https://beilin.tw/" in checkout.refused(
            "--base-url", "https://beilin.tw/"
        )
        checkout.deploy_well()
        assert checkout.published("CNAME") == "other.tw\n"


class TestRefusals:
    """Each leaves every branch, here and at the remote, as it was; `refused` sees to that."""

    def test_no_repository(self, checkout: Checkout) -> None:
        (checkout.root / ".git").rename(checkout.root.parent / "git")
        result = checkout.deploy()
        assert result.exit_code == 1
        assert "archive/ is in no git repository\n  Type: git init" in result.stderr

    def test_no_git(self, checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(checkout.root))
        result = checkout.deploy()
        assert result.exit_code == 1
        assert "error: there is no git here\n  Install git" in result.stderr

    def test_no_remote(self, checkout: Checkout) -> None:
        assert "choose one that is there: --remote origin" in checkout.refused("--remote", "upstream")
        git(checkout.root, "remote", "remove", "origin")
        assert "there is no remote 'origin'\n  Type: git remote add origin" in checkout.refused()

    def test_an_unreachable_remote(self, checkout: Checkout) -> None:
        away = checkout.remote.rename(checkout.remote.with_name("away"))
        result = checkout.deploy()
        assert result.exit_code == 1
        assert "remote.git cannot be reached (" in result.stderr
        away.rename(checkout.remote)

    def test_an_error_in_the_archive(self, checkout: Checkout) -> None:
        checkout.deploy_well()
        checkout.site.write({"content/articles/a.md": "---\ntitle: [\n---\n"})
        words = checkout.refused()
        assert words.startswith("content/articles/a.md:")
        assert "error: the archive has errors\n" in words

    def test_an_error_in_the_settings(self, checkout: Checkout) -> None:
        checkout.site.write({"site.yaml": "title: x\n"})
        assert "base_url is missing" in checkout.refused()

    def test_the_branch_of_the_sources(self, checkout: Checkout) -> None:
        git(checkout.root, "push", "--quiet", "origin", "main", "main:sources")
        for branch in ("main", "sources"):
            assert f"{branch} is the branch of the archive's sources" in checkout.refused("--branch", branch)
        assert "is no name for a branch" in checkout.refused("--branch", "a..b")

    def test_an_example_for_an_address(self, checkout: Checkout) -> None:
        assert "which is only an example" in checkout.refused("--base-url", "https://example.org/")

    def test_a_file_or_a_site_too_large(self, checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
        checkout.site.write({"content/large.bin": bytes(3000)})
        monkeypatch.setattr(pages_host, "MAX_BYTES_A_FILE", 2999)
        assert "large.bin has 3 kB, more than the 2.9 kB that GitHub takes in a file" in checkout.refused()
        monkeypatch.setattr(pages_host, "MAX_BYTES_A_FILE", 3000)
        monkeypatch.setattr(pages_host, "MAX_BYTES_A_SITE", 4000)
        assert "more than the 4 kB that GitHub Pages publishes" in checkout.refused("--dry-run")

    def test_no_name_for_a_commit(self, checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        assert "git does not know whose name to put on a commit\n  Type: git config" in checkout.refused()

    def test_a_push_that_the_remote_refuses(self, checkout: Checkout) -> None:
        """As a protected branch does."""
        checkout.deploy_well()
        checkout.site.write({"content/articles/a.md": article("改")})
        git(checkout.root, "branch", "gh-pages", "HEAD")  # the editor's own, by the same name
        hook(checkout.remote, "pre-receive", "echo 'This branch is protected.' >&2; exit 1")
        words = checkout.refused()
        assert "refuses the push to gh-pages (pre-receive hook declined): This branch is protected." in words

    def test_someone_else_who_published_meanwhile(self, checkout: Checkout) -> None:
        """Another commit arrives between the look at the remote and the push, or while the push is under way."""
        checkout.deploy_well()
        published = git(checkout.remote, "rev-parse", "gh-pages").strip()
        tree = git(checkout.remote, "rev-parse", "gh-pages^{tree}").strip()
        theirs = git(checkout.remote, "commit-tree", "-p", published, "-m", "theirs", tree).strip()
        checkout.site.write({"content/articles/a.md": article("改")})
        with prepared(checkout.root, BuildOptions(jobs=1)) as deployment:
            git(checkout.remote, "update-ref", "refs/heads/gh-pages", theirs)
            with pytest.raises(DeployError, match="someone else has published to gh-pages meanwhile"):
                publish(deployment)
        git(checkout.remote, "update-ref", "refs/heads/gh-pages", published)
        hook(checkout.root / ".git", "pre-push", f"git -C '{checkout.remote}' update-ref refs/heads/gh-pages {theirs}")
        result = checkout.deploy()
        assert result.exit_code == 1
        assert "error: someone else has published to gh-pages meanwhile" in result.stderr
        assert git(checkout.remote, "rev-parse", "gh-pages").strip() == theirs
        assert git(checkout.root, "for-each-ref", "--format", "%(refname)", "refs/heads") == "refs/heads/main\n"

    def test_no_permission(self, checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """As ssh says it, and as GitHub says it through ssh once it knows who asks."""
        ssh = tmp_path / "ssh"
        monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
        git(checkout.root, "remote", "set-url", "origin", "git@github.com:me/archive.git")
        for said in (
            "git@github.com: Permission denied (publickey).",
            "ERROR: Permission to me/archive.git denied to you.",
            "ERROR: Repository not found.",
        ):
            ssh.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 128\n")
            ssh.chmod(0o755)
            words = checkout.refused()
            assert f"there is no permission to use git@github.com:me/archive.git ({said})" in words


def test_what_only_a_check_sees_is_said(checkout: Checkout) -> None:
    """Warnings stop nothing."""
    checkout.site.write({"content/articles/a.md": article("甲", "[別處](b.md#沒有)\n", date="2024-01-01")})
    result = checkout.deploy_well()
    assert "content/articles/a.md:2:1: warning: the article has no tag" in result.stderr


def test_a_detached_head_is_noted(checkout: Checkout) -> None:
    git(checkout.root, "checkout", "--quiet", "--detach")
    result = checkout.deploy_well()
    assert "note: HEAD is detached at " in result.stderr


def test_a_password_in_the_remotes_url_is_not_shown(checkout: Checkout) -> None:
    git(checkout.root, "remote", "set-url", "origin", "https://me:geheim@127.0.0.1:9/me/archive.git")
    words = checkout.refused()
    assert "geheim" not in words
    assert "https://127.0.0.1:9/me/archive.git cannot be reached" in words


def hook(repository: Path, name: str, script: str) -> None:
    """Give the repository a hook."""
    path = repository / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
