"""What is in the archive already where an import would write, and replacing it in one step."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from beilin.importing.account import SUFFIX
from beilin.importing.account_file import read_account
from beilin.problems.problem import Problem
from beilin.reading.article import ReaderSettings
from beilin.reading.front_matter import read_front_matter, split_front_matter


def account_path(article: str) -> str:
    """The path of the account beside the article."""
    return article.removesuffix(".md") + SUFFIX


def fault_of_known(root: Path, article: str) -> Problem | None:
    """A warning where the article of an account is gone, or None."""
    if (root / article).exists():
        return None
    hint = f"Import it with --force to write it again, or remove {account_path(article)} too."
    return Problem("article-gone", "the article of this source is gone, its account is not", article, hint=hint)


def obstacle_to(root: Path, article: str, markdown: bytes) -> Problem | None:
    """Why the Markdown file that is there must not be replaced, or None."""
    path, account_file = root / article, root / account_path(article)
    present = path.read_bytes() if path.exists() else None
    if present == markdown:
        return None  # an import that was cut off before it wrote the account
    if account_file.exists():
        try:
            account = read_account(account_file.read_bytes())
        except ValueError as error:
            message = f"the account beside it cannot be read: {error}"
        else:
            was_edited = present is not None and sha256(present).hexdigest() != account.markdown_sha256
            message = f"it was made from another source, {account.file}" + (", and edited since" if was_edited else "")
    elif present is not None:
        message = "the file is there already, and no import made it"
    else:
        return None
    hint = "Rename the source, or import it with --force to replace the article; only the tags in it are kept then."
    return Problem("in-the-way", message, article, hint=hint)


def chosen_tags(root: Path, path: str, reader: ReaderSettings) -> tuple[str, ...] | None:
    """The tags in the Markdown file that is there, unless they are those that an import suggested; None without any."""
    with suppress(OSError, UnicodeDecodeError):
        yaml, _, _ = split_front_matter((root / path).read_bytes().decode("utf-8-sig"))
        front, _ = read_front_matter(yaml or "", file=path, time_zone=reader.time_zone)
        tags: tuple[str, ...] | None = front.values.get("tags")
        with suppress(OSError, ValueError):
            if tags == read_account((root / account_path(path)).read_bytes()).tags:
                return None
        return tags
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file in one step, so that it is never half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".import-{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
