"""The command line: what it prints and how it exits."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from tests.conftest import MakeSite
from tests.little_site import article


def run(*arguments: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_build_reports_what_it_did_and_exits_with_0(make_site: MakeSite) -> None:
    site = make_site({"content/articles/a.md": article("甲")})
    result = run("build", "--root", site.root, "--today", "2026-01-01")
    assert result.exit_code == 0
    assert "10 pages, 10 rendered, 12 files written, 0 removed" in result.stdout


def test_problems_are_printed_with_their_position_and_exit_with_1(make_site: MakeSite) -> None:
    site = make_site({"content/articles/甲.md": "---\ntitle: 題: 副題\n---\n"})
    result = run("build", "--root", site.root)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[:4] == [
        "content/articles/甲.md:2:9: error: YAML cannot be read: a colon and a space are where no key can be [yaml-syntax]",
        "  2 | title: 題: 副題",
        "    |          ^",
        "  Put a value that contains a colon and a space in quotes.",
    ]
    assert "the site is unchanged" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build", "--today", "yesterday"],
        ["build", "--base-url", "example.org"],
        ["build", "--jobs", "0"],
        ["build", "--output", ""],
        ["build", "--executor", "dask://[::1"],
        ["build", "--executor", "dask://host"],
        ["build", "--executor", "tcp://host:8786"],
        ["deploy", "--target", ""],
        ["build", "--root", "no-such-folder"],
        ["serve", "--port", "99999"],
        ["import"],
        ["new"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_folder_without_settings_is_a_problem_with_a_hint(tmp_path: Path) -> None:
    result = run("build", "--root", tmp_path)
    assert result.exit_code == 1
    assert "--root" in result.stderr


def test_no_command_means_build(make_site: MakeSite) -> None:
    site = make_site()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "beilin"], cwd=site.root, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("site/: ")
    assert site.output.exists()


def test_output_is_relative_to_the_current_folder(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    monkeypatch.chdir(tmp_path)
    assert run("build", "--root", site.root, "--output", "elsewhere").exit_code == 0
    assert (tmp_path / "elsewhere/index.html").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "processes"),
    [([], 2), (["-n", "0"], 0), (["-s"], 0), (["--regenerate"], 0), (["--pdb"], 0), (["--co"], 0)],
)
def test_tests_run_side_by_side_unless_they_must_not(arguments: list[str], processes: int) -> None:
    """Workers would write golden cases twice, and neither a debugger nor what is printed reaches the terminal from one."""
    command = [sys.executable, "-m", "beilin", "test", *arguments, "tests/text/test_cjk.py"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["PYTEST_XDIST_AUTO_NUM_WORKERS"] = "2"
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("2 workers" in done.stdout) == (processes == 2)


@pytest.mark.parametrize("command", [*cli.commands, None])
def test_every_command_has_help(command: str | None) -> None:
    result = run(*([command] if command else []), "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_long_work_shows_a_progress_bar_only_on_a_terminal(make_site: MakeSite) -> None:
    site = make_site({f"content/articles/a{n}.md": article(f"第{n}篇") for n in range(250)})
    root = Path(__file__).parent.parent
    command = [sys.executable, "-m", "beilin", "build", "--clean", "--jobs", "1", "--root", str(site.root)]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    parent, child = pty.openpty()
    running = subprocess.Popen(command, cwd=root, env=environment, stderr=child, stdout=subprocess.DEVNULL)
    os.close(child)
    output = b""
    while True:
        try:
            data = os.read(parent, 65536)
        except OSError:  # the other end of the terminal is closed
            break
        if not data:
            break
        output += data
    assert running.wait(60) == 0
    os.close(parent)
    assert b"Reading" in output
    assert b"\x1b[" in output
    plain = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=True)
    assert b"\x1b[" not in plain.stderr
