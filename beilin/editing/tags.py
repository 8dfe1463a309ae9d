"""Another name for a tag, or two tags made one: in the authority, in every article, in all links and the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from beilin.editing.authority import TermChange, change_authority
from beilin.editing.edits import Edit
from beilin.editing.holders import holder_of
from beilin.editing.links import may_link
from beilin.editing.markdown_file import MarkdownFile, change_markdown, open_markdown
from beilin.editing.menu import change_menu
from beilin.editing.moves import TAG_TAIL, Move
from beilin.editing.plan import Archive, ChangePlan, FileChange, RefusalError, refuse
from beilin.editing.yaml_edits import change_items, changed_items
from beilin.model import TagTerm
from beilin.planning.addresses import name_slug, tag_address
from beilin.problems.problem import Problem
from beilin.reading.tags import TAGS_FILE, TagAuthority, fold_name, names_of
from beilin.text.cjk import is_han
from beilin.text.slugs import fault_of_slug, slugify
from beilin.text.yaml import strict as ys


@dataclass(frozen=True, slots=True)
class _Retagging:
    """What becomes of a tag in the articles."""

    old: str  # the name that goes
    new: str  # the canonical name that stands for it
    old_slug: str
    new_slug: str


def plan_tag_rename(archive: Archive, old: str, new: str, slug: str | None = None) -> ChangePlan:
    """The change that gives a term another canonical name, and, where its slug changes, its page another address.

    The old name becomes a synonym, so that whatever was written with it still means the term. Raises RefusalError.
    """
    term = _term_of(archive, old)
    new = " ".join(new.split())
    slug = slug if slug is not None else slugify(new)
    _check_name(archive, term, new, slug)
    changed = _renamed(term, new, slug)
    file, after = change_authority(archive, [TermChange(term, changed)])
    retagging = _Retagging(term.term, new, term.slug, slug)
    changes, told = _change_files(archive, retagging)
    _prove_meanings(archive, after, {term.term: new})
    if new != term.term and term.names and term.names == changed.names:
        shown = ", ".join(f"{name} ({language})" for language, name in term.names.items())
        told.append(f"{TAGS_FILE}: readers see this tag as {shown}, as before; `names` says so")
    done = []
    if new != term.term:
        done += [f"{term.term!r} is now {new!r}, in {_count(archive, retagging)}"]
    if slug != term.slug:
        done += [f"{tag_address(term.slug)} leads to {tag_address(slug)}"]
    return ChangePlan(rename_command(old, new), "; ".join(done), (file, *changes), tuple(told))


def plan_tag_merge(archive: Archive, one: str, into: str) -> ChangePlan:
    """The change that makes one tag a part of another: its names become synonyms, its page leads to the other's.

    `one` may also be a tag that articles have and the authority does not know. Raises RefusalError.
    """
    target = archive.authority.find(into)
    if target is None:
        raise _unknown(archive, into)
    term = _term_of(archive, one, allow_unknown=True)
    if term == target:
        raise refuse(f"{one!r} and {into!r} are the same tag, {target.term!r}", "Nothing is to be done.")
    is_known = archive.authority.find(term.term) is not None
    changes = [TermChange(target, _joined(target, term)), *([TermChange(term, None)] if is_known else [])]
    file, after = change_authority(archive, changes)
    retagging = _Retagging(term.term, target.term, term.slug, target.slug)
    files, told = _change_files(archive, retagging)
    _prove_meanings(archive, after, {term.term: target.term})
    if term.description:
        kept = "keeps its own" if target.description else "has none"
        told.append(f"{TAGS_FILE}: the description of {term.term!r} goes with it; {target.term!r} {kept}")
    done = f"{term.term!r} is a part of {target.term!r} now, in {_count(archive, retagging)}"
    done += f"; {tag_address(term.slug)} leads to {tag_address(target.slug)}"
    return ChangePlan(merge_command(one, into), done, (file, *files), tuple(told))


def rename_command(old: str, new: str) -> str:
    """The command, as a note of a change that was cut off has it."""
    return f"tag rename {old} {new}"


def merge_command(one: str, into: str) -> str:
    """Likewise."""
    return f"tag merge {one} {into}"


def _term_of(archive: Archive, name: str, *, allow_unknown: bool = False) -> TagTerm:
    """The term whose name, canonical or as readers see it, that is. Raises RefusalError."""
    term = archive.authority.find(name)
    if term is None:
        used = next((tag for tag in _tags_in_use(archive) if fold_name(tag) == fold_name(name)), None)
        if used is None:
            raise _unknown(archive, name)
        if not allow_unknown:
            hint = f"Add it to {TAGS_FILE} first, or make it a part of a term: build.py tag merge."
            raise refuse(f"articles have the tag {used!r}, but the tag authority does not know it", hint)
        return TagTerm(used, name_slug(used))
    if fold_name(name) not in map(fold_name, (term.term, *term.names.values())):
        hint = f"To change the term, name it {term.term!r}; to move a synonym, edit {TAGS_FILE}."
        raise refuse(f"{name!r} is a synonym of {term.term!r}", hint)
    return term


def _unknown(archive: Archive, name: str) -> RefusalError:
    nearest = archive.authority.nearest(name)
    hint = f"Did you mean {nearest!r}?" if nearest else f"The terms are in {TAGS_FILE}."
    return refuse(f"there is no tag {name!r}", hint)


def _tags_in_use(archive: Archive) -> dict[str, str]:
    """Every tag as it is written, with a file that has it."""
    return {tag: path for path, record in archive.records.items() for tag in record.summary.tags}


def _check_name(archive: Archive, term: TagTerm, new: str, slug: str) -> None:
    """Raises RefusalError where the term cannot have the name or the slug."""
    if not new or not new.isprintable():
        raise refuse(f"{new!r} is no name for a tag", "Write a name of printable characters.")
    if new == term.term and slug == term.slug:
        raise refuse(f"the tag is {new!r} already", "Nothing is to be done.")
    holder = archive.authority.find(new)
    if holder is not None and holder != term:
        hint = f"To make them one: build.py tag merge {term.term!r} {holder.term!r}."
        raise refuse(f"{new!r} is a name of the tag {holder.term!r}", hint)
    if any(fold_name(new) == fold_name(word) for word in term.not_in):
        raise refuse(f"{new!r} stands under `not_in` of {term.term!r}", "Take it out there first.", file=TAGS_FILE)
    if fault := fault_of_slug(slug):
        raise refuse(f"the slug {slug!r} cannot stand in an address: {fault}", "Name another with --slug.")
    if slug == term.slug:
        return
    address = tag_address(slug)
    for other in archive.authority.terms:
        if other != term and (other.slug == slug or slug in other.aliases or address in other.aliases):
            raise refuse(f"the address {address} belongs to the tag {other.term!r}", "Name another with --slug.")
    held = holder_of(archive.root, archive.config, address, [record.summary for record in archive.pages.values()])
    if held:
        line = archive.pages[held.file].alias_lines[held.alias] if held.alias is not None else None
        raise refuse(f"the address {address} {held.words}", "Name another with --slug.", file=held.file, line=line)
    for tag, path in _tags_in_use(archive).items():
        if archive.authority.find(tag) is None and name_slug(tag) == slug:
            hint = f"First make it a part of the term: build.py tag merge {tag!r} {term.term!r}."
            raise refuse(f"the address {address} belongs to the tag {tag!r}", hint, file=path)


def _renamed(term: TagTerm, new: str, slug: str) -> TagTerm:
    # A name in one script is no name for readers of the other.
    is_same_script = any(map(is_han, new)) == any(map(is_han, term.term))
    names = dict(term.names)
    if is_same_script and new not in names.values():
        names = {language: new if name == term.term else name for language, name in names.items()}
    synonyms = [name for name in term.synonyms if name != new]
    known = {fold_name(name) for name in (new, *names.values(), *synonyms)}
    if fold_name(term.term) not in known:
        place = term.synonyms.index(new) if new in term.synonyms else len(synonyms)
        synonyms.insert(place, term.term)
    aliases = term.aliases
    if slug != term.slug:
        kept = [alias for alias in aliases if alias not in (slug, tag_address(slug), term.slug)]
        gone = [place for place, alias in enumerate(aliases) if alias not in kept]
        aliases = changed_items(aliases, gone, [term.slug])
    return replace(term, term=new, slug=slug, names=names, synonyms=tuple(synonyms), aliases=aliases)


def _joined(target: TagTerm, term: TagTerm) -> TagTerm:
    known = {fold_name(name) for name in names_of(target)}
    names = [name for name in names_of(term) if fold_name(name) not in known]
    added = {fold_name(name): name for name in reversed(names)}  # the first spelling of each
    synonyms = (*target.synonyms, *(name for name in names if added[fold_name(name)] == name))
    meant = known | added.keys()
    gone = [place for place, word in enumerate(target.not_in) if fold_name(word) in meant]
    words = [word for word in term.not_in if fold_name(word) not in meant and word not in target.not_in]
    aliases = [alias for alias in (term.slug, *term.aliases) if alias not in (target.slug, *target.aliases)]
    return replace(
        target,
        synonyms=synonyms,
        not_in=changed_items(target.not_in, gone, words),
        aliases=(*target.aliases, *aliases),
    )


def _change_files(archive: Archive, retagging: _Retagging) -> tuple[list[FileChange], list[str]]:
    move = None
    if retagging.old_slug != retagging.new_slug:
        move = Move(tag_address(retagging.old_slug), tag_address(retagging.new_slug), TAG_TAIL)
    changes: list[FileChange] = []
    told: list[str] = []
    problems: list[Problem] = []
    for path in sorted(archive.records):
        tags = archive.records[path].summary.tags
        is_tagged = _retagged(tags, retagging) != tags
        if not is_tagged and not (move and may_link(archive, path, move)):
            continue
        file = open_markdown(archive, path)
        expected = replace(file.article.summary, tags=_retagged(file.article.summary.tags, retagging))
        try:
            change, left = change_markdown(file, _edits_of(file, retagging), expected, move)
        except RefusalError as error:
            problems += error.problems
            continue
        changes += [change] if change else []
        told += [f"{path}:{line}: the old address stands there as text or code; it stays" for line in left]
    if problems:
        raise RefusalError(problems)
    if move and (menu := change_menu(archive, (move,))):
        changes.append(menu)
    return changes, told


def _edits_of(file: MarkdownFile, retagging: _Retagging) -> Callable[[str, ys.Mapping], Sequence[Edit]]:
    def edits(yaml: str, front: ys.Mapping) -> Sequence[Edit]:
        tags = front.items.get("tags")
        gone, added = _swap(file.article.summary.tags, retagging)
        return change_items(yaml, tags, gone, added) if isinstance(tags, ys.Sequence) and gone else []

    return edits


def _retagged(tags: tuple[str, ...], retagging: _Retagging) -> tuple[str, ...]:
    return changed_items(tags, *_swap(tags, retagging))


def _swap(tags: Sequence[str], retagging: _Retagging) -> tuple[list[int], list[str]]:
    """(which tags go, what comes): the old name in any spelling; the new one comes unless it is there already."""
    old, new = fold_name(retagging.old), fold_name(retagging.new)
    gone = [place for place, tag in enumerate(tags) if fold_name(tag) == old]
    is_there = any(fold_name(tag) == new for place, tag in enumerate(tags) if place not in gone)
    if gone and not is_there and tags[gone[0]] == retagging.new:
        gone = gone[1:]
        return gone, []
    return gone, [retagging.new] if gone and not is_there else []


def _count(archive: Archive, retagging: _Retagging) -> str:
    tags = (record.summary.tags for record in archive.records.values())
    count = sum(_retagged(those, retagging) != those for those in tags)
    return f"{count} {'article' if count == 1 else 'articles'}"


def _prove_meanings(archive: Archive, after: TagAuthority, renamed: dict[str, str]) -> None:
    """Raises RefusalError where a tag in use would not mean what it meant, the changed term by its new name."""
    wrong = [*_other_meanings(archive, after, renamed)]
    if wrong:
        raise RefusalError(wrong)


def _other_meanings(archive: Archive, after: TagAuthority, renamed: dict[str, str]) -> Iterator[Problem]:
    for tag, path in _tags_in_use(archive).items():
        before, now = archive.authority.find(tag), after.find(tag)
        wanted = renamed.get(before.term, before.term) if before else None
        found = now.term if now else None
        if found != wanted and not (wanted is None and fold_name(tag) in map(fold_name, renamed)):
            yield Problem(
                "refused", f"the tag {tag!r} would come to mean {found!r}", path, hint="Change it there first."
            )
