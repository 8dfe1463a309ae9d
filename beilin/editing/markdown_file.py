"""A Markdown file that is edited: the nodes of its front matter, the links of its body, and the proof of the change."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from beilin.editing.archive import Archive, read_bytes
from beilin.editing.changes import FileChange, edited, text_of
from beilin.editing.edits import CannotEditError, Edit
from beilin.editing.links import BodyContent, content_of, link_edits
from beilin.editing.moves import WIKI, Move
from beilin.editing.refusal import RefusalError, refuse, refuse_unproved
from beilin.model import Article, Summary
from beilin.problems.problem import has_errors
from beilin.reading.article import read_article
from beilin.reading.front_matter import split_front_matter
from beilin.text.yaml import strict as ys

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")

YamlEdits = Callable[[str, ys.Mapping], Sequence[Edit]]  # front matter, as text and as nodes → edits of it


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
        """The nodes of `yaml`; empty for a part, which has no front matter."""
        node = ys.parse_yaml(self.yaml, with_spans=True)
        return node if isinstance(node, ys.Mapping) else ys.Mapping({}, {}, 1, 1)

    @cached_property
    def yaml_start(self) -> int:
        """Where `yaml` begins in `text`."""
        return start_of_yaml(self.text)


def start_of_yaml(text: str) -> int:
    """Where the front matter begins in the text of a file, below its fence."""
    match = _OPENING.match(text)
    return match.end() if match else 0


def open_markdown(archive: Archive, path: str) -> MarkdownFile:
    """The file as it is now. Raises RefusalError if it cannot be read without an error."""
    data = read_bytes(archive, path)
    article, problems = read_article(path, data, archive.settings)
    if article is None or has_errors(problems):
        raise RefusalError(problem for problem in problems if problem.severity == "error")
    return MarkdownFile(archive, path, data, article)


def change_markdown(
    file: MarkdownFile, yaml_edits: YamlEdits, expected: Summary, move: Move | None = None
) -> tuple[FileChange | None, tuple[int, ...]]:
    """The change of the file, proved, or None if nothing changes; and the lines on which an old target stays as text.

    The proof: read by the site's own reader, the new bytes have the summary `expected`, and their body is the old one
    except for the targets of the links that follow the move. Raises RefusalError if this fails.
    """
    try:
        edits = [edit.shifted(file.yaml_start) for edit in yaml_edits(file.yaml, file.front_matter)]
    except CannotEditError as error:
        line = error.line + 1 if error.line else 1  # below the fence
        raise refuse(str(error), file=file.path, line=line) from None
    content, unchanged_lines = content_of(file.article.body), tuple[int, ...]()
    if move:
        archive = file.archive
        try:
            links = link_edits(file.path, file.text, file.article, archive.settings, move, archive.config.base_url)
        except CannotEditError as error:
            raise refuse(str(error), file=file.path, line=error.line) from None
        edits, content, unchanged_lines = [*edits, *links.edits], links.expected, links.unchanged_lines
    if not edits and expected.path == file.path:
        return None, unchanged_lines
    change = FileChange(file.path, file.data, tuple(edits), expected.path)
    _prove(file, change, expected, content)
    return change, unchanged_lines


def unchanged_notes(path: str, lines: Sequence[int]) -> list[str]:
    """A note for each line on which an old address stays as text."""
    return [f"{path}:{line}: the old address is left as it is in this text or code" for line in lines]


def _prove(file: MarkdownFile, change: FileChange, expected: Summary, content: BodyContent) -> None:
    article, problems = read_article(change.new_path, edited(file.data, change.edits), file.archive.settings)
    if article is None:
        raise RefusalError(replace(problem, file=file.path) for problem in problems)
    # The archive's records have tidied punctuation; the file itself is not tidied.
    expected = replace(expected, tidied=article.summary.tidied)
    headings = file.article.body.headings
    if "summary" not in file.front_matter.items and _wiki_targets(content) != _wiki_targets(
        content_of(file.article.body)
    ):
        # The summary is made from the first sentences, which show the names in wiki links as they are written.
        expected = replace(expected, summary=article.summary.summary)
    if (article.summary, content_of(article.body), article.body.headings) != (expected, content, headings):
        raise refuse_unproved(file.path)


def _wiki_targets(content: BodyContent) -> list[str]:
    return [target for target in content.targets if target.startswith(WIKI)]
