"""Publishing to a branch: what it does, and that a refusal leaves every branch unchanged."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions
from beilin.deploying import github_pages
from beilin.deploying.deploy import deploy as publish
from beilin.deploying.deploy import prepare_deployment
from beilin.deploying.errors import DeployError
from tests.deploying.support import BASE_URL, Checkout, git, make_checkout
from tests.little_site import article


def test_a_site_is_published_to_a_branch(checkout: Checkout) -> None:
    result = checkout.deploy_ok()
    assert "gh-pages at" in result.stdout
    assert "does not exist yet; it will be created" in result.stdout
    assert "Deploy from a branch, gh-pages, / (root)" in result.stdout
    paths = checkout.published_paths()
    assert {"index.html", "404.html", "articles/a/index.html", ".nojekyll"} <= paths
    assert not {".gitignore", "CNAME", "site.yaml"} & paths, (
        "Beilin's own mark would hide every file from the host's git"
    )
    assert "甲" in checkout.published("articles/a/index.html")
    assert BASE_URL in checkout.published("sitemap.xml")
    assert not checkout.site.output.exists(), "site/ is not involved"
    assert not list((checkout.root / ".beilin").glob("deploy*")), "nothing of the build is left"
    assert git(checkout.root, "for-each-ref", "--format", "%(refname)", "refs/heads") == "refs/heads/main\n"
    assert git(checkout.root, "status", "--porcelain") == ""
    source = git(checkout.root, "rev-parse", "--short", "HEAD").strip()
    assert git(checkout.remote, "log", "-1", "--format=%s|%cn|%ce", "gh-pages") == (
        f"Publish {source}|硯秋|editor@example.org\n"
    )


def test_a_second_deployment_follows_the_first(checkout: Checkout) -> None:
    """Every published version stays in the branch's history."""
    checkout.deploy_ok()
    again = checkout.deploy_ok()
    assert "nothing to publish" in again.stdout
    assert git(checkout.remote, "rev-list", "--count", "gh-pages") == "1\n"

    checkout.site.write({"content/articles/c.md": article("丙", date="2024-01-03")})
    (checkout.root / "content/articles/a.md").unlink()
    result = checkout.deploy_ok()
    assert "note: published although not committed: content/articles/a.md, content/articles/c.md" in result.stderr
    assert git(checkout.remote, "rev-list", "--count", "gh-pages") == "2\n"
    assert git(checkout.remote, "log", "-1", "--format=%s", "gh-pages").endswith("with uncommitted changes\n")
    paths = checkout.published_paths()
    assert "articles/c/index.html" in paths
    assert "articles/a/index.html" not in paths


def test_a_dry_run_lists_the_changes_and_publishes_nothing(checkout: Checkout) -> None:
    checkout.deploy_ok()
    checkout.site.write(
        {
            "content/articles/c.md": article("丙", date="2024-01-03", id="7k3m9q2x", aliases="[gone]"),
            "content/b.bin": b"12345",
        }
    )
    (checkout.root / "content/articles/a.md").unlink()
    before = checkout.refs()
    result = checkout.deploy_ok("--dry-run")
    assert checkout.refs() == before
    lines = result.stdout.splitlines()
    assert "  + b.bin  5 bytes" in lines
    assert any(line.startswith("  + articles/c/index.html  ") for line in lines)
    assert any(line.startswith("  ~ index.html  ") for line in lines)
    assert "  - articles/a/index.html" in lines
    assert "1 redirect:" in lines
    assert "  /articles/gone/ → /archive/articles/c/" in lines
    assert "redirects of permanent identifiers: 1" in lines
    assert any(line.startswith("1 page is removed without a redirect") for line in lines)
    assert any(" added (" in line and " changed (" in line and "2 removed" in line for line in lines)
    assert any(line.startswith("site: ") and "of 1 GB" in line and "of 100 MiB" in line for line in lines)
    assert lines[-1] == "Dry run: nothing was published."


@pytest.mark.parametrize("is_dry", [True, False])
def test_new_files_are_named_before_pages_and_counted_if_they_are_many(checkout: Checkout, is_dry: bool) -> None:
    """Among many new pages, a file that nobody meant to publish would not be noticed."""
    checkout.deploy_ok()
    checkout.site.write({f"content/articles/n{n}.md": article(f"新{n}") for n in range(45)})
    checkout.site.write({"content/zzz/plan.pdf": "x", "content/zzz/all.sql": "x"})
    lines = checkout.deploy_ok(*(["--dry-run"] if is_dry else [])).stdout.splitlines()
    added = [line for line in lines if line.startswith("  + ")]
    assert added[0].startswith("  + zzz/plan.pdf")
    assert len(added) == 42
    assert re.fullmatch(r"  \+ … and 5\d more", added[-1])


def test_the_files_of_the_search_are_published_and_listed_in_one_line(checkout: Checkout) -> None:
    checkout.site.write({"themes/bare/templates/search.html": "{{ site.search }}", "content/zzz.pdf": "x"})
    lines = checkout.deploy_ok().stdout.splitlines()
    assert "  + zzz.pdf  1 byte" in lines
    assert sum("the search's index, in files: " in line for line in lines) == 1
    assert not any("search/a/" in line for line in lines)
    assert {"search/index.html", "search/meta.json", "search/a/g/0000.bin"} <= checkout.published_paths()
    assert not list((checkout.root / ".beilin").glob("deploy*")), "nothing of the build is left"
    checkout.site.write({"content/articles/a.md": article("甲", "另一段。\n", date="2024-01-01")})
    changed = checkout.deploy_ok("--dry-run").stdout
    assert re.search(
        r"^  ~ search/  the search's index, in files: 0 added, \d+ changed, 0 removed$", changed, re.MULTILINE
    )


def test_a_different_branch_and_remote(checkout: Checkout, tmp_path: Path) -> None:
    """Codeberg, for one, publishes the branch `pages`."""
    other = tmp_path / "other.git"
    git(tmp_path, "init", "--quiet", "--bare", str(other))
    git(checkout.root, "remote", "add", "codeberg", str(other))
    checkout.deploy_ok("--remote", "codeberg", "--branch", "pages", "--base-url", "https://me.codeberg.page/archive/")
    assert git(other, "for-each-ref", "--format", "%(refname)") == "refs/heads/pages\n"
    assert "https://me.codeberg.page/archive/" in git(other, "show", "pages:sitemap.xml")


def test_a_hook_of_another_repository_publishes_too(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git sets these for its hooks."""
    (tmp_path / "other").mkdir()
    other = make_checkout(tmp_path / "other")
    before = other.refs()
    with monkeypatch.context() as in_hook:
        in_hook.setenv("GIT_DIR", str(other.root / ".git"))
        in_hook.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
        checkout.deploy_ok()
    assert "articles/a/index.html" in checkout.published_paths()
    assert other.refs() == before


def test_unusual_names_are_published_unchanged(checkout: Checkout) -> None:
    checkout.site.write({"content/碑 林/a b#c%.txt": "x", "content/-f": "y"})
    checkout.deploy_ok()
    assert {"碑 林/a b#c%.txt", "-f"} <= checkout.published_paths()


def test_a_name_that_ghp_import_cannot_pass_to_git_is_refused(checkout: Checkout) -> None:
    """ghp-import does not escape names, and git reads a leading quotation mark as the start of a quoted name."""
    checkout.site.write({'content/"quoted".txt': "x"})
    # What follows the colon are git's words, which differ between its versions.
    assert re.search(r'error: the commit failed: .*inline "quoted"\.txt', checkout.refused())


def test_a_commit_that_differs_from_the_build_is_not_pushed(checkout: Checkout) -> None:
    before = checkout.refs()
    with prepare_deployment(checkout.root, BuildOptions(jobs=1)) as deployment:
        (deployment.folder / "index.html").write_text("changed meanwhile")
        with pytest.raises(DeployError, match="did not store every file"):
            publish(deployment)
    assert checkout.refs() == before


class TestDomain:
    """GitHub stores the domain of a site that is published from a branch in the branch's CNAME file."""

    def test_it_comes_from_base_url(self, checkout: Checkout) -> None:
        checkout.deploy_ok("--base-url", "https://beilin.tw/")
        assert checkout.published("CNAME") == "beilin.tw\n"

    def test_one_from_the_settings_is_kept(self, checkout: Checkout) -> None:
        checkout.deploy_ok("--base-url", "https://beilin.tw/")
        checkout.deploy_ok()
        assert checkout.published("CNAME") == "beilin.tw\n"

    def test_a_file_in_content_must_agree(self, checkout: Checkout) -> None:
        checkout.site.write({"content/CNAME": "other.tw\n"})
        assert "content/CNAME says other.tw, but base_url is https://beilin.tw/" in checkout.refused(
            "--base-url", "https://beilin.tw/"
        )
        checkout.deploy_ok()
        assert checkout.published("CNAME") == "other.tw\n"


class TestRefusals:
    """Each leaves every local and remote branch unchanged, which `refused` checks."""

    def test_no_repository(self, checkout: Checkout) -> None:
        (checkout.root / ".git").rename(checkout.root.parent / "git")
        result = checkout.deploy()
        assert result.exit_code == 1
        assert "archive/ is not in a git repository\n  Type: git init" in result.stderr

    def test_no_git(self, checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(checkout.root))
        result = checkout.deploy()
        assert result.exit_code == 1
        assert "error: git is not installed\n  Install git" in result.stderr

    def test_no_remote(self, checkout: Checkout) -> None:
        assert "choose an existing one: --remote origin" in checkout.refused("--remote", "upstream")
        git(checkout.root, "remote", "remove", "origin")
        assert "there is no remote 'origin'\n  Type: git remote add origin" in checkout.refused()

    def test_an_unreachable_remote(self, checkout: Checkout) -> None:
        away = checkout.remote.rename(checkout.remote.with_name("away"))
        result = checkout.deploy()
        assert result.exit_code == 1
        assert "remote.git cannot be reached (" in result.stderr
        away.rename(checkout.remote)

    def test_an_error_in_the_archive(self, checkout: Checkout) -> None:
        checkout.deploy_ok()
        checkout.site.write({"content/articles/a.md": "---\ntitle: [\n---\n"})
        output = checkout.refused()
        assert output.startswith("content/articles/a.md:")
        assert "error: the archive has errors\n" in output

    def test_an_error_in_the_settings(self, checkout: Checkout) -> None:
        checkout.site.write({"site.yaml": "title: x\n"})
        assert "base_url is missing" in checkout.refused()

    def test_the_branch_of_the_sources(self, checkout: Checkout) -> None:
        git(checkout.root, "push", "--quiet", "origin", "main", "main:sources")
        for branch in ("main", "sources"):
            assert f"{branch} holds the archive's sources" in checkout.refused("--branch", branch)
        assert "is not a valid branch name" in checkout.refused("--branch", "a..b")

    def test_an_example_address(self, checkout: Checkout) -> None:
        assert "which is only an example" in checkout.refused("--base-url", "https://example.org/")

    def test_a_file_or_a_site_too_large(self, checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
        checkout.site.write({"content/large.bin": bytes(3000)})
        monkeypatch.setattr(github_pages, "MAX_FILE_BYTES", 2999)
        assert "large.bin has 3 kB, more than GitHub's limit of 2.9 kB for a file" in checkout.refused()
        monkeypatch.setattr(github_pages, "MAX_FILE_BYTES", 3000)
        monkeypatch.setattr(github_pages, "MAX_SITE_BYTES", 4000)
        assert "more than the limit of GitHub Pages, 4 kB" in checkout.refused("--dry-run")

    def test_no_name_for_a_commit(self, checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        assert "git has no name and email address for commits\n  Type: git config" in checkout.refused()

    def test_a_push_that_the_remote_rejects(self, checkout: Checkout) -> None:
        """As a protected branch does."""
        checkout.deploy_ok()
        checkout.site.write({"content/articles/a.md": article("改")})
        git(checkout.root, "branch", "gh-pages", "HEAD")  # the user's own branch with the same name
        hook(checkout.remote, "pre-receive", "echo 'This branch is protected.' >&2; exit 1")
        output = checkout.refused()
        assert "rejected the push to gh-pages (pre-receive hook declined): This branch is protected." in output

    def test_someone_else_who_published_meanwhile(self, checkout: Checkout) -> None:
        """A commit arrives between fetching the branch and pushing it, or during the push."""
        checkout.deploy_ok()
        published = git(checkout.remote, "rev-parse", "gh-pages").strip()
        tree = git(checkout.remote, "rev-parse", "gh-pages^{tree}").strip()
        theirs = git(checkout.remote, "commit-tree", "-p", published, "-m", "theirs", tree).strip()
        checkout.site.write({"content/articles/a.md": article("改")})
        with prepare_deployment(checkout.root, BuildOptions(jobs=1)) as deployment:
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
        """As reported by ssh, and by GitHub through ssh after authentication."""
        ssh = tmp_path / "ssh"
        monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
        git(checkout.root, "remote", "set-url", "origin", "git@github.com:me/archive.git")
        for message in (
            "git@github.com: Permission denied (publickey).",
            "ERROR: Permission to me/archive.git denied to you.",
            "ERROR: Repository not found.",
        ):
            ssh.write_text(f"#!/bin/sh\necho '{message}' >&2\nexit 128\n")
            ssh.chmod(0o755)
            output = checkout.refused()
            assert f"you have no permission to write to git@github.com:me/archive.git ({message})" in output


def test_problems_that_only_a_check_finds_are_printed(checkout: Checkout) -> None:
    """Warnings do not prevent publishing."""
    checkout.site.write({"content/articles/a.md": article("甲", "[別處](b.md#沒有)\n", date="2024-01-01")})
    result = checkout.deploy_ok()
    assert "content/articles/a.md:2:1: warning: the article has no tag" in result.stderr


def test_a_detached_head_is_noted(checkout: Checkout) -> None:
    git(checkout.root, "checkout", "--quiet", "--detach")
    result = checkout.deploy_ok()
    assert "note: HEAD is detached at " in result.stderr


def test_a_password_in_the_remotes_url_is_not_shown(checkout: Checkout) -> None:
    git(checkout.root, "remote", "set-url", "origin", "https://me:geheim@127.0.0.1:9/me/archive.git")
    output = checkout.refused()
    assert "geheim" not in output
    assert "https://127.0.0.1:9/me/archive.git cannot be reached" in output


def hook(repository: Path, name: str, script: str) -> None:
    """Install a hook in the repository."""
    path = repository / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
