"""Edits of content/tags.yaml: a term's entry changed, or taken out, and every other byte kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from beilin.editing.edits import Edit, NoEditError
from beilin.editing.plan import Archive, FileChange, edited, read_bytes, refuse, text_of
from beilin.editing.yaml_edits import add_to_list, change_items, insert_key, remove_entry, replace_scalar, written
from beilin.model import TagTerm
from beilin.reading.tags import TAGS_FILE, TagAuthority, read_tag_authority
from beilin.text.slugs import slugify
from beilin.text.yaml import strict as ys

# Below which key of a term a new one comes.
_ORDER = ("aliases", "not_in", "synonyms", "names", "slug")


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term as it is, and as it is to be; None where it goes."""

    old: TagTerm
    new: TagTerm | None


def change_authority(archive: Archive, changes: Sequence[TermChange]) -> tuple[FileChange, TagAuthority]:
    """The change of content/tags.yaml, proved, and the authority that it makes. Raises RefusalError.

    Of a term the key, the slug, names that are there, and its lists may change.
    """
    data = read_bytes(archive, TAGS_FILE)
    text = text_of(data)
    root = ys.parse_yaml(text, with_spans=True)
    assert isinstance(root, ys.Mapping)  # it holds the terms that change
    try:
        edits = [edit for change in changes for edit in _edits_of(text, root, change)]
    except NoEditError as error:
        raise refuse(str(error), file=TAGS_FILE, line=error.line) from None
    after, problems = read_tag_authority(edited(data, edits))
    wanted = {change.old.term: change.new for change in changes}
    expected = [wanted.get(term.term, term) for term in archive.authority.terms]
    if problems or [_bare(term) for term in after.terms] != [_bare(term) for term in expected if term]:
        raise refuse("the change would alter more than it should, so nothing is written", "Change this file by hand.",
                     file=TAGS_FILE)  # fmt: skip
    return FileChange(TAGS_FILE, data, tuple(edits), TAGS_FILE), after


def _bare(term: TagTerm) -> TagTerm:
    """The term without where it stands."""
    return replace(term, alias_lines=())


def _edits_of(text: str, root: ys.Mapping, change: TermChange) -> list[Edit]:
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
    slug = new.slug if new.slug != slugify(new.term) else ""
    if not isinstance(node, ys.Mapping):
        return [*edits, *_fill(text, key, node, slug, {name: values for name, (_, values) in lists.items()})]
    at = node.items.get("slug")
    if isinstance(at, ys.Scalar) and at.text is not None:
        edits += [replace_scalar(at, new.slug)] if new.slug != old.slug else []
    elif slug:
        edits.append(insert_key(text, node, "slug", written(slug)))
    names = node.items.get("names")
    for language in new.names:
        if new.names[language] != old.names[language]:
            assert isinstance(names, ys.Mapping)
            edits.append(replace_scalar(names.items[language], new.names[language]))
    for name, (before, after) in lists.items():
        edits += _list_edits(text, node, name, before, after)
    return edits


def _list_edits(text: str, node: ys.Mapping, name: str, before: Sequence[str], after: Sequence[str]) -> list[Edit]:
    """From one list to the other, where the second keeps the order of what it keeps."""
    gone = [place for place, value in enumerate(before) if value not in after]
    added = [value for value in after if value not in before]
    items = node.items.get(name)
    if isinstance(items, ys.Sequence) and items.items:
        return change_items(text, items, gone, added)
    return add_to_list(text, node, name, added, _ORDER[_ORDER.index(name) + 1 :])


def _fill(text: str, key: ys.Scalar, node: ys.Node, slug: str, lists: Mapping[str, Sequence[str]]) -> list[Edit]:
    """The entry of a term that has nothing but its name."""
    fields = {"slug": written(slug)} if slug else {}
    fields |= {name: f"[{', '.join(map(written, values))}]" for name, values in lists.items() if values}
    if not fields:
        return []
    colon = text.find(":", key.end)
    if text[node.start : node.end] or text[key.end : colon].strip():
        raise NoEditError(f"write `{key.text}:` with nothing behind it", key.line)
    braced = ", ".join(f"{name}: {value}" for name, value in fields.items())
    return [Edit(colon + 1, colon + 1, f" {{{braced}}}")]
