"""Rolling a branch back: what comes back, that history only grows, and what is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from beilin.deploying.errors import DeployError
from beilin.deploying.rollback import prepare_rollback, roll_back
from tests.deploying.support import Checkout, git
from tests.little_site import article


def publish(checkout: Checkout, message: str, **files: str) -> str:
    """Put a commit with only these files on top of the remote's branch, without a build; returns its name."""
    branch, names = "refs/heads/gh-pages", git(checkout.remote, "for-each-ref", "--format=%(objectname)").split()
    parent = f"from {names[-1]}\n" if names else ""
    number = len(git(checkout.remote, "rev-list", "--all").split())
    lines = f"commit {branch}\ncommitter x <x@example.org> {1_780_000_000 + number * 86_400} +0800\n"
    lines += f"data {len(message.encode())}\n{message}\n{parent}deleteall\n"
    for name, content in files.items():
        lines += f"M 100644 inline {name.replace('_', '.')}\ndata {len(content.encode())}\n{content}\n"
    subprocess.run(["git", "fast-import", "--quiet"], cwd=checkout.remote, input=lines.encode(), check=True)
    return git(checkout.remote, "rev-parse", branch).strip()


def published(checkout: Checkout) -> dict[str, str]:
    """The published files."""
    return {path: checkout.published(path) for path in checkout.published_paths()}


def test_the_site_before_the_last_deployment_comes_back_on_top(checkout: Checkout) -> None:
    checkout.deploy_ok()
    before, first = published(checkout), git(checkout.remote, "rev-parse", "gh-pages").strip()
    checkout.site.write({"content/articles/c.md": article("丙", date="2024-01-03")})
    (checkout.root / "content/articles/a.md").unlink()
    checkout.deploy_ok()
    bad = git(checkout.remote, "rev-parse", "gh-pages").strip()

    untouched = checkout.refs()
    dry = checkout.deploy_ok("--rollback", "--dry-run").stdout
    assert checkout.refs() == untouched
    assert f"gh-pages at {checkout.remote} is now {bad[:7]}" in dry
    assert f"before that it was {first[:7]}, published on " in dry
    assert any(line.startswith("  + articles/a/index.html  ") for line in dry.splitlines())
    assert "  - articles/c/index.html" in dry.splitlines()
    assert dry.endswith("Dry run: nothing was published.\n")

    checkout.site.write({"site.yaml": "broken"})  # which may be why one rolls back
    done = checkout.deploy_ok("--rollback").stdout
    assert published(checkout) == before
    assert git(checkout.remote, "rev-list", "gh-pages").split()[1:] == [bad, first], "history only grows"
    assert git(checkout.root, "for-each-ref", "--format", "%(refname)", "refs/heads") == "refs/heads/main\n"
    assert f"Published {git(checkout.remote, 'rev-parse', '--short=7', 'gh-pages').strip()} to gh-pages" in done


def test_again_goes_one_state_further_back_past_what_was_rolled_back(checkout: Checkout) -> None:
    for number in range(3):
        publish(checkout, f"Publish abc{number}", page=str(number))
    for state in ("1", "0"):
        checkout.deploy_ok("--rollback")
        assert published(checkout) == {"page": state}
    assert "there is no earlier state to roll back to" in checkout.refused("--rollback")
    publish(checkout, "Publish", page="3")
    checkout.deploy_ok("--rollback")
    assert published(checkout) == {"page": "0"}, "the state that was published, and not the bad ones before"
    assert git(checkout.remote, "rev-list", "--count", "gh-pages") == "7\n"


def test_the_domain_that_the_host_wrote_stays(checkout: Checkout) -> None:
    """GitHub commits CNAME to the branch when somebody enters a domain in the settings."""
    publish(checkout, "Publish abc0", page="0")
    publish(checkout, "Publish abc1", page="1")
    publish(checkout, "Create CNAME", page="1", CNAME="example.net")
    checkout.deploy_ok("--rollback")
    assert published(checkout) == {"page": "0", "CNAME": "example.net"}
    publish(checkout, "Publish abc2 with uncommitted changes", page="2", CNAME="example.net")
    checkout.deploy_ok("--rollback")
    assert published(checkout) == {"page": "0", "CNAME": "example.net"}


def test_a_deployment_that_changed_nothing_is_passed_over(checkout: Checkout) -> None:
    for page in ("0", "1", "1"):
        publish(checkout, "Publish abc", page=page)
    checkout.deploy_ok("--rollback")
    assert published(checkout) == {"page": "0"}


def test_what_somebody_else_committed_is_not_undone_or_published(checkout: Checkout) -> None:
    publish(checkout, "Publish abc0", page="0")
    publish(checkout, "By hand", page="hand")
    publish(checkout, "Publish abc1", page="1")
    assert "`deploy` did not make the commit" in checkout.refused("--rollback")
    publish(checkout, "By hand \x1b[31magain", page="2")
    said = checkout.refused("--rollback")
    assert "(By hand \\x1b[31magain)" in said
    assert "git revert" in said


def test_nothing_to_roll_back_to(checkout: Checkout) -> None:
    assert "gh-pages does not exist at" in checkout.refused("--rollback")
    publish(checkout, "Publish abc0", page="0")
    assert "there is no earlier state to roll back to" in checkout.refused("--rollback")


def test_a_branch_with_sources_is_refused(checkout: Checkout) -> None:
    publish(checkout, "Publish abc0", site_yaml="title: x")
    publish(checkout, "Publish abc1", page="1")
    assert "holds an archive's sources, not a site" in checkout.refused("--rollback")
    assert "main holds the archive's sources" in _refused_for(checkout, "main")


def _refused_for(checkout: Checkout, branch: str) -> str:
    git(checkout.root, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
    return checkout.refused("--rollback", "--branch", branch)


def test_somebody_who_published_meanwhile_is_not_overwritten(checkout: Checkout) -> None:
    publish(checkout, "Publish abc0", page="0")
    publish(checkout, "Publish abc1", page="1")
    prepared = prepare_rollback(checkout.root, remote="origin", branch="gh-pages")
    publish(checkout, "Publish abc2", page="2")
    with pytest.raises(DeployError, match="someone else has published to gh-pages meanwhile"):
        roll_back(prepared)
    assert published(checkout) == {"page": "2"}


def test_a_history_that_is_not_complete_here_is_said(checkout: Checkout, tmp_path: Path) -> None:
    """In a clone with `--depth 1` of all branches, the parent of the branch is not there."""
    publish(checkout, "Publish abc0", page="0")
    publish(checkout, "Publish abc1", page="1")
    git(checkout.root, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-single-branch", checkout.remote.as_uri(), str(shallow))
    with pytest.raises(DeployError, match="is not complete here") as raised:
        prepare_rollback(shallow, remote="origin", branch="gh-pages")
    assert raised.value.hint == "Fetch all of it: git fetch --unshallow origin"
    git(shallow, "fetch", "--quiet", "--unshallow", "origin")
    assert prepare_rollback(shallow, remote="origin", branch="gh-pages").files.keys() == {"page"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--target", "/tmp/x"], "a target does not. Check out an earlier commit of the archive"),
        (["--base-url", "https://example.net/"], "--rollback builds nothing; leave out --base-url"),
    ],
)
def test_options_that_make_no_sense_with_it(checkout: Checkout, arguments: list[str], said: str) -> None:
    from click.testing import CliRunner

    from beilin.cli import cli

    done = CliRunner().invoke(cli, ["deploy", "--rollback", "--root", str(checkout.root), *arguments])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
