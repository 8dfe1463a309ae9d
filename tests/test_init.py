"""`init` as its user sees it, and every command in a folder that is not an archive."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.config import read_config
from beilin.problems.command_name import as_typed
from beilin.starting.next_steps import enter_folder, typed_command
from tests.terminal import printed_in_a_terminal

ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def files_of(folder: Path) -> set[str]:
    """The paths of all files below the folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en", "ja"])
def test_a_new_archive_has_no_problem_and_its_article_shows_everything(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "archive"
    made = run("init", folder, "--language", language, "--title", "甲: 乙", "--base-url", "https://example.org/x")
    assert made.exit_code == 0, made.output
    assert set(made.stdout.split()) == {str(folder / name) for name in files_of(folder)}
    checked = run("check", "--root", folder, "--strict")
    assert checked.output == "No problems in 3 Markdown files" + checked.output[31:]
    built = run("build", "--root", folder)
    assert (built.exit_code, built.stderr) == (0, "")
    page = (folder / "site/articles/welcome/index.html").read_text("utf-8")
    wanted = ["<math", "<figure", "<figcaption", "<table", "<s>", "<blockquote", "<ol>", 'type="checkbox"', "alert",
              "footnote", "count.py", "/x/about/", "/x/tags/writing/", "stele.svg", '<span class="k']  # fmt: skip
    assert not [text for text in wanted if text not in page]


@pytest.mark.parametrize("theme", ["ink", "plain"])
def test_a_bare_archive_is_built_with_either_theme(tmp_path: Path, theme: str) -> None:
    assert run("init", tmp_path, "--bare", "--title", "甲").exit_code == 0
    assert files_of(tmp_path) == {"site.yaml"}
    with (tmp_path / "site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"theme: {theme}\n")
    built = run("build", "--root", tmp_path)
    assert (built.exit_code, built.stderr) == (0, "")


def test_a_terminal_is_asked_and_wrong_answers_are_asked_again(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    answers = "我的文集\nKlingon!\nzh-TW\nexample.org\nhttps://me.example/notes\n"
    seen = printed_in_a_terminal("init", str(folder), "--author", "硯秋", answers=answers)
    assert "'Klingon!' is not a language tag. Write zh-Hant, zh-Hans or en." in seen
    assert "'example.org' is not a valid base URL" in seen
    config, problems = read_config(folder)
    assert config
    assert not problems
    values = (config.title, config.language, config.base_url, config.author, config.menu)
    assert values == ("我的文集", "zh-TW", "https://me.example/notes/", "硯秋", None)
    # What is given is not asked.
    given = ["--title", "a", "--language", "en", "--base-url", "https://a.example/", "--bare"]
    assert "[" not in printed_in_a_terminal("init", str(tmp_path / "b"), *given, answers="", term="dumb")


def test_what_cannot_be_begun_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", tmp_path / "a").exit_code == 0
    before = files_of(tmp_path)
    (tmp_path / "b").mkdir()
    (tmp_path / "b/content").write_bytes(b"")
    refusals = {
        ("a",): (1, "a/ is an archive already"),
        ("a/content/new",): (1, "new/ is inside the archive a/"),
        ("a/site.yaml",): (1, "is inside the archive a/"),
        ("b",): (1, "Nothing was written."),
        ("c", "--base-url", "example.org"): (2, "is not a valid base URL. Write it as https://example.org/"),
        ("c", "--language", "?"): (2, "--language"),
        ("c", "--time-zone", "Mars"): (2, "is not a known time zone. Write it as Asia/Taipei."),
        ("c", "--title", ""): (2, "--title"),
    }
    for (name, *options), (code, reason) in refusals.items():
        result = run("init", tmp_path / name, *options)
        assert (result.exit_code, reason in result.stderr) == (code, True), (name, options, result.stderr)
    assert files_of(tmp_path) == before | {"b/content"}
    monkeypatch.chdir(tmp_path / "a")
    assert "this folder is an archive already" in run("init").stderr


@pytest.mark.parametrize("name", ["archive", "a b", 'it\'s "$HOME" `x` & 甲', "-x"])
def test_what_is_printed_last_works_as_it_is_printed(tmp_path: Path, name: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "beilin", "init", "--bare", "--", name]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    lines = [line.strip() for line in done.stderr.splitlines() if line.startswith("  ")]
    assert lines[-1].endswith(" serve --open")
    script = "\n".join(lines).replace(" serve --open", " list --format json")
    subprocess.run(["sh", "-ec", script], cwd=tmp_path, env=environment, capture_output=True, check=True)


def test_commands_are_typed_by_name_or_by_a_path_that_is_right_from_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("clone/build.py", "venv/bin/beilin", "path/beilin"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch(mode=0o755)
    (tmp_path / "real/archive").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real/archive")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    folder = Path("link")
    assert enter_folder(folder) == "cd link"
    assert enter_folder(Path()) == ""
    for name in ("clone/build.py", "venv/bin/beilin"):
        for typed in (name, str(tmp_path / name)):
            monkeypatch.setattr(sys, "argv", [typed])
            path = Path(shlex.split(typed_command(folder))[-1])
            assert (folder.resolve() / path).samefile(tmp_path / name)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "path/beilin")])
    assert typed_command(folder) == "beilin"


COMMANDS = [
    "build", "serve --port 0", "check", "explain /", "list", "search x", "new T", "rename a b", "tag rename a b",
    "tag merge a b", "tag adopt", "import x.txt", "restore a 1", "set-aside a 1", "source a", "confirm", "deploy", "doctor", "images fetch",
    "withdraw a --reason x", "id --missing", "bag x.zip", "export csv", "snapshot a",
]  # fmt: skip


def test_every_command_without_an_archive_names_init_and_leaves_nothing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "x.txt").write_text("一句。\n", "utf-8")  # the source to import
    monkeypatch.chdir(elsewhere)
    assert {command.split()[0] for command in COMMANDS} == set(cli.commands) - {"init", "test", "verify"}
    for command in COMMANDS:
        name, *rest = command.split()
        arguments = [name, rest.pop(0)] if name in ("tag", "images") else [name]
        result = run(*arguments, "--root", tmp_path, *rest)
        assert result.exit_code == 1, command
        assert "there is no site.yaml in " in result.output, command
        assert "build.py init" in result.output, command
        assert list(tmp_path.iterdir()) == [], command


def test_messages_and_help_name_what_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: build.py init, `build.py check`, python3 build.py serve; not my-build.py check, x/build.py a, build.py's"
    assert as_typed(text) == text
    monkeypatch.setattr(sys, "argv", ["/usr/bin/beilin"])
    typed = "a: beilin init, `beilin check`, beilin serve; not my-build.py check, x/build.py a, build.py's"
    assert as_typed(text) == typed
    assert "begin an archive: beilin init" in run("build", "--root", tmp_path).stderr
    for command in (["tag", "merge"], ["init"]):
        done = subprocess.run(
            [sys.executable, "-m", "beilin", *command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert f"Usage: beilin {' '.join(command)}" in done.stdout
        assert "Example: beilin" in done.stdout
        assert "build.py" not in done.stdout


def test_the_shell_completes_commands_and_options_where_no_archive_is(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "_BEILIN_COMPLETE": "bash_complete"}
    for words, number, completed in (("beilin ini", 1, ["init"]), ("beilin search --sort ne", 3, ["newest"])):
        typed = {"COMP_WORDS": words, "COMP_CWORD": str(number)}
        done = subprocess.run(
            [sys.executable, "-m", "beilin"], cwd=tmp_path, env=environment | typed, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert (done.stdout.split(), done.stderr) == ([f"plain,{word}" for word in completed], "")
    assert list(tmp_path.iterdir()) == []
