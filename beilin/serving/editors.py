"""A file and a place in it → the command that opens it in the editor's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# How each program is told the place; what is not named here is given the file alone.
_VS_CODE = ("-g", "{file}:{line}:{column}")
_COLON = ("{file}:{line}:{column}",)
_PLUS_COLON = ("+{line}:{column}", "{file}")
_VIM = ("+call cursor({line},{column})", "{file}")
_JETBRAINS = ("--line", "{line}", "--column", "{column}", "{file}")
_ARGUMENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), _VS_CODE),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "hx", "helix"), _COLON),
    **dict.fromkeys(("emacs", "emacsclient", "gedit", "gnome-text-editor", "micro"), _PLUS_COLON),
    **dict.fromkeys(("vim", "nvim", "gvim", "mvim", "vi"), _VIM),
    **dict.fromkeys(("idea", "pycharm", "webstorm", "goland"), _JETBRAINS),
    "nano": ("+{line},{column}", "{file}"),
    "kate": ("-l", "{line}", "-c", "{column}", "{file}"),
    "kak": ("+{line}:{column}", "{file}"),
    "joe": ("+{line}", "{file}"),
    "mate": ("-l", "{line}:{column}", "{file}"),
}
_IN_A_TERMINAL = {"vim", "nvim", "vi", "nano", "micro", "hx", "helix", "kak", "joe", "ed"}
_NO_WINDOW = {"-nw", "-t", "-tty", "--no-window-system", "--tty"}  # of Emacs


@dataclass(frozen=True, slots=True)
class Place:
    """Where to put the cursor."""

    path: Path  # absolute
    line: int = 1
    column: int = 1  # in characters


class NoEditorError(Exception):
    """The message says what the editor can do about it."""


def command_for(place: Place, environment: Mapping[str, str]) -> list[str]:
    """The program to start and its arguments; an empty list where only a link can reach an editor.

    The editor is that of $VISUAL, else of $EDITOR, else VS Code. One that needs a terminal is opened in a new window of
    tmux, where `serve` runs in one, for the terminal here is taken. Raises NoEditorError where there is none.
    """
    wish = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    path = environment.get("PATH", os.defpath)
    if not wish:
        code = shutil.which("code", path=path)
        return _filled([code], _VS_CODE, place) if code else []
    try:
        editor = shlex.split(wish)
    except ValueError:
        raise NoEditorError(f"{wish!r} in VISUAL or EDITOR is no command.") from None
    program = shutil.which(editor[0], path=path)
    if program is None:
        raise NoEditorError(f"{editor[0]!r}, which VISUAL or EDITOR names, is not installed.")
    name = Path(editor[0]).name
    command = _filled([program, *editor[1:]], _ARGUMENTS.get(name, ("{file}",)), place)
    if name not in _IN_A_TERMINAL and not (name in ("emacs", "emacsclient") and _NO_WINDOW.intersection(editor)):
        return command
    tmux = shutil.which("tmux", path=path)
    if not environment.get("TMUX") or tmux is None:
        raise NoEditorError(
            f"{name} needs a terminal of its own. Run serve inside tmux, or let VISUAL name an editor with a window."
        )
    return [tmux, "new-window", "-n", place.path.name, shlex.join(command)]


def vs_code_link(place: Place) -> str:
    """The address that VS Code answers to (https://code.visualstudio.com/docs/configure/command-line, "Opening with
    URLs")."""
    return f"vscode://file{quote(str(place.path))}:{place.line}:{place.column}"


def _filled(program: list[str], arguments: tuple[str, ...], place: Place) -> list[str]:
    values = {"file": str(place.path), "line": place.line, "column": place.column}
    return [*program, *(argument.format(**values) for argument in arguments)]
