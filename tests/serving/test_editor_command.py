"""Which program opens a file, and how the location is passed to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.serving.editor_command import Location, NoEditorError, editor_command, vs_code_link

LOCATION = Location(Path("/archive/開 源.md"), 12, 3)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for PATH in which every editor is installed."""
    names = (
        "code",
        "codium",
        "subl",
        "emacs",
        "emacsclient",
        "gvim",
        "nvim",
        "nano",
        "pycharm",
        "kate",
        "tmux",
        "other",
    )
    for name in names:
        (tmp_path / name).touch(0o755)
    return tmp_path


@pytest.mark.parametrize(
    ("editor", "arguments"),
    [
        ("", ["code", "-g", "/archive/開 源.md:12:3"]),
        ("code --wait", ["code", "--wait", "-g", "/archive/開 源.md:12:3"]),
        ("codium", ["codium", "-g", "/archive/開 源.md:12:3"]),
        ("subl -w", ["subl", "-w", "/archive/開 源.md:12:3"]),
        ("emacsclient -n", ["emacsclient", "-n", "+12:3", "/archive/開 源.md"]),
        ("gvim", ["gvim", "+call cursor(12,3)", "/archive/開 源.md"]),
        ("pycharm", ["pycharm", "--line", "12", "--column", "3", "/archive/開 源.md"]),
        ("kate", ["kate", "-l", "12", "-c", "3", "/archive/開 源.md"]),
        ("other", ["other", "/archive/開 源.md"]),
    ],
)
def test_each_editor_gets_the_location_in_its_own_syntax(editor: str, arguments: list[str], programs: Path) -> None:
    command = editor_command(LOCATION, {"VISUAL": editor, "PATH": str(programs)})
    assert command == [str(programs / arguments[0]), *arguments[1:]]


def test_visual_takes_precedence_over_editor(programs: Path) -> None:
    environment = {"VISUAL": "subl", "EDITOR": "kate", "PATH": str(programs)}
    assert editor_command(LOCATION, environment)[0].endswith("subl")
    assert editor_command(LOCATION, {**environment, "VISUAL": " "})[0].endswith("kate")


def test_a_path_with_a_space_can_be_quoted(programs: Path) -> None:
    (programs / "my editor").touch(0o755)
    command = editor_command(LOCATION, {"VISUAL": f"'{programs}/my editor' -x", "PATH": ""})
    assert command == [f"{programs}/my editor", "-x", "/archive/開 源.md"]


@pytest.mark.parametrize("editor", ["nvim", "nano", "emacs -nw"])
def test_a_terminal_editor_gets_a_tmux_window(editor: str, programs: Path) -> None:
    """serve occupies its own terminal."""
    environment = {"EDITOR": editor, "PATH": str(programs)}
    with pytest.raises(NoEditorError, match="needs its own terminal"):
        editor_command(LOCATION, environment)
    tmux, verb, *_, line = editor_command(LOCATION, {**environment, "TMUX": "/tmp/tmux-0/default,1,0"})
    assert (tmux, verb) == (str(programs / "tmux"), "new-window")
    assert line.startswith(f"{programs / editor.split()[0]} ")
    assert line.endswith(" '/archive/開 源.md'"), "tmux passes it to a shell"


@pytest.mark.parametrize(("editor", "message"), [("no-such", "is not installed"), ("'open", "is not a valid command")])
def test_a_missing_editor_is_named(editor: str, message: str, programs: Path) -> None:
    with pytest.raises(NoEditorError, match=message):
        editor_command(LOCATION, {"VISUAL": editor, "PATH": str(programs)})


def test_without_an_editor_the_page_gets_a_link_to_vs_code(tmp_path: Path) -> None:
    assert editor_command(LOCATION, {"PATH": str(tmp_path)}) == []
    assert vs_code_link(LOCATION) == "vscode://file/archive/%E9%96%8B%20%E6%BA%90.md:12:3"
