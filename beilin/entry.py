"""Where every start of Beilin begins: the streams are made safe, and the command is run."""

from __future__ import annotations

import errno
import os
import sys
from typing import NoReturn

from beilin.commands.printing import EXIT_PIPE, EXIT_PROBLEMS, say
from beilin.commands.streams import OutputError, use_safe_streams


def main() -> None:
    """Run the command line with this process's arguments; without any, build."""
    if sys.getfilesystemencoding() != "utf-8":
        _start_again_with_utf8()
    use_safe_streams()
    try:
        code = _run(sys.argv[1:] or ["build"])
        sys.stdout.flush()
    except OutputError as error:
        code = EXIT_PIPE
        if error.number != errno.EPIPE:  # a reader such as `head`, which has read enough, wants no message
            say(f"Standard output cannot be written: {error}.")
            code = EXIT_PROBLEMS
    sys.stderr.flush()
    # The system frees a large archive's memory at once; the interpreter would do it object by object.
    os._exit(code)


def _start_again_with_utf8() -> NoReturn:
    """Run the same command in Python's UTF-8 mode: in a locale such as zh_TW.Big5 the names of files would be garbled.

    What is printed keeps the locale's encoding.
    """
    os.environ.setdefault("PYTHONIOENCODING", getattr(sys.stdout, "encoding", None) or "utf-8")
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _run(arguments: list[str]) -> int:
    """Run the command line; returns the exit code."""
    # Click and the options of all commands take 25 ms to import. They are needed if variables ask for more: of a shell
    # that completes words, or BEILIN_EXECUTOR, which is an option.
    asks_for_more = "BEILIN_EXECUTOR" in os.environ or any(name.endswith("_COMPLETE") for name in os.environ)
    if arguments == ["build"] and not asks_for_more:
        from beilin.commands.build_run import build_here

        return build_here()
    from beilin.cli import run

    return run(arguments)
