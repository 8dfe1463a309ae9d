"""A new name for a tag, or two tags merged: in the authority, in every article, in all links and the menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from beilin.editing.archive import Archive
from beilin.editing.changes import ChangePlan
from beilin.editing.holders import holder_of
from beilin.editing.refusal import RefusalError, refuse
from beilin.editing.retag import Retagging, change_files, count_retagged
from beilin.editing.tags_file import TermChange, change_authority
from beilin.editing.yaml_lists import changed_items
from beilin.layout import TAGS_FILE
from beilin.model import TagTerm
from beilin.planning.groupings import TAG
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority, names_of
from beilin.text.cjk import is_han
from beilin.text.name_slugs import fault_of_name_slug, name_slug
from beilin.text.names import name_key, same_name
from beilin.text.slugs import fault_of_slug


def plan_tag_rename(archive: Archive, old: str, new: str, slug: str | None = None) -> ChangePlan:
    """The change that gives a term a new canonical name and, if its slug changes, its page a new address.

    The old name becomes a synonym, so that whatever was tagged with it still has the term. Raises RefusalError.
    """
    term = _find_term(archive, old)
    new = " ".join(new.split())
    slug = slug if slug is not None else name_slug(new)
    _check_name(archive, term, new, slug)
    renamed = _renamed(term, new, slug)
    file, after = change_authority(archive, [TermChange(term, renamed)])
    retagging = Retagging(term.term, new, term.slug, slug)
    changes, notes = change_files(archive, retagging)
    _prove_meanings(archive, after, {term.term: new})
    if new != term.term and term.names and term.names == renamed.names:
        names = ", ".join(f"{name} ({language})" for language, name in term.names.items())
        notes.append(f"{TAGS_FILE}: readers still see this tag as {names}, because of its `names`")
    summary = []
    if new != term.term:
        summary += [f"{term.term!r} is now {new!r}, in {count_retagged(archive, retagging)}"]
    if slug != term.slug:
        summary += [f"{TAG.address(term.slug)} redirects to {TAG.address(slug)}"]
    return ChangePlan(rename_command(old, new), "; ".join(summary), (file, *changes), tuple(notes))


def plan_tag_merge(archive: Archive, one: str, into: str) -> ChangePlan:
    """The change that merges one tag into another: its names become synonyms, its page redirects to the other's.

    `one` may also be a tag that articles have but the authority does not. Raises RefusalError.
    """
    target = archive.authority.find(into)
    if target is None:
        raise _no_such_tag(archive, into)
    term = _find_term(archive, one, allow_unknown=True)
    if term == target:
        raise refuse(f"{one!r} and {into!r} are the same tag, {target.term!r}", "There is nothing to do.")
    if any(parent == term for parent in archive.authority.parents_of(target)):
        raise refuse(
            f"{target.term!r} is below {term.term!r}", f"Merge {into!r} into {one!r}, or take its parent out first."
        )
    is_in_authority = archive.authority.find(term.term) is not None
    changes = [TermChange(target, _merged(target, term)), *([TermChange(term, None)] if is_in_authority else [])]
    file, after = change_authority(archive, changes)
    retagging = Retagging(term.term, target.term, term.slug, target.slug)
    files, notes = change_files(archive, retagging)
    _prove_meanings(archive, after, {term.term: target.term})
    if term.description:
        kept = "keeps its own" if target.description else "has none"
        notes.append(f"{TAGS_FILE}: the description of {term.term!r} is removed with it; {target.term!r} {kept}")
    summary = f"{term.term!r} is merged into {target.term!r}, in {count_retagged(archive, retagging)}"
    summary += f"; {TAG.address(term.slug)} redirects to {TAG.address(target.slug)}"
    return ChangePlan(merge_command(one, into), summary, (file, *files), tuple(notes))


def rename_command(old: str, new: str) -> str:
    """The command, as the journal of an interrupted change has it."""
    return f"tag rename {old} {new}"


def merge_command(one: str, into: str) -> str:
    """The command, as the journal of an interrupted change has it."""
    return f"tag merge {one} {into}"


def _find_term(archive: Archive, name: str, *, allow_unknown: bool = False) -> TagTerm:
    """The term with that name, canonical or as readers see it. Raises RefusalError if there is none.

    With `allow_unknown`, a tag that only articles have counts as a term.
    """
    term = archive.authority.find(name)
    if term is None:
        used = next((tag for tag in _tags_in_use(archive) if same_name(tag, name)), None)
        if used is None:
            raise _no_such_tag(archive, name)
        if not allow_unknown:
            hint = f"Add it to {TAGS_FILE} first, or merge it into a term: build.py tag merge."
            raise refuse(f"articles have the tag {used!r}, but the tag authority does not", hint)
        return TagTerm(used, name_slug(used))
    if name_key(name) not in map(name_key, (term.term, *term.names.values())):
        hint = f"To change the term, give its name {term.term!r}; to move a synonym, edit {TAGS_FILE}."
        raise refuse(f"{name!r} is a synonym of {term.term!r}", hint)
    return term


def _no_such_tag(archive: Archive, name: str) -> RefusalError:
    nearest = archive.authority.nearest(name)
    hint = f"Did you mean {nearest!r}?" if nearest else f"The terms are in {TAGS_FILE}."
    return refuse(f"there is no tag {name!r}", hint)


def _tags_in_use(archive: Archive) -> dict[str, str]:
    """Every tag as it is written, with a file that has it."""
    return {tag: path for path, record in archive.records.items() for tag in record.summary.tags}


def _check_name(archive: Archive, term: TagTerm, new: str, slug: str) -> None:
    """Raises RefusalError if the term cannot have the name or the slug."""
    if not new or not new.isprintable():
        raise refuse(f"{new!r} is not a valid name for a tag", "Use printable characters.")
    if new == term.term and slug == term.slug:
        raise refuse(f"the tag is already {new!r}", "There is nothing to do.")
    holder = archive.authority.find(new)
    if holder is not None and holder != term:
        hint = f"To merge them: build.py tag merge {term.term!r} {holder.term!r}."
        raise refuse(f"{new!r} is a name of the tag {holder.term!r}", hint)
    if any(name_key(new) == name_key(word) for word in term.not_in):
        raise refuse(f"{new!r} is listed under `not_in` of {term.term!r}", "Remove it there first.", file=TAGS_FILE)
    if fault := fault_of_name_slug(slug):
        raise refuse(f"the slug {slug!r} cannot be part of an address: {fault}", "Choose another with --slug.")
    if slug != term.slug:
        _check_slug(archive, term, slug)


def _check_slug(archive: Archive, term: TagTerm, slug: str) -> None:
    """Raises RefusalError if the address made from the slug belongs to something else."""
    address = TAG.address(slug)
    for other in archive.authority.terms:
        if other != term and (other.slug == slug or slug in other.aliases or address in other.aliases):
            raise refuse(f"the address {address} belongs to the tag {other.term!r}", "Choose another with --slug.")
    held = holder_of(archive.root, archive.config, address, [record.summary for record in archive.pages.values()])
    if held:
        line = held.line if held.alias is None else archive.pages[held.file].alias_lines[held.alias]
        raise refuse(f"the address {address} {held.claim}", "Choose another with --slug.", file=held.file, line=line)
    for tag, path in _tags_in_use(archive).items():
        if archive.authority.find(tag) is None and name_slug(tag) == slug:
            hint = f"First merge it into the term: build.py tag merge {tag!r} {term.term!r}."
            raise refuse(f"the address {address} belongs to the tag {tag!r}", hint, file=path)


def _renamed(term: TagTerm, new: str, slug: str) -> TagTerm:
    # A name in one script is of no use to readers of the other.
    is_same_script = any(map(is_han, new)) == any(map(is_han, term.term))
    names = dict(term.names)
    if is_same_script and new not in names.values():
        names = {language: new if name == term.term else name for language, name in names.items()}
    synonyms = [name for name in term.synonyms if name != new]
    if name_key(term.term) not in {name_key(name) for name in (new, *names.values(), *synonyms)}:
        position = term.synonyms.index(new) if new in term.synonyms else len(synonyms)
        synonyms.insert(position, term.term)
    aliases = term.aliases
    if slug != term.slug:
        needless = (slug, TAG.address(slug), term.slug, TAG.address(term.slug))
        removed = [position for position, alias in enumerate(aliases) if alias in needless]
        aliases = changed_items(aliases, removed, [_as_alias(term.slug)])
    return replace(term, term=new, slug=slug, names=names, synonyms=tuple(synonyms), aliases=aliases)


def _merged(target: TagTerm, term: TagTerm) -> TagTerm:
    target_names = {name_key(name) for name in names_of(target)}
    first_spellings: dict[str, str] = {}
    for name in names_of(term):
        if name_key(name) not in target_names:
            first_spellings.setdefault(name_key(name), name)
    all_names = target_names | first_spellings.keys()
    removed = [position for position, word in enumerate(target.not_in) if name_key(word) in all_names]
    words = [word for word in term.not_in if name_key(word) not in all_names and word not in target.not_in]
    aliases = [alias for alias in (_as_alias(term.slug), *term.aliases) if alias not in (target.slug, *target.aliases)]
    return replace(
        target,
        synonyms=(*target.synonyms, *first_spellings.values()),
        not_in=changed_items(target.not_in, removed, words),
        aliases=(*target.aliases, *aliases),
    )


def _as_alias(slug: str) -> str:
    """The slug, or the whole address if the slug was made of a name with signs: then it is not valid as an alias."""
    return TAG.address(slug) if fault_of_slug(slug) else slug


def _prove_meanings(archive: Archive, after: TagAuthority, renamed: dict[str, str]) -> None:
    """Raises RefusalError if a tag in use would not have its term any more, by the new name if that is renamed."""
    if problems := [*_changed_meanings(archive, after, renamed)]:
        raise RefusalError(problems)


def _changed_meanings(archive: Archive, after: TagAuthority, renamed: dict[str, str]) -> Iterator[Problem]:
    for tag, path in _tags_in_use(archive).items():
        old_term, new_term = archive.authority.find(tag), after.find(tag)
        expected = renamed.get(old_term.term, old_term.term) if old_term else None
        actual = new_term.term if new_term else None
        if actual != expected and not (expected is None and name_key(tag) in map(name_key, renamed)):
            message = (
                f"the tag {tag!r} would come to mean {actual!r}" if actual else f"the tag {tag!r} would be unknown"
            )
            yield Problem("refused", message, path, hint="Change it there first.")
