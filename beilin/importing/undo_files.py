"""Restoring and setting aside lines of an article in the archive: reads, checks and writes its two files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from beilin.importing.account import Account
from beilin.importing.account_file import read_account, write_account
from beilin.importing.blocks import Block, blocks_of
from beilin.importing.convert import ARTICLES
from beilin.importing.existing import account_path, write_whole
from beilin.importing.undo import UndoError
from beilin.reading.article import ReaderSettings, read_article

Move = Callable[[str, Account, int], tuple[str, Account]]


@dataclass(frozen=True, slots=True)
class Imported:
    """An imported article as it stands in the archive."""

    path: str  # of the Markdown file, from the archive's root
    markdown: str
    account: Account


def read_imported(root: Path, article: str) -> Imported:
    """The article by its path, its file's name or its slug, with its account. Raises ValueError where there is none."""
    name = article.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].removesuffix(".source.yaml").removesuffix(".md")
    path = f"{ARTICLES}/{name}.md"
    try:
        markdown = (root / path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise ValueError(f"there is no article {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from None
    try:
        account = read_account((root / account_path(path)).read_bytes())
    except FileNotFoundError:
        raise ValueError(f"{path} has no account beside it, so it was not imported") from None
    except (OSError, ValueError) as error:
        raise ValueError(f"{account_path(path)} cannot be read: {error}") from None
    return Imported(path, markdown, account)


def move_lines(
    root: Path, article: str, numbers: Sequence[int], move: Move, reader: ReaderSettings
) -> tuple[str, list[UndoError]]:
    """Move the lines (counted from 1) one after the other; the article's path, and the lines that were not moved.

    Raises ValueError where there is no such article.
    """
    found = read_imported(root, article)
    markdown, account = found.markdown, found.account
    failures: list[UndoError] = []
    for number in numbers:
        try:
            changed, changed_account = move(markdown, account, number - 1)
            _check(found.path, markdown, changed, number, reader)
            if read_account(write_account(changed_account)) != changed_account:
                raise UndoError(f"the account could not tell of line {number}")
        except UndoError as error:
            failures.append(error)
        else:
            markdown, account = changed, changed_account
    if account is not found.account:
        write_whole(root / found.path, markdown.encode())
        write_whole(root / account_path(found.path), write_account(account))
    return found.path, failures


def _check(path: str, before: str, after: str, number: int, reader: ReaderSettings) -> None:
    """That the page gains or loses one block, and all others stay as they are."""
    old, new = _blocks(path, before, reader), _blocks(path, after, reader)
    if old is None or new is None:
        raise UndoError(f"{path} has errors; mend them first (build.py build shows them)")
    shorter, longer = sorted((old, new), key=len)
    place = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(longer) != len(shorter) + 1 or longer[place + 1 :] != shorter[place:]:
        raise UndoError(f"line {number} cannot be moved without changing other parts of the page; edit the article")


def _blocks(path: str, markdown: str, reader: ReaderSettings) -> list[Block] | None:
    article, _ = read_article(path, markdown.encode(), reader)
    return blocks_of(article.body.html) if article else None
