"""The proof that no word is lost: the site's reader renders the Markdown, and its blocks are the source's lines."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import zip_longest

from beilin.importing.account import Account
from beilin.importing.account_file import read_account, write_account
from beilin.importing.blocks import Block, blocks_of
from beilin.importing.taken import Taken, is_blank, without
from beilin.problems.problem import Problem
from beilin.reading.article import ReaderSettings, read_article

SNIPPET = 60  # characters shown of a text, around the first difference
HINT = "Nothing was written for this file. Please report it with the file."


def prove(
    name: str, raw_lines: Sequence[str], account: Account, path: str, markdown: bytes, reader: ReaderSettings
) -> Problem | None:
    """None where the account and the Markdown together hold every line of the source, or the first thing that fails.

    Every line is accounted for exactly once; every line that is stated or set aside stands in the account in full; each
    kept line, without the pieces that the account lists, comes out as one block of its kind with exactly its text, in
    order; the account reads back as it is. `name` is the source, `path` the Markdown file from the archive's root.
    """

    def failure(message: str, line: int | None = None) -> Problem:
        return refusal(name, message, line, raw_lines)

    if fault := _fault_of_account(account, raw_lines, markdown):
        return failure(*fault)
    article, problems = read_article(path, markdown, reader)
    if article is None or problems:
        return failure(f"the Markdown is faulty: {problems[0].message}")
    kinds = _kinds(account)
    taken = _by_line(account.taken)
    found = blocks_of(article.body.html)
    for number, block in zip_longest(account.body, found):
        if number is None:
            return failure(f"the page has a {block.kind} that the source does not have: {_shorten(block.text)}")
        try:
            expected = Block(kinds.get(number, "paragraph"), without(raw_lines[number], taken.get(number, ())))
        except ValueError as error:
            return failure(str(error), number)
        if block != expected:
            return failure(_difference(number, expected, block), number)
    return None


def refusal(name: str, message: str, line: int | None, raw_lines: Sequence[str]) -> Problem:
    """The problem of a source whose import would not be whole. `line` counts from 0."""
    message = f"the import would lose or change text: {message}"
    if line is None or line >= len(raw_lines):
        return Problem("lost-text", message, name, hint=HINT)
    return Problem("lost-text", message, name, line + 1, None, HINT, raw_lines[line])


def _fault_of_account(account: Account, raw_lines: Sequence[str], markdown: bytes) -> tuple[str, int | None] | None:
    """What is wrong with the account by itself, and at which line."""
    # A line may state several facts.
    in_full = list(dict.fromkeys((item.line, item.text) for item in account.stated))
    in_full += [(item.line, item.text) for item in account.set_aside]
    seen = sorted([*account.body, *account.blank, *(number for number, _ in in_full)])
    for expected, number in zip_longest(range(len(raw_lines)), seen):
        if expected != number:
            line = min(n for n in (expected, number) if n is not None)
            return f"line {line + 1} is accounted for {'twice' if seen.count(line) > 1 else 'nowhere'}", line
    if list(account.body) != sorted(account.body):
        return "the lines of the body are out of order", None
    for number, text in in_full:
        if text != raw_lines[number]:
            return f"the account does not hold line {number + 1} in full", number
    for number in account.blank:
        if not is_blank(raw_lines[number]):
            return f"line {number + 1} is not blank", number
    if account.lines != len(raw_lines) or account.markdown_sha256 != sha256(markdown).hexdigest():
        return "the account does not belong to this source and Markdown", None
    try:
        is_same = read_account(write_account(account)) == account
    except ValueError as error:
        return f"the account cannot be read back: {error}", None
    return None if is_same else ("the account does not read back as it was", None)


def _kinds(account: Account) -> dict[int, str]:
    """The kind of each kept line that is no paragraph."""
    items = {line: f"item {number}" for lines in account.lists for number, line in enumerate(lines, start=1)}
    return {**dict.fromkeys(account.headings, "heading"), **items}


def _by_line(pieces: Sequence[Taken]) -> dict[int, tuple[Taken, ...]]:
    found: dict[int, tuple[Taken, ...]] = {}
    for piece in pieces:
        found[piece.line] = (*found.get(piece.line, ()), piece)
    return found


def _difference(number: int, expected: Block, found: Block | None) -> str:
    if found is None:
        return f"line {number + 1} is not on the page: {expected.kind} {_shorten(expected.text)}"
    pairs = zip_longest(expected.text, found.text)
    place = next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
    return (
        f"line {number + 1} differs; source: {expected.kind} {_shorten(expected.text, place)}; "
        f"page: {found.kind} {_shorten(found.text, place)}"
    )


def _shorten(text: str, place: int = 0) -> str:
    start = max(0, place - SNIPPET // 2)
    end = start + SNIPPET
    return repr("…" * (start > 0) + text[start:end] + "…" * (end < len(text)))
