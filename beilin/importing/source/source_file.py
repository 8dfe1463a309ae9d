"""Reading the bytes of a source from a path that may be anything."""

from __future__ import annotations

from pathlib import Path

from beilin.problems.problem import Problem

MAX_SOURCE = 16 * 1024 * 1024  # bytes of a plain text; no article is that long, and all of it is held in memory


def problem_of_source(source: Path, display_name: str) -> Problem | None:
    """Why the path cannot be imported, whatever its kind; None if it is a file that can be looked at."""
    try:
        source.name.encode()
        if source.is_dir():
            hint = "Name the files in it, as in folder/*.txt."
            return Problem("no-source", "this is a folder", display_name, hint=hint)
        if source.exists() and not source.is_file():
            return Problem("no-source", "this is not a regular file", display_name, hint="Name a file.")
        source.stat()
    except FileNotFoundError:
        is_address = display_name.startswith(("http:/", "https:/"))
        hint = "Pages are not fetched: save it in a browser, and import the file." if is_address else "Check the path."
        return Problem("no-source", "there is no such file", display_name, hint=hint)
    except UnicodeEncodeError:
        return Problem("file-name", "the file's name is not UTF-8", display_name, hint="Rename the file.")
    except OSError as error:
        return unreadable(display_name, error)
    return None


def read_text_source(source: Path, display_name: str) -> tuple[bytes, Problem | None]:
    """The bytes of a plain text; or b"" and why it cannot be imported. Raises OSError."""
    if source.stat().st_size > MAX_SOURCE:
        message = f"the file is larger than {MAX_SOURCE // 1024 // 1024} MB"
        return b"", Problem("source-too-large", message, display_name, hint="Split it into its articles.")
    return source.read_bytes(), None


def unreadable(display_name: str, error: OSError) -> Problem:
    """The problem of a source that the system does not let us read."""
    hint = "Check the path and the file's permissions."
    return Problem("unreadable", f"cannot be read: {error.strerror or error}", display_name, hint=hint)
