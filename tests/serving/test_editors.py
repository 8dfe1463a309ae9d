"""Which program opens a file, and how it is told the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.serving.editors import NoEditorError, Place, command_for, vs_code_link

PLACE = Place(Path("/archive/開 源.md"), 12, 3)


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
    ("wish", "arguments"),
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
def test_each_editor_is_told_the_place_in_its_own_way(wish: str, arguments: list[str], programs: Path) -> None:
    command = command_for(PLACE, {"VISUAL": wish, "PATH": str(programs)})
    assert command == [str(programs / arguments[0]), *arguments[1:]]


def test_visual_goes_before_editor(programs: Path) -> None:
    environment = {"VISUAL": "subl", "EDITOR": "kate", "PATH": str(programs)}
    assert command_for(PLACE, environment)[0].endswith("subl")
    assert command_for(PLACE, {**environment, "VISUAL": " "})[0].endswith("kate")


def test_a_path_with_a_space_can_be_quoted(programs: Path) -> None:
    (programs / "my editor").touch(0o755)
    command = command_for(PLACE, {"VISUAL": f"'{programs}/my editor' -x", "PATH": ""})
    assert command == [f"{programs}/my editor", "-x", "/archive/開 源.md"]


@pytest.mark.parametrize("wish", ["nvim", "nano", "emacs -nw"])
def test_an_editor_for_terminals_gets_a_window_of_tmux(wish: str, programs: Path) -> None:
    """The terminal that serve runs in is taken."""
    environment = {"EDITOR": wish, "PATH": str(programs)}
    with pytest.raises(NoEditorError, match="needs a terminal of its own"):
        command_for(PLACE, environment)
    tmux, verb, *_, line = command_for(PLACE, {**environment, "TMUX": "/tmp/tmux-0/default,1,0"})
    assert (tmux, verb) == (str(programs / "tmux"), "new-window")
    assert line.startswith(f"{programs / wish.split()[0]} ")
    assert line.endswith(" '/archive/開 源.md'"), "tmux gives it to a shell"


@pytest.mark.parametrize(("wish", "words"), [("no-such", "is not installed"), ("'open", "is no command")])
def test_an_editor_that_is_not_there_is_named(wish: str, words: str, programs: Path) -> None:
    with pytest.raises(NoEditorError, match=words):
        command_for(PLACE, {"VISUAL": wish, "PATH": str(programs)})


def test_without_any_editor_there_is_a_link_to_vs_code(tmp_path: Path) -> None:
    assert command_for(PLACE, {"PATH": str(tmp_path)}) == []
    assert vs_code_link(PLACE) == "vscode://file/archive/%E9%96%8B%20%E6%BA%90.md:12:3"
