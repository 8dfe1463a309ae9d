"""Reading a source from the disk, whatever it may be."""

from __future__ import annotations

from pathlib import Path

from beilin.problems.problem import Problem

MAX_SOURCE = 16 * 1024 * 1024  # bytes; no article is so long, and all of it is held in memory


def read_source(source: Path, shown: str) -> tuple[bytes, Problem | None]:
    """The source's bytes, or why there are none to import."""
    try:
        source.name.encode()
        if source.is_dir():
            return b"", Problem(
                "no-source", "this is a folder", shown, hint="Name the files in it, as in folder/*.txt."
            )
        if source.exists() and not source.is_file():
            return b"", Problem("no-source", "this is no regular file", shown, hint="Name a text file.")
        if source.stat().st_size > MAX_SOURCE:
            message = f"the file is larger than {MAX_SOURCE // 1024 // 1024} MB"
            return b"", Problem("source-too-large", message, shown, hint="Split it into its articles.")
        return source.read_bytes(), None
    except FileNotFoundError:
        return b"", Problem("no-source", "there is no such file", shown, hint="Check the path.")
    except UnicodeEncodeError:
        return b"", Problem("file-name", "the file's name is not UTF-8", shown, hint="Rename the file.")
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        return b"", Problem("unreadable", message, shown, hint="Check the path and the file's permissions.")
