"""A location in a file → the command that opens it in the user's text editor."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# How each editor takes a location. One that is not listed here is given the file only.
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
_TERMINAL_EDITORS = {"vim", "nvim", "vi", "nano", "micro", "hx", "helix", "kak", "joe", "ed"}
_NO_WINDOW_OPTIONS = {"-nw", "-t", "-tty", "--no-window-system", "--tty"}  # of Emacs


@dataclass(frozen=True, slots=True)
class Location:
    """Where to put the cursor."""

    path: Path  # absolute
    line: int = 1
    column: int = 1  # in characters


class NoEditorError(Exception):
    """No editor can be started; the message says why and what to do."""


def editor_command(location: Location, environment: Mapping[str, str]) -> list[str]:
    """The program to start and its arguments; an empty list if the user's editor can be reached only by a link.

    The editor is $VISUAL, else $EDITOR, else VS Code. One that runs in a terminal is opened in a new tmux window if
    `serve` runs inside tmux, because `serve` occupies its own terminal. Raises NoEditorError.
    """
    editor = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    path = environment.get("PATH", os.defpath)
    if not editor:
        code = shutil.which("code", path=path)
        return _filled([code], _VS_CODE, location) if code else []
    try:
        words = shlex.split(editor)
    except ValueError:
        raise NoEditorError(f"{editor!r} in VISUAL or EDITOR is not a valid command.") from None
    program = shutil.which(words[0], path=path)
    if program is None:
        raise NoEditorError(f"{words[0]!r}, named in VISUAL or EDITOR, is not installed.")
    name = Path(words[0]).name
    command = _filled([program, *words[1:]], _ARGUMENTS.get(name, ("{file}",)), location)
    if name not in _TERMINAL_EDITORS and not (
        name in ("emacs", "emacsclient") and _NO_WINDOW_OPTIONS.intersection(words)
    ):
        return command
    tmux = shutil.which("tmux", path=path)
    if not environment.get("TMUX") or tmux is None:
        raise NoEditorError(
            f"{name} needs its own terminal. Run serve inside tmux, or set VISUAL to an editor with a window."
        )
    return [tmux, "new-window", "-n", location.path.name, shlex.join(command)]


def vs_code_link(location: Location) -> str:
    """The URL that opens the location in VS Code.

    Source: "Opening VS Code with URLs" in https://code.visualstudio.com/docs/configure/command-line.
    """
    return f"vscode://file{quote(str(location.path))}:{location.line}:{location.column}"


def _filled(program: list[str], arguments: tuple[str, ...], location: Location) -> list[str]:
    values = {"file": str(location.path), "line": location.line, "column": location.column}
    return [*program, *(argument.format(**values) for argument in arguments)]
