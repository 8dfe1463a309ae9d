"""Edits of content/tags.yaml: a term's entry changed or removed, and every other byte kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from beilin.editing.archive import Archive, read_bytes
from beilin.editing.changes import FileChange, edited, text_of
from beilin.editing.edits import CannotEditError, Edit
from beilin.editing.refusal import refuse, refuse_unproved
from beilin.editing.yaml_edits import as_scalar, insert_key, remove_entry, replace_scalar
from beilin.editing.yaml_lists import add_to_list, change_items
from beilin.layout import TAGS_FILE
from beilin.model import TagTerm
from beilin.reading.tags import TagAuthority, read_tag_authority
from beilin.text.name_slugs import name_slug
from beilin.text.yaml import strict as ys

# A new key of a term is inserted below the first key after it in this order that the term has.
_ORDER = ("aliases", "not_in", "synonyms", "names", "slug")


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term before and after; None if it is removed."""

    old: TagTerm
    new: TagTerm | None


def change_authority(archive: Archive, changes: Sequence[TermChange]) -> tuple[FileChange, TagAuthority]:
    """The change of content/tags.yaml, proved, and the authority that results. Raises RefusalError.

    A term's key, its slug, its existing names and its lists may change.
    """
    data = read_bytes(archive, TAGS_FILE)
    text = text_of(data)
    root = ys.parse_yaml(text, with_spans=True)
    assert isinstance(root, ys.Mapping)  # it has the terms that change
    try:
        edits = [edit for change in changes for edit in _term_edits(text, root, change)]
    except CannotEditError as error:
        raise refuse(str(error), file=TAGS_FILE, line=error.line) from None
    after, problems = read_tag_authority(edited(data, edits))
    new_terms = {change.old.term: change.new for change in changes}
    expected = [new_terms.get(term.term, term) for term in archive.authority.terms]
    if problems or list(map(_without_lines, after.terms)) != [_without_lines(term) for term in expected if term]:
        raise refuse_unproved(TAGS_FILE)
    return FileChange(TAGS_FILE, data, tuple(edits), TAGS_FILE), after


def _without_lines(term: TagTerm) -> TagTerm:
    return replace(term, alias_lines=())


def _term_edits(text: str, root: ys.Mapping, change: TermChange) -> list[Edit]:
    old, new = change.old, change.new
    if new is None:
        return [remove_entry(text, root, old.term)]
    key, node = root.keys[old.term], root.items[old.term]
    edits = [replace_scalar(key, new.term)] if new.term != old.term else []
    lists = {
        name: (getattr(old, name), getattr(new, name))
        for name in ("synonyms", "not_in", "aliases")
        if getattr(old, name) != getattr(new, name)
    }
    slug = new.slug if new.slug != name_slug(new.term) else ""
    if not isinstance(node, ys.Mapping):
        return [*edits, *_fill_entry(text, key, node, slug, {name: values for name, (_, values) in lists.items()})]
    slug_node = node.items.get("slug")
    if isinstance(slug_node, ys.Scalar) and slug_node.text is not None:
        edits += [replace_scalar(slug_node, new.slug)] if new.slug != old.slug else []
    elif slug:
        edits.append(insert_key(text, node, "slug", as_scalar(slug)))
    names = node.items.get("names")
    for language in new.names:
        if new.names[language] != old.names[language]:
            assert isinstance(names, ys.Mapping)
            edits.append(replace_scalar(names.items[language], new.names[language]))
    for name, (before, after) in lists.items():
        edits += _list_edits(text, node, name, before, after)
    return edits


def _list_edits(text: str, node: ys.Mapping, name: str, before: Sequence[str], after: Sequence[str]) -> list[Edit]:
    """The edits from one list to the other, which has what it keeps in the same order."""
    removed = [position for position, value in enumerate(before) if value not in after]
    added = [value for value in after if value not in before]
    items = node.items.get(name)
    if isinstance(items, ys.Sequence) and items.items:
        return change_items(text, items, removed, added)
    return add_to_list(text, node, name, added, _ORDER[_ORDER.index(name) + 1 :])


def _fill_entry(text: str, key: ys.Scalar, node: ys.Node, slug: str, lists: Mapping[str, Sequence[str]]) -> list[Edit]:
    """The entry of a term that has nothing after its name."""
    fields = {"slug": as_scalar(slug)} if slug else {}
    fields |= {name: f"[{', '.join(map(as_scalar, values))}]" for name, values in lists.items() if values}
    if not fields:
        return []
    colon = text.find(":", key.end)
    if text[node.start : node.end] or text[key.end : colon].strip():
        raise CannotEditError(f"write `{key.text}:` with nothing after it", key.line)
    entries = ", ".join(f"{name}: {value}" for name, value in fields.items())
    return [Edit(colon + 1, colon + 1, f" {{{entries}}}")]
