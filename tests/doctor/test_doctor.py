"""What `doctor` reports on a machine and an archive, sound or not."""

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
from beilin.serving import watchdog_workarounds
from tests.conftest import MakeSite
from tests.deploying.conftest import checkout, isolated_git  # noqa: F401
from tests.deploying.support import Checkout, git


def doctor(root: Path, *arguments: str) -> Result:
    """`build.py doctor` in this process."""
    return CliRunner().invoke(cli, ["doctor", "--root", str(root), *arguments])


def findings(root: Path) -> dict[str, Finding]:
    """Its findings by subject."""
    return {entry["subject"]: Finding(**entry) for entry in json.loads(doctor(root, "--format", "json").stdout)}


def tree(root: Path) -> set[Path]:
    """Every path below the folder."""
    return set(root.rglob("*"))


def test_a_sound_archive_is_usable_and_stays_unchanged(checkout: Checkout) -> None:  # noqa: F811
    before = tree(checkout.root)
    result = doctor(checkout.root)
    assert result.exit_code == 0, result.output
    assert tree(checkout.root) == before
    assert "ok        site.yaml         小碑林, https://me.github.io/archive/, theme bare\n" in result.stdout
    by_subject = findings(checkout.root)
    for subject in ("Python", "packages", "site.yaml", "writing", "free space", "watching", "git", "name for commits",
                 "remote", "address"):  # fmt: skip
        assert by_subject[subject].state == "ok", by_subject[subject]
    assert by_subject["git"].detail.startswith("main at ")
    assert by_subject["address"].detail == "https://me.github.io/archive/"
    assert (by_subject["GitHub Pages"].state, by_subject["GitHub Pages"].detail) == (
        "optional",
        "no workflow and no branch gh-pages yet",
    )


def test_the_available_ways_to_github_pages_are_named(checkout: Checkout) -> None:  # noqa: F811
    checkout.deploy_ok()
    assert "Deploy from a branch" in findings(checkout.root)["GitHub Pages"].detail
    checkout.site.write({".github/workflows/pages.yml": "name: pages\n"})
    by_subject = findings(checkout.root)
    assert "Source: GitHub Actions" in by_subject["GitHub Pages"].detail
    assert by_subject["git"].detail.endswith("1 path not committed")


def test_an_address_where_github_does_not_publish_is_named(checkout: Checkout) -> None:  # noqa: F811
    git(checkout.root, "remote", "set-url", "origin", "git@github.com:me/other.git")
    by_subject = findings(checkout.root)
    assert by_subject["remote"].detail == "GitHub, me/other"
    assert by_subject["address"].state == "optional"
    assert by_subject["address"].hint == "Set base_url in site.yaml, or use --base-url https://me.github.io/other/"


def test_without_git_and_browser_an_archive_is_still_usable(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    monkeypatch.setenv("PATH", str(tmp_path))
    result = doctor(site.root)
    assert result.exit_code == 0, result.output
    by_subject = findings(site.root)
    assert [by_subject[subject].state for subject in ("git", "Chromium", "Chinese font")] == ["optional"] * 3
    assert "Install git" in result.stdout


def test_the_editor_is_the_one_that_pages_open_files_in(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sh -x")
    assert findings(site.root)["editor"] == Finding("editor", "ok", shutil.which("sh") or "")
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "'no-such-editor', named in VISUAL or EDITOR, is not installed" in findings(site.root)["editor"].detail
    monkeypatch.setenv("EDITOR", "")
    monkeypatch.setenv("PATH", str(site.root))
    assert findings(site.root)["editor"].state == "optional"


def test_invalid_settings_count_as_missing(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": "title: [\n"})
    result = doctor(site.root)
    assert result.exit_code == 1
    assert "missing   site.yaml" in result.stdout
    (site.root / "site.yaml").unlink()
    assert "--root" in findings(site.root)["site.yaml"].hint


def test_a_foreign_site_folder_is_named(make_site: MakeSite) -> None:
    site = make_site({"site/mine.txt": "x"})
    assert doctor(site.root).exit_code == 1
    assert findings(site.root)["writing"].detail == "site/ contains files that Beilin did not create"


def test_a_folder_that_is_not_writable_is_named() -> None:
    """Not even the administrator can write into /proc."""
    nowhere = Path("/proc/self")
    assert folder.write_access(nowhere).detail == "self/ is not writable"
    assert folder.file_times(nowhere).state == "optional"


def test_a_file_at_the_path_of_the_state_folder_is_named(make_site: MakeSite) -> None:
    site = make_site({".beilin": ""})
    assert findings(site.root)["writing"].detail == ".beilin/ is not writable"


Break = Callable[[pytest.MonkeyPatch], None]


def _no_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(watchdog_workarounds, "try_one_more_watch", refuse)


@pytest.mark.parametrize(
    ("subject", "state", "detail", "hint", "harm"),
    [
        ("Python", "missing", "3.", "Install Python", lambda m: m.setattr(system, "MIN_PYTHON", (99,))),
        ("packages", "missing", "no-such-package is not installed; click is 8", "Remove .venv",
         lambda m: m.setattr(system, "declared_requirements", lambda: ["no-such-package>=1.0", "click>=99", "jinja2>=3.0.0"])),
        ("packages", "missing", "and Beilin needs one before 2", "Remove .venv",
         lambda m: m.setattr(system, "declared_requirements", lambda: ["jinja2<2,>=1.0"])),
        ("free space", "missing", " MB", "Free some space", lambda m: m.setattr(folder, "MIN_FREE", 10**18)),
        ("file times", "optional", "whole seconds only", "Builds are still correct",
         lambda m: m.setattr(folder, "WHOLE_SECOND", 1)),
        ("watching", "optional", "limit of watched folders is reached", "Type: sudo sysctl fs.inotify", _no_watches),
    ],
)  # fmt: skip
def test_what_is_lacking_is_reported_with_what_to_do(
    subject: str, state: str, detail: str, hint: str, harm: Break, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    harm(monkeypatch)
    finding = findings(site.root)[subject]
    assert finding.state == state
    assert detail in finding.detail
    assert hint in finding.hint
    assert doctor(site.root).exit_code == (1 if state == "missing" else 0)
