"""A Markdown file under edit: its front matter's nodes and the body's links, and the proof of what was done to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from beilin.editing.edits import Edit, NoEditError
from beilin.editing.links import Shown, link_edits, shown_by
from beilin.editing.moves import WIKI, Move
from beilin.editing.plan import Archive, FileChange, RefusalError, edited, read_bytes, refuse, text_of
from beilin.model import Article, Summary
from beilin.problems.problem import has_errors
from beilin.reading.article import read_article
from beilin.reading.front_matter import split_front_matter
from beilin.text.yaml import strict as ys

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")


@dataclass(frozen=True)
class MarkdownFile:
    """A Markdown file as it is before a change."""

    archive: Archive
    path: str
    data: bytes
    article: Article

    @cached_property
    def text(self) -> str:
        """Its text, without a byte order mark."""
        return text_of(self.data)

    @cached_property
    def yaml(self) -> str:
        """Its front matter, without the fences."""
        return split_front_matter(self.text)[0] or ""

    @cached_property
    def front_matter(self) -> ys.Mapping:
        """The nodes of `yaml`; none for a part, which has no front matter."""
        node = ys.parse_yaml(self.yaml, with_spans=True)
        return node if isinstance(node, ys.Mapping) else ys.Mapping({}, {}, 1, 1)

    @cached_property
    def yaml_at(self) -> int:
        """Where `yaml` begins in `text`."""
        match = _OPENING.match(self.text)
        return match.end() if match else 0


def open_markdown(archive: Archive, path: str) -> MarkdownFile:
    """The file as it stands. Raises RefusalError where it cannot be read without an error."""
    data = read_bytes(archive, path)
    article, problems = read_article(path, data, archive.settings)
    if article is None or has_errors(problems):
        raise RefusalError(problem for problem in problems if problem.severity == "error")
    return MarkdownFile(archive, path, data, article)


def change_markdown(
    file: MarkdownFile, edits_of_yaml: Callable[[str, ys.Mapping], Sequence[Edit]], expected: Summary,
    move: Move | None = None,
) -> tuple[FileChange | None, tuple[int, ...]]:  # fmt: skip
    """The file's change, proved, or None where nothing changes; and the lines on which an old target stays as text.

    The proof: read by the site's own reader, the new bytes have the summary `expected`, and show what the old bytes
    showed but for the targets of the links that follow the move. Raises RefusalError where they do not.
    """
    try:
        edits = [edit.shifted(file.yaml_at) for edit in edits_of_yaml(file.yaml, file.front_matter)]
    except NoEditError as error:
        line = error.line + 1 if error.line else 1  # the fence stands above
        raise refuse(str(error), file=file.path, line=line) from None
    shown, left = shown_by(file.article.body), tuple[int, ...]()
    if move:
        try:
            found = link_edits(
                file.path, file.text, file.article, file.archive.settings, move, file.archive.config.base_url
            )
        except NoEditError as error:
            raise refuse(str(error), file=file.path, line=error.line) from None
        edits, shown, left = [*edits, *found.edits], found.shown, found.left
    if not edits and expected.path == file.path:
        return None, left
    change = FileChange(file.path, file.data, tuple(edits), expected.path)
    _prove(file, change, expected, shown)
    return change, left


def _prove(file: MarkdownFile, change: FileChange, expected: Summary, shown: Shown) -> None:
    article, problems = read_article(change.new_path, edited(file.data, change.edits), file.archive.settings)
    if article is None:
        raise RefusalError(replace(problem, file=file.path) for problem in problems)
    headings = file.article.body.headings
    if "summary" not in file.front_matter.items and _wiki(shown) != _wiki(shown_by(file.article.body)):
        # The first sentences show the names in wiki links as they are written.
        expected = replace(expected, summary=article.summary.summary)
    if article.summary == expected and shown_by(article.body) == shown and article.body.headings == headings:
        return
    raise refuse("the change would alter more than it should, so nothing is written", "Change this file by hand.",
                 file=file.path)  # fmt: skip


def _wiki(shown: Shown) -> list[str]:
    return [target for target in shown.targets if target.startswith(WIKI)]
