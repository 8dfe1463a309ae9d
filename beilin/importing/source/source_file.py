"""Reading the bytes of a source from a path that may be anything."""

from __future__ import annotations

from pathlib import Path

from beilin.problems.problem import Problem

MAX_SOURCE = 16 * 1024 * 1024  # bytes; no article is that long, and the whole source is held in memory


def read_source(source: Path, display_name: str) -> tuple[bytes, Problem | None]:
    """The source's bytes; or b"" and why it cannot be imported."""
    try:
        source.name.encode()
        if source.is_dir():
            hint = "Name the files in it, as in folder/*.txt."
            return b"", Problem("no-source", "this is a folder", display_name, hint=hint)
        if source.exists() and not source.is_file():
            return b"", Problem("no-source", "this is not a regular file", display_name, hint="Name a text file.")
        if source.stat().st_size > MAX_SOURCE:
            message = f"the file is larger than {MAX_SOURCE // 1024 // 1024} MB"
            return b"", Problem("source-too-large", message, display_name, hint="Split it into its articles.")
        return source.read_bytes(), None
    except FileNotFoundError:
        return b"", Problem("no-source", "there is no such file", display_name, hint="Check the path.")
    except UnicodeEncodeError:
        return b"", Problem("file-name", "the file's name is not UTF-8", display_name, hint="Rename the file.")
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        hint = "Check the path and the file's permissions."
        return b"", Problem("unreadable", message, display_name, hint=hint)
