"""Messages about tags that the tag authority does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beilin.layout import TAGS_FILE
from beilin.model import Record
from beilin.planning.groups import Members
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from beilin.text.separators import split_names
from beilin.text.yaml.writing import yaml_list


def unknown_tags(published: Sequence[Record], by_tag: Mapping[str, Members], authority: TagAuthority) -> list[Problem]:
    """A warning for each use of a tag that is not a term. `by_tag` has the articles of each tag as written.

    Without a tag authority every tag is used as it is written, and one note says so.
    """
    unknown = {written: members for written, members in by_tag.items() if members.term is None}
    # Found once for all uses, since the nearest term is slow to find.
    faults = {written: fault for written in unknown if (fault := _fault(written, authority))}
    problems = [
        _problem(record, index, faults[written])
        for record in published
        if not faults.keys().isdisjoint(record.summary.tags)
        for index, written in enumerate(record.summary.tags)
        if written in faults
    ]
    if unknown and not authority.terms:
        problems.append(_no_authority(len({id(members) for members in unknown.values()})))
    return problems


def _no_authority(count: int) -> Problem:
    tags = "1 tag is" if count == 1 else f"{count} tags are"
    # The remedy is in the message, so that the note is one line.
    message = f"no tags are listed here, so {tags} used as written; to list them: build.py tag adopt"
    return Problem("no-authority", message, TAGS_FILE)


def _fault(written: str, authority: TagAuthority) -> tuple[str, str, str] | None:
    """(code, message, hint); None if nothing is wrong with the tag, because there is no authority."""
    if len(names := split_names(written)) > 1:
        hint = f"Write {yaml_list(names)}, or each tag on its own line."
        return "joined-tags", f"{written!r} is taken for one tag", hint
    if not authority.terms:
        return None
    nearest = authority.nearest(written)
    hint = f"Add it to {TAGS_FILE}: build.py tag adopt"
    if nearest:
        hint = f"Did you mean {nearest!r}? Or add it to {TAGS_FILE}: build.py tag adopt"
    return "unknown-tag", f"the tag {written!r} is not in the tag authority", hint


def _problem(record: Record, index: int, fault: tuple[str, str, str]) -> Problem:
    code, message, hint = fault
    line = record.tag_lines[index] if index < len(record.tag_lines) else 1
    return Problem(code, message, record.summary.path, line, hint=hint)
