"""A tag replaced by another in every article, with all links to its page and the menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from beilin.editing.archive import Archive
from beilin.editing.changes import FileChange
from beilin.editing.edits import Edit
from beilin.editing.links import may_link
from beilin.editing.markdown_file import MarkdownFile, YamlEdits, change_markdown, open_markdown, unchanged_notes
from beilin.editing.menu import change_menu
from beilin.editing.moves import TAG_TAIL, Move
from beilin.editing.redirects import change_redirects
from beilin.editing.refusal import RefusalError
from beilin.editing.yaml_lists import change_items, changed_items
from beilin.planning.groupings import TAG
from beilin.problems.problem import Problem
from beilin.text.names import name_key
from beilin.text.yaml import strict as ys


@dataclass(frozen=True, slots=True)
class Retagging:
    """What happens to a tag in the articles."""

    old: str  # the name that is replaced, in any spelling
    new: str  # the canonical name that replaces it
    old_slug: str
    new_slug: str


def change_files(archive: Archive, retagging: Retagging) -> tuple[list[FileChange], list[str]]:
    """The changes of articles, pages and the menu, proved, and notes for the editor. Raises RefusalError."""
    move = None
    if retagging.old_slug != retagging.new_slug:
        move = Move(TAG.address(retagging.old_slug), TAG.address(retagging.new_slug), TAG_TAIL)
    changes: list[FileChange] = []
    notes: list[str] = []
    problems: list[Problem] = []
    for path in sorted(archive.records):
        tags = archive.records[path].summary.tags
        if _retagged(tags, retagging) == tags and not (move and may_link(archive, path, move)):
            continue
        file = open_markdown(archive, path)
        expected = replace(file.article.summary, tags=_retagged(file.article.summary.tags, retagging))
        try:
            change, unchanged = change_markdown(file, _tag_edits(file, retagging), expected, move)
        except RefusalError as error:
            problems += error.problems
            continue
        changes += [change] if change else []
        notes += unchanged_notes(path, unchanged)
    if problems:
        raise RefusalError(problems)
    if move:
        changes += [change for change in (change_menu(archive, move), change_redirects(archive, move)) if change]
    return changes, notes


def count_retagged(archive: Archive, retagging: Retagging) -> str:
    """`3 articles`: those whose tags change."""
    all_tags = [record.summary.tags for record in archive.records.values()]
    count = sum(_retagged(tags, retagging) != tags for tags in all_tags)
    return f"{count} {'article' if count == 1 else 'articles'}"


def _tag_edits(file: MarkdownFile, retagging: Retagging) -> YamlEdits:
    def edits(yaml: str, front: ys.Mapping) -> Sequence[Edit]:
        tags = front.items.get("tags")
        removed, added = _swap(file.article.summary.tags, retagging)
        return change_items(yaml, tags, removed, added) if isinstance(tags, ys.Sequence) and removed else []

    return edits


def _retagged(tags: tuple[str, ...], retagging: Retagging) -> tuple[str, ...]:
    return changed_items(tags, *_swap(tags, retagging))


def _swap(tags: Sequence[str], retagging: Retagging) -> tuple[list[int], list[str]]:
    """(positions of the old name in any spelling, the new name unless the tags already have it)."""
    old, new = name_key(retagging.old), name_key(retagging.new)
    removed = [position for position, tag in enumerate(tags) if name_key(tag) == old]
    has_new = any(name_key(tag) == new for position, tag in enumerate(tags) if position not in removed)
    if removed and not has_new and tags[removed[0]] == retagging.new:
        return removed[1:], []
    return removed, [retagging.new] if removed and not has_new else []
