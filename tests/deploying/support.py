"""Archives in git repositories, with a bare repository beside them as their remote."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from beilin.cli import cli
from tests.little_site import LittleSite, article, little_site

BASE_URL = "https://me.github.io/archive/"


def git(folder: Path, *arguments: str) -> str:
    """The output of git, which must not fail."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Checkout:
    """A little archive in a repository whose remote `origin` is a bare repository on this machine."""

    site: LittleSite
    remote: Path

    @property
    def root(self) -> Path:
        """The archive's folder."""
        return self.site.root

    def deploy(self, *arguments: str) -> Result:
        """`build.py deploy` in this process."""
        return CliRunner().invoke(cli, ["deploy", "--root", str(self.root), "--jobs", "1", *arguments])

    def deploy_ok(self, *arguments: str) -> Result:
        """Deploy, which must succeed."""
        result = self.deploy(*arguments)
        assert result.exit_code == 0, result.output
        return result

    def refs(self) -> tuple[str, str]:
        """Every local and remote branch with its commit. Checks that no temporary folder is left."""
        assert not (self.root / ".beilin/deploy").exists()
        return git(self.root, "for-each-ref", "refs/heads"), git(self.remote, "for-each-ref")

    def refused(self, *arguments: str) -> str:
        """Deploy, which must be refused and leave every branch unchanged; returns what was printed."""
        before = self.refs()
        result = self.deploy(*arguments)
        assert result.exit_code == 1, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert result.stderr.endswith("Nothing was published; every branch is unchanged.\n")
        assert self.refs() == before
        return result.stderr

    def published(self, path: str, branch: str = "gh-pages") -> str:
        """A published file."""
        return git(self.remote, "show", f"{branch}:{path}")

    def published_paths(self, branch: str = "gh-pages") -> set[str]:
        """Every published path."""
        return set(git(self.remote, "ls-tree", "-r", "--name-only", "-z", branch).split("\0")) - {""}

    def commit(self) -> None:
        """Commit everything."""
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--message", "change")


def make_checkout(folder: Path) -> Checkout:
    """A committed archive with two articles, and its empty remote."""
    site = little_site(
        folder / "archive",
        {
            "content/articles/a.md": article("甲", date="2024-01-01"),
            "content/articles/b.md": article("乙", date="2024-01-02"),
            "content/pages/404.md": article("不在"),
            ".gitignore": ".beilin/\nsite/\n",
        },
    )
    settings = (site.root / "site.yaml").read_text("utf-8")
    site.write({"site.yaml": settings.replace("https://example.org/", BASE_URL)})
    remote = folder / "remote.git"
    git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", str(remote))
    git(site.root, "init", "--quiet", "--initial-branch", "main")
    git(site.root, "remote", "add", "origin", str(remote))
    checkout = Checkout(site, remote)
    checkout.commit()
    return checkout
