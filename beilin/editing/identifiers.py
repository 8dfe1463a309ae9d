"""Permanent identifiers for articles that have none, and a different one for a copy that has its original's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from beilin.editing.archive import Archive, read_bytes
from beilin.editing.changes import ChangePlan, FileChange, text_of
from beilin.editing.edits import CannotEditError, Edit
from beilin.editing.find_article import find_article
from beilin.editing.markdown_file import start_of_yaml
from beilin.editing.refusal import RefusalError, refuse, refuse_unproved
from beilin.editing.yaml_edits import insert_key, replace_scalar
from beilin.layout import ARTICLES
from beilin.model import Record, Summary
from beilin.problems.problem import Problem
from beilin.reading.article import read_summary
from beilin.reading.front_matter import split_front_matter
from beilin.text.identifiers import draw_id
from beilin.text.yaml import strict as ys

_BELOW = ("slug", "title_proposed", "title")  # where the key goes


def missing_command(names: Sequence[str]) -> str:
    """The command, for the journal of an interrupted change."""
    return " ".join(("id", "--missing", *names))


def redraw_command(names: Sequence[str]) -> str:
    """Likewise."""
    return " ".join(("id", "--redraw", *names))


def plan_missing_ids(archive: Archive, names: Sequence[str]) -> ChangePlan:
    """The change that gives an identifier to each article without one, or to each of those articles and pages.

    Raises RefusalError.
    """
    named = list(dict.fromkeys(find_article(archive, name).summary.path for name in names))
    paths = named or sorted(path for path in archive.records if path.startswith(ARTICLES))
    without = [path for path in paths if not archive.records[path].summary.id]
    notes = tuple(f"{path} has an id already" for path in named if path not in without)
    changes = _changes(archive, without)
    what = "1 article has an id now" if len(changes) == 1 else f"{len(changes)} articles have an id now"
    return ChangePlan(missing_command(names), what if changes else "Every article has an id.", changes, notes)


def plan_redrawn_ids(archive: Archive, names: Sequence[str]) -> ChangePlan:
    """The change that gives each of those articles and pages an identifier of its own instead of one that others have.

    Raises RefusalError if there is nothing to redraw: an identifier that one file alone has never changes.
    """
    records = list({record.summary.path: record for record in (find_article(archive, name) for name in names)}.values())
    counts = Counter(record.summary.id for record in archive.records.values())
    for record in records:
        _check_copy(record, counts)
    chosen = Counter(record.summary.id for record in records)
    for record in records:
        if chosen[record.summary.id] == counts[record.summary.id]:
            message = f"all files with the id {record.summary.id!r} are named, and the original has to keep it"
            raise refuse(message, "Name the copies alone.", file=record.summary.path, line=record.id_line)
    changes = _changes(archive, [record.summary.path for record in records])
    what = "1 file has an id of its own now" if len(changes) == 1 else f"{len(changes)} files have ids of their own now"
    return ChangePlan(redraw_command(names), what, changes)


def _check_copy(record: Record, counts: Counter[str]) -> None:
    """Raises RefusalError unless another file has the identifier too."""
    summary = record.summary
    if not summary.id:
        raise refuse("it has no id", f"Give it one: build.py id --missing {summary.path}", file=summary.path)
    if counts[summary.id] == 1:
        message = f"no other file has the id {summary.id!r}, so it stays: what cites the article leads there"
        raise refuse(message, "To take it away all the same, edit the file.", file=summary.path, line=record.id_line)


def _changes(archive: Archive, paths: Sequence[str]) -> tuple[FileChange, ...]:
    """The changes that give each file a new identifier. Raises RefusalError with what prevents any of them."""
    taken = {record.summary.id for record in archive.records.values()}
    changes: list[FileChange] = []
    problems: list[Problem] = []
    for path in paths:
        data = read_bytes(archive, path)
        id = draw_id((archive.config.base_url, path, sha256(data).hexdigest()), taken)
        taken.add(id)
        try:
            changes.append(_change(archive, path, data, id))
        except RefusalError as error:
            problems += error.problems
    if problems:
        raise RefusalError(problems)
    return tuple(changes)


def _change(archive: Archive, path: str, data: bytes, id: str) -> FileChange:
    """The change of the file, proved: its body has the same bytes, and its front matter says the same but for the
    identifier. So the body need not be read as Markdown, which takes far longer."""
    text = text_of(data)
    yaml, body, _ = split_front_matter(text)
    try:
        edit = _edit(yaml or "", id).shifted(start_of_yaml(text))
    except CannotEditError as error:
        raise refuse(str(error), file=path, line=error.line + 1 if error.line else 1) from None
    change = FileChange(path, data, (edit,), path)
    after = change.after
    if _read(archive, path, after) != replace(_read(archive, path, data), id=id):
        raise refuse_unproved(path)
    if split_front_matter(text_of(after))[1] != body:
        raise refuse_unproved(path)
    return change


def _edit(yaml: str, id: str) -> Edit:
    front = ys.parse_yaml(yaml, with_spans=True)
    if not isinstance(front, ys.Mapping):
        raise CannotEditError("there is no front matter", 0)
    node = front.items.get("id")
    if node is None:
        return insert_key(yaml, front, "id", id, _BELOW)
    if ys.to_plain(node) is None:  # a key without a value
        key = front.keys["id"]
        return Edit(key.end, max(node.end, key.end + 1), f": {id}")
    return replace_scalar(node, id)


def _read(archive: Archive, path: str, data: bytes) -> Summary:
    summary, problems = read_summary(path, data, archive.settings)
    if summary is None:
        raise RefusalError(problems)
    return summary
