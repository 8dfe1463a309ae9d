"""Tags that articles have and the tag authority does not: which they are, and how they become terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from beilin.editing.archive import Archive, read_bytes
from beilin.editing.changes import ChangePlan, FileChange, edited, text_of
from beilin.editing.edits import Edit
from beilin.editing.refusal import RefusalError, refuse, refuse_unproved
from beilin.editing.yaml_edits import as_scalar, insert_key
from beilin.editing.yaml_spans import newline_of
from beilin.layout import TAGS_FILE
from beilin.model import TagTerm
from beilin.planning.archive import in_order
from beilin.planning.groupings import TAG
from beilin.planning.groups import gather_members
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority, read_tag_authority
from beilin.text.name_slugs import name_slug
from beilin.text.names import same_name
from beilin.text.near_names import clusters, near_names
from beilin.text.separators import split_names
from beilin.text.yaml import strict as ys

COMMAND = "tag adopt"  # as the journal of an interrupted change has it


@dataclass(frozen=True, slots=True)
class UnlistedTag:
    """A tag that is not in the authority, in all its spellings."""

    name: str  # the spelling of most articles
    count: int  # articles that have it
    spellings: Mapping[str, int]  # each spelling → the number of articles
    near: tuple[str, ...] = ()  # other unlisted tags that differ in one letter
    near_terms: tuple[str, ...] = ()  # likewise terms of the authority

    @property
    def is_joined(self) -> bool:
        """Whether it is probably several tags that are written as one."""
        return len(split_names(self.name)) > 1


def unlisted_tags(archive: Archive) -> list[UnlistedTag]:
    """The tags that only articles and pages have, drafts included; those near each other together, most used first."""
    members = gather_members(in_order(archive.pages.values()), TAG.names_of, archive.authority.find)
    gathered = {id(one): one for one in members.values() if one.term is None}.values()
    tags = {one.name: UnlistedTag(one.name, len(one.positions), one.uses) for one in gathered}
    terms = {name: term.term for term in archive.authority.terms for name in (term.term, *term.synonyms)}
    near = near_names((*tags, *(name for name in terms if name not in tags)))
    for name, others in near.items():
        if name in tags:
            listed = dict.fromkeys(terms[other] for other in others if other not in tags)
            tags[name] = replace(tags[name], near=tuple(n for n in others if n in tags), near_terms=tuple(listed))
    by_count = sorted(tags, key=lambda name: (-tags[name].count, name))
    return [tags[name] for cluster in clusters(by_count, {name: tags[name].near for name in tags}) for name in cluster]


def find_unlisted(tags: Sequence[UnlistedTag], names: Sequence[str]) -> list[UnlistedTag]:
    """The tags with these names, in any spelling. Raises RefusalError for names of none."""
    found = []
    for name in names:
        tag = next((tag for tag in tags if any(same_name(name, spelling) for spelling in tag.spellings)), None)
        if tag is None:
            raise refuse(f"no article has the tag {name!r}, or it is in {TAGS_FILE} already", "Check the spelling.")
        found.append(tag)
    return found


def plan_adoption(archive: Archive, names: Sequence[str]) -> ChangePlan:
    """The change that adds unlisted tags to content/tags.yaml, which may not exist, as terms without further names.

    Their pages keep their addresses. Raises RefusalError.
    """
    tags = find_unlisted(unlisted_tags(archive), names)
    is_new = not (archive.root / TAGS_FILE).exists()
    before = b"" if is_new else read_bytes(archive, TAGS_FILE)
    edits = _edits(text_of(before), [tag.name for tag in tags])
    after, problems = read_tag_authority(edited(before, edits))
    if problems:
        hint = "Change it there first, or name the tags to add: build.py tag adopt TAG"
        raise RefusalError(replace(problem, line=None, column=None, source="", hint=hint) for problem in problems)
    expected = [*archive.authority.terms, *(TagTerm(tag.name, name_slug(tag.name)) for tag in tags)]
    if [replace(term, alias_lines=()) for term in after.terms] != [replace(term, alias_lines=()) for term in expected]:
        raise refuse_unproved(TAGS_FILE, "Add the tags by hand.")
    if changed := [*_changed_meanings(archive, after, {name: tag.name for tag in tags for name in tag.spellings})]:
        raise RefusalError(changed)
    change = FileChange(TAGS_FILE, before, tuple(edits), TAGS_FILE, is_new=is_new)
    summary = f"{len(tags)} {'tag is' if len(tags) == 1 else 'tags are'} added to {TAGS_FILE}"
    return ChangePlan(COMMAND, summary, (change,))


def _edits(text: str, names: Sequence[str]) -> list[Edit]:
    """The edits that add the terms at the end of the file."""
    root = ys.parse_yaml(text, with_spans=True)
    if isinstance(root, ys.Mapping) and root.is_flow and root.items:
        inserted = [insert_key(text, root, as_scalar(name), "{}") for name in names]
        return [replace(inserted[0], text="".join(edit.text for edit in inserted))]
    newline = newline_of(text)
    lines = "".join(f"{as_scalar(name)}:{newline}" for name in names)
    if isinstance(root, ys.Mapping) and root.is_flow:  # empty braces
        return [Edit(root.start, root.end, lines.removesuffix(newline))]
    gap = "" if not text or text.endswith(("\n", "\r")) else newline
    return [Edit(len(text), len(text), gap + lines)]


def _changed_meanings(archive: Archive, after: TagAuthority, adopted: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each tag in use that would come to mean a term that it is not a spelling of."""
    for path, record in archive.records.items():
        for index, tag in enumerate(record.summary.tags):
            old, new = archive.authority.find(tag), after.find(tag)
            expected = adopted.get(tag) or (old.term if old else None)
            if (new.term if new else None) != expected:
                meaning = f"come to mean {new.term!r}" if new else "be unknown"
                line = record.tag_lines[index] if index < len(record.tag_lines) else 1
                yield Problem("refused", f"the tag {tag!r} would {meaning}", path, line, hint="Change it there first.")
