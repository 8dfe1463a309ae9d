"""What a command prints where a person reads it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parent.parent


def printed_in_a_terminal(
    *arguments: str, columns: int = 80, term: str = "xterm-256color", answers: str | None = None
) -> str:
    """All that `beilin` with these arguments writes to a terminal of so many columns, with its control sequences.

    `answers` is what is typed there; without it, standard input is not the terminal.
    """
    environment = {**os.environ, "TERM": term, "COLUMNS": str(columns)}
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "beilin", *arguments]
    stdin = subprocess.DEVNULL if answers is None else child
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=stdin, stdout=child, stderr=child)
    os.close(child)
    os.write(parent, (answers or "").encode())
    watchdog = threading.Timer(60, running.kill)
    watchdog.start()
    seen = b""
    try:
        while part := os.read(parent, 65536):
            seen += part
    except OSError:  # the terminal's other end is closed
        pass
    finally:
        os.close(parent)
        watchdog.cancel()
    assert running.wait(60) == 0, seen
    return seen.decode()
