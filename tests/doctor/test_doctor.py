"""What `doctor` says of a machine and an archive, well or ill."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.doctor import folder, system
from beilin.doctor.finding import Finding
from beilin.serving import watchdog_limits
from tests.conftest import MakeSite
from tests.deploying.conftest import checkout, git_of_its_own  # noqa: F401
from tests.deploying.support import Checkout, git


def doctor(root: Path, *arguments: str) -> Result:
    """`build.py doctor` in this process."""
    return CliRunner().invoke(cli, ["doctor", "--root", str(root), *arguments])


def findings(root: Path) -> dict[str, Finding]:
    """What it finds, by the name of each thing."""
    return {entry["what"]: Finding(**entry) for entry in json.loads(doctor(root, "--format", "json").stdout)}


def tree(root: Path) -> set[Path]:
    """Every path below the folder."""
    return set(root.rglob("*"))


def test_a_sound_archive_is_well_and_stays_as_it_was(checkout: Checkout) -> None:  # noqa: F811
    before = tree(checkout.root)
    result = doctor(checkout.root)
    assert result.exit_code == 0, result.output
    assert tree(checkout.root) == before
    assert "ok        site.yaml         小碑林, https://me.github.io/archive/, theme bare\n" in result.stdout
    found = findings(checkout.root)
    for what in ("Python", "packages", "site.yaml", "writing", "free space", "watching", "git", "name for commits",
                 "remote", "address"):  # fmt: skip
        assert found[what].state == "ok", found[what]
    assert found["git"].words.startswith("main at ")
    assert found["address"].words == "https://me.github.io/archive/"
    assert (found["GitHub Pages"].state, found["GitHub Pages"].words) == (
        "optional",
        "no workflow and no branch gh-pages yet",
    )


def test_the_ways_to_pages_that_are_there_are_named(checkout: Checkout) -> None:  # noqa: F811
    checkout.deploy_well()
    assert "Deploy from a branch" in findings(checkout.root)["GitHub Pages"].words
    checkout.site.write({".github/workflows/pages.yml": "name: pages\n"})
    found = findings(checkout.root)
    assert "Source: GitHub Actions" in found["GitHub Pages"].words
    assert found["git"].words.endswith("1 path not committed")


def test_an_address_that_github_does_not_publish_at_is_named(checkout: Checkout) -> None:  # noqa: F811
    git(checkout.root, "remote", "set-url", "origin", "git@github.com:me/other.git")
    found = findings(checkout.root)
    assert found["remote"].words == "GitHub, me/other"
    assert found["address"].state == "optional"
    assert found["address"].hint == "Write it into site.yaml, or give it: --base-url https://me.github.io/other/"


def test_without_git_and_browser_an_archive_is_still_well(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    monkeypatch.setenv("PATH", str(tmp_path))
    result = doctor(site.root)
    assert result.exit_code == 0, result.output
    found = findings(site.root)
    assert [found[what].state for what in ("git", "Chromium", "Chinese font")] == ["optional"] * 3
    assert "Install git" in result.stdout


def test_the_editor_is_the_one_that_pages_open_files_in(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sh -x")
    assert findings(site.root)["editor"] == Finding("editor", "ok", shutil.which("sh") or "")
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "'no-such-editor', which VISUAL or EDITOR names, is not installed" in findings(site.root)["editor"].words
    monkeypatch.setenv("EDITOR", "")
    monkeypatch.setenv("PATH", str(site.root))
    assert findings(site.root)["editor"].state == "optional"


def test_settings_that_cannot_be_used_are_missing(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": "title: [\n"})
    result = doctor(site.root)
    assert result.exit_code == 1
    assert "missing   site.yaml" in result.stdout
    (site.root / "site.yaml").unlink()
    assert "--root" in findings(site.root)["site.yaml"].hint


def test_a_folder_of_someone_else_in_the_place_of_the_site_is_named(make_site: MakeSite) -> None:
    site = make_site({"site/mine.txt": "x"})
    assert doctor(site.root).exit_code == 1
    assert findings(site.root)["writing"].words == "site/ holds files that Beilin did not make"


def test_a_folder_that_cannot_be_written_is_named() -> None:
    """Not even the administrator can write into /proc."""
    nowhere = Path("/proc/self")
    assert folder.writing(nowhere).words == "self/ cannot be written"
    assert folder.times(nowhere).state == "optional"


def test_a_file_in_the_place_of_the_state_is_named(make_site: MakeSite) -> None:
    site = make_site({".beilin": ""})
    assert findings(site.root)["writing"].words == ".beilin/ cannot be written"


Break = Callable[[pytest.MonkeyPatch], None]


def _no_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(watchdog_limits, "try_one_more_watch", refuse)


@pytest.mark.parametrize(
    ("what", "state", "words", "hint", "harm"),
    [
        ("Python", "missing", "3.", "Install Python", lambda m: m.setattr(system, "MIN_PYTHON", (99,))),
        ("packages", "missing", "no-such-package is not installed; click is 8", "Remove .venv",
         lambda m: m.setattr(system, "_declared", lambda: ["no-such-package>=1.0", "click>=99", "jinja2>=3.0.0"])),
        ("free space", "missing", " MB", "Free some", lambda m: m.setattr(folder, "MIN_FREE", 10**18)),
        ("file times", "optional", "whole seconds only", "Builds are right all the same",
         lambda m: m.setattr(folder, "WHOLE_SECOND", 1)),
        ("watching", "optional", "limit of watched folders is reached", "Type: sudo sysctl fs.inotify", _no_watches),
    ],
)  # fmt: skip
def test_what_is_lacking_is_said_with_what_to_do(
    what: str, state: str, words: str, hint: str, harm: Break, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    harm(monkeypatch)
    found = findings(site.root)[what]
    assert found.state == state
    assert words in found.words
    assert hint in found.hint
    assert doctor(site.root).exit_code == (1 if state == "missing" else 0)
