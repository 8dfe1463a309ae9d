"""An exception that nobody expected is a problem that names the file: no traceback, and nothing that failed is kept."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest

from beilin import crash
from beilin.building.build import BuildOptions
from beilin.checking.check import check
from beilin.crash import CRASH_FILE, concerning, crash_problem, write_crash_report
from beilin.problems.problem import Problem
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article

ROOT = Path(__file__).parents[1]
ERRORS = (
    RecursionError("deep"),
    MemoryError(),
    OverflowError("large"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "no"),
)

# A function of the program that handles one file or page, and what the problem names if it fails.
READ = "beilin.reading.article:render_markdown"
SEAMS = {
    READ: "content/articles/bad.md",
    "beilin.reading.image_cache:inspect_image": "content/images/bad.png",
    "beilin.reading.data_files:freeze": "content/data/bad.json",
    "beilin.reading.tags:_term": "content/tags.yaml",
    "beilin.config:read_fields": "site.yaml",
    "beilin.rendering.theme_file:read_theme_file": "themes/bare/theme.yaml",
    "beilin.rendering.messages:_parse": "themes/bare/messages/zh-Hant.yaml",
    "beilin.building.render_pages:keyed": "content/articles/bad.md",
    "beilin.rendering.render:fill_in_body": "content/articles/bad.md",
}


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive with a file of each kind, some of them with `bad` in their names."""
    made = make_site({
        "content/articles/good.md": article("好", date="2024-01-01"),
        "content/articles/bad.md": article("壞", "壞的。\n", date="2024-01-02"),
        "content/images/bad.png": b"no image",
        "content/data/bad.json": '{"bad": [1]}',
        "content/tags.yaml": "bad: {synonyms: [壞]}\n",
        "themes/bare/messages/zh-Hant.yaml": "bad: 壞\n",
    })  # fmt: skip
    made.options = BuildOptions(jobs=1, today="2026-06-01")
    return made


def failing(seam: str, error: BaseException, patch: pytest.MonkeyPatch, only: str = "bad") -> None:
    """Let the function raise the error, wherever it was imported, if the word is in its first argument or a named one."""
    module, _, name = seam.partition(":")
    sound: Callable[..., object] = getattr(import_module(module), name)

    def fail(*arguments: object, **named: object) -> object:
        if only in repr(arguments[:1]) + repr(named):
            raise type(error)(*error.args)
        return sound(*arguments, **named)

    for holder in [held for held in sys.modules.values() if held.__name__.startswith("beilin.")]:
        if getattr(holder, name, None) is sound:
            patch.setattr(holder, name, fail)


@pytest.mark.parametrize(
    ("seam", "error"), [*((seam, ERRORS[0]) for seam in SEAMS), *((READ, error) for error in ERRORS[1:])]
)
def test_the_file_is_named_and_the_next_build_is_sound(
    site: LittleSite, monkeypatch: pytest.MonkeyPatch, seam: str, error: Exception
) -> None:
    site.build()
    clean = site.outputs()
    site.write({
        "content/articles/bad.md": article("壞", "仍是壞的。\n", date="2024-01-02"),
        "content/images/bad.png": b"no image either", "content/data/bad.json": '{"bad": [2]}',
    })  # fmt: skip
    with monkeypatch.context() as patch:
        failing(seam, error, patch, only="bad" if "bad." in SEAMS[seam] else "")
        for _ in range(2):  # the failure is not taken for a result
            [problem] = site.build_badly()
            assert (problem.code, problem.file) == ("internal", SEAMS[seam])
            assert CRASH_FILE in problem.hint
    report = (site.root / CRASH_FILE).read_text("utf-8")
    assert type(error).__name__ in report
    assert f"Python {sys.version.split()[0]}" in report
    assert site.build().published
    assert site.outputs() != clean
    now = site.outputs()
    site.options = site.options._replace(clean=True)
    site.build()
    assert site.outputs() == now


def test_other_errors_are_reported_too(site: LittleSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"content/articles/worse.md": "no front matter"})
    failing("beilin.reading.article:render_markdown", RecursionError("deep"), monkeypatch)
    assert {problem.code for problem in site.build_badly()} == {"internal", "no-front-matter"}


@pytest.mark.parametrize("seam", ["beilin.reading.article:render_markdown", "beilin.rendering.render:fill_in_body"])
def test_a_failure_in_another_process_names_the_file(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, seam: str
) -> None:
    site = make_site({f"content/articles/a{n}.md": article(f"題{n}", f"文{n}。\n") for n in range(100)})
    site.options = BuildOptions(jobs=2, today="2026-06-01")
    with monkeypatch.context() as patch:
        failing(seam, MemoryError("no memory"), patch, only="a57.md")
        [problem] = site.build_badly()
        assert (problem.code, problem.file) == ("internal", "content/articles/a57.md")
    site.build_well()


def test_many_pages_that_fail_alike_are_one_problem(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site({f"content/articles/a{n}.md": article(f"題{n}") for n in range(5)})
    failing("beilin.rendering.render:fill_in_body", RecursionError("deep"), monkeypatch, only="")
    [problem] = site.build_badly()
    assert "in the page for content/articles/a" in problem.message
    assert " more)" in problem.message


def test_check_names_the_file_and_tries_again(site: LittleSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def codes() -> set[tuple[str, str]]:
        return {(problem.code, problem.file) for problem in check(site.root, site.options).problems}

    with monkeypatch.context() as patch:
        failing("beilin.checking.bodies:spot_signatures", RecursionError("deep"), patch, only="壞的")
        assert ("internal", "content/articles/bad.md") in codes()
    assert ("internal", "content/articles/bad.md") not in codes()


def test_a_plan_that_fails_is_a_problem(site: LittleSite, monkeypatch: pytest.MonkeyPatch) -> None:
    failing("beilin.building.plan:gather", RecursionError("deep"), monkeypatch, only="")
    [problem] = site.build_badly()
    assert problem.code == "internal"


# The report


def raised(error: Exception) -> Exception:
    """The exception after it was raised and caught."""
    try:
        raise error
    except Exception as caught:
        return caught


def test_a_report_is_bounded_and_not_repeated(tmp_path: Path) -> None:
    def deep(number: int) -> None:
        deep(number + 1) if number % 2 else also_deep(number + 1)

    def also_deep(number: int) -> None:
        deep(number + 1)

    with pytest.raises(RecursionError) as caught:
        deep(0)
    for _ in range(3):
        assert write_crash_report(tmp_path, caught.value, "testing")
    text = (tmp_path / CRASH_FILE).read_text("utf-8")
    assert text.count("failed while testing") == 1
    for number in range(40):
        write_crash_report(tmp_path, raised(ValueError(f"{number} " + "x" * 5000)), "testing")
    assert (tmp_path / CRASH_FILE).stat().st_size < 1.1 * crash.MAX_FILE
    assert (tmp_path / CRASH_FILE).read_text("utf-8").count("\nValueError: 39 ") == 1
    assert "\nValueError: 0 " not in (tmp_path / CRASH_FILE).read_text("utf-8")


def test_a_report_that_cannot_be_written_is_not_promised(tmp_path: Path) -> None:
    (tmp_path / ".beilin").write_text("in the way")
    problem = crash_problem(tmp_path, raised(ValueError("x")), "testing")
    assert CRASH_FILE not in problem.hint


def test_a_message_of_any_kind_can_be_reported(tmp_path: Path) -> None:
    problem = crash_problem(tmp_path, raised(ValueError("\ud800\n\0" + "長" * 9000)), "testing", "a.md")
    assert len(problem.message) < 300
    assert "\n" not in problem.message
    assert (tmp_path / CRASH_FILE).exists()


def test_the_innermost_file_is_named() -> None:
    with pytest.raises(ValueError, match="x") as caught, concerning("outer"), concerning("inner"):
        raise ValueError("x")
    assert crash_problem(Path(os.devnull), caught.value, "testing").file == "inner"


# The command line


def run(*arguments: str, shell: str = "exec {}", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell does."""
    command = shell.format(f"{sys.executable} -m beilin {' '.join(arguments)}")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


COMMANDS = (
    "build", "check", "check --format json", "list", "list --format json", "explain content/articles/good.md",
    "tag merge bad good --dry-run", "tag adopt", "doctor", "--help", "build --help", "--version",
)  # fmt: skip


CLOSED = (">&-", "2>&-", ">&- 2>&- <&-", "2>/dev/full")  # outputs that are closed or full
TERMINALS = ("{}", "script -qec '{}' /dev/null")  # none, and one
# In the suite each command has one of the outputs, and each encoding up to two commands.
ALL_STREAMS = os.environ.get("BEILIN_STREAMS") == "all"


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_an_output_that_is_full_or_closed_is_no_fault_of_the_command(site: LittleSite, command: str) -> None:
    site.build()
    words = command if command.endswith(("--help", "--version")) else f"{command} --root {site.root}"
    sound = run(words)
    full = run(words, shell="exec {} >/dev/full")
    assert full.stderr.endswith("Standard output cannot be written: No space left on device.\n") == bool(sound.stdout)
    assert full.returncode == (1 if sound.stdout else sound.returncode)
    for streams in CLOSED if ALL_STREAMS else (CLOSED[COMMANDS.index(command) % len(CLOSED)],):
        done = run(words, shell="exec {} " + streams)
        assert done.returncode == sound.returncode, streams
        assert "Traceback" not in done.stderr + done.stdout
    piped = run(words, shell="set -o pipefail; {} | true")
    assert "Traceback" not in piped.stderr
    assert piped.returncode in (141, sound.returncode)


ENVIRONMENTS = (
    "PYTHONIOENCODING=ascii", "PYTHONIOENCODING=cp950", "PYTHONIOENCODING=utf-16", "LC_ALL=C",
    "LC_ALL=POSIX PYTHONUTF8=0 PYTHONCOERCECLOCALE=0", "TERM=dumb COLUMNS=0", "COLUMNS=1", "COLUMNS=-3",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_any_encoding_and_terminal_will_do(site: LittleSite, environment: str) -> None:
    site.write({"content/articles/子/中文.md": article("𠮷野家 é", tags="[壞, 新]")})
    site.build()
    commands = ("build", "check", "list", "explain content/articles/子/中文.md")
    runs = list(product(commands, TERMINALS))
    for command, terminal in runs if ALL_STREAMS else runs[ENVIRONMENTS.index(environment) % 4 :: 5]:
        done = run(command, f"--root {site.root}", shell=f"export {environment}; {terminal}")
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stdout + done.stderr
    assert (site.output / "articles/中文/index.html").exists()


def failing_program(seam: str, error: str) -> str:
    """A program that is Beilin, but for a function that raises the exception."""
    module, _, name = seam.partition(":")
    return (
        f"import sys, {module} as seam; from beilin.entry import main\n"
        f"def fail(*_, **__): raise {error}\n"
        f"seam.{name} = fail\nmain()"
    )


@pytest.mark.parametrize(
    "error", ["RecursionError('deep')", "MemoryError()", "UnicodeDecodeError('utf-8', b'', 0, 1, 'no')"]
)
@pytest.mark.parametrize(
    ("seam", "arguments"),
    [
        ("beilin.listing.articles:list_articles", ["list"]),
        ("beilin.explaining.explain:explain", ["explain", "/"]),
        ("beilin.reading.tags:read_tag_authority", ["new", "題"]),
        ("beilin.doctor.report:collect_findings", ["doctor"]),
    ],
)
def test_a_command_that_fails_says_so_in_one_message(
    site: LittleSite, seam: str, arguments: list[str], error: str
) -> None:
    command = [sys.executable, "-c", failing_program(seam, error), *arguments, "--root", str(site.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert f"Beilin failed while running this command: {error.partition('(')[0]}" in done.stderr
    assert CRASH_FILE in done.stderr
    assert (site.root / CRASH_FILE).exists()


@pytest.mark.parametrize("fault", ["", "no settings", "an error", "a failure"])
def test_a_build_without_options_answers_as_one_with_options(site: LittleSite, fault: str) -> None:
    """It goes without Click, as `build --all` does not."""
    program = "from beilin.entry import main; main()"
    if fault == "no settings":
        (site.root / "site.yaml").unlink()
    elif fault == "an error":
        site.write({"content/articles/bad.md": "---\ntitle: [\n---\n"})
    elif fault:
        program = failing_program("beilin.building.build:build", "ValueError('x')")
    environment = {name: value for name, value in os.environ.items() if name != "BEILIN_LANGUAGE"}
    answers = []
    for arguments in (["build"], [], ["build"], ["build", "--all"]):
        command = [sys.executable, "-c", program, *arguments]
        done = subprocess.run(
            command,
            cwd=site.root,
            env=environment | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        answers.append((done.returncode, re.sub(r"\d+\.\d\d", "", done.stdout), done.stderr))
    assert answers[1:] == answers[1:2] * 3
    assert answers[1][0] == (1 if fault else 0)


def test_a_current_folder_that_was_removed_is_not_called_a_bug(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    for arguments in ("", "build --all"):
        gone.mkdir()
        done = run(arguments, shell=f"cd {gone} && rmdir {gone} && exec {{}}")
        assert done.returncode == 1
        assert "[system-error]" in done.stderr
        assert "Traceback" not in done.stderr


def test_outside_of_an_archive_the_details_are_in_a_temporary_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", failing_program("beilin.config:read_config", "ValueError('x')"), "list"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    (tmp_path / "empty").mkdir()
    done = subprocess.run(command, cwd=tmp_path / "empty", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    [details] = tmp_path.glob("beilin-*.txt")
    assert str(details) in done.stderr
    assert "Traceback" in details.read_text("utf-8")
    assert list((tmp_path / "empty").iterdir()) == []


def test_what_the_system_refuses_is_not_called_a_bug(site: LittleSite) -> None:
    (site.root / "site.yaml").unlink()
    (site.root / "site.yaml").mkdir()
    for command in ("list", "check", "build", "new 題"):
        done = run(command, f"--root {site.root}")
        assert done.returncode == 1
        assert "site.yaml" in done.stdout + done.stderr, command
        assert "[internal]" not in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
def test_ctrl_c_ends_a_command_with_one_line(make_site: MakeSite) -> None:
    site = make_site({f"content/articles/a{n}.md": article(f"題{n}", "文字。\n\n" * 300) for n in range(300)})
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for arguments in (["build", "--clean", "--jobs", "1"], ["build", "--clean", "--jobs", "2"], []):
        shutil.rmtree(site.root / ".beilin", ignore_errors=True)
        command = [sys.executable, "-m", "beilin", *arguments]
        with subprocess.Popen(
            command, cwd=site.root, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            while not (site.root / ".beilin").exists():  # made when the build begins
                time.sleep(0.005)
            os.killpg(process.pid, signal.SIGINT)
            assert process.stderr
            assert process.stderr.read().split() == ["Interrupted."]  # after the line of "^C"
            assert process.wait(10) == 130


def test_the_codes_exist() -> None:
    assert [Problem(code, "x").severity for code in ("internal", "system-error", "not-written")] == ["error"] * 3
