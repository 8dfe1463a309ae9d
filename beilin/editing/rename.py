"""A new address for an article or a page, with all links to it; the old address redirects to the new one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from beilin import layout
from beilin.editing.archive import Archive, read_bytes
from beilin.editing.changes import ChangePlan, FileChange
from beilin.editing.edits import Edit
from beilin.editing.find_article import find_article
from beilin.editing.holders import Holder, holder_of, owner
from beilin.editing.links import may_link
from beilin.editing.markdown_file import YamlEdits, change_markdown, open_markdown, unchanged_notes
from beilin.editing.menu import change_menu
from beilin.editing.moves import ARTICLE_TAIL, Move, normalised_name
from beilin.editing.redirects import change_redirects
from beilin.editing.refusal import refuse
from beilin.editing.yaml_edits import as_scalar, insert_key, replace_scalar
from beilin.editing.yaml_lists import add_to_list, change_items, changed_items
from beilin.layout import TAGS_FILE
from beilin.model import Record, Summary
from beilin.planning.addresses import address_of_file, alias_address, former_addresses, implied_addresses
from beilin.planning.unpublished import state_of
from beilin.planning.wiki import WikiTargets
from beilin.text.dates import today_in
from beilin.text.file_names import day_of, is_bundle, name_of
from beilin.text.slugs import fault_of_slug, slugify
from beilin.text.yaml import strict as ys

IMPORT_RECORD = ".source.yaml"


@dataclass(frozen=True, slots=True)
class _Renaming:
    record: Record
    new: Summary  # as it will be read
    move: Move
    removed_aliases: tuple[int, ...]  # positions from 0
    added_aliases: tuple[str, ...]
    has_slug: bool  # whether the front matter has the key

    @property
    def path(self) -> str:
        """The file before the change."""
        return self.record.summary.path


def plan_rename(archive: Archive, article: str, slug: str) -> ChangePlan:
    """The change that gives the article the slug. Raises RefusalError with the reasons against it.

    A file that is named after its slug is renamed too, with the record of its import; links by file follow. A folder
    that is named after its slug (`NAME/index.md`) keeps its name, and the front matter gets the slug.
    """
    renaming = _prepare(archive, find_article(archive, article), slug)
    _check_free(archive, renaming)
    _check_names(archive, renaming)
    move = renaming.move
    followers = (change_menu(archive, move, renaming.new.slug), change_redirects(archive, move))
    changes: list[FileChange] = [change for change in followers if change]
    notes: list[str] = []
    paths = [path for path in archive.records if path == renaming.path or may_link(archive, path, move)]
    for path in sorted(paths, key=lambda path: (path == renaming.path, path)):
        file = open_markdown(archive, path)
        if path == renaming.path:
            change, unchanged = change_markdown(file, _front_matter_edits(renaming), renaming.new, move)
        else:
            change, unchanged = change_markdown(file, _no_edits, file.article.summary, move)
        changes += [change] if change else []
        notes += unchanged_notes(path, unchanged)
    changes += _import_record(archive, renaming)
    holder = _owner_of_old(archive, move.old)
    summary = f"{move.old} is now {move.new}; the old address {holder.claim if holder else 'redirects to it'}"
    return ChangePlan(command_of(article, slug), summary, tuple(changes), tuple(notes))


def command_of(article: str, slug: str) -> str:
    """The command, as the journal of an interrupted change has it."""
    return f"rename {article} {slug}"


def _front_matter_edits(renaming: _Renaming) -> YamlEdits:
    """The edits of the renamed article's front matter."""

    def edits(yaml: str, front: ys.Mapping) -> list[Edit]:
        slug = _edits_of_name(yaml, front, renaming)
        aliases = front.items.get("aliases")
        if isinstance(aliases, ys.Sequence) and aliases.items:
            return [*slug, *change_items(yaml, aliases, renaming.removed_aliases, renaming.added_aliases)]
        return [*slug, *add_to_list(yaml, front, "aliases", renaming.added_aliases, ("slug", "tags"))]

    return edits


def _edits_of_name(yaml: str, front: ys.Mapping, renaming: _Renaming) -> list[Edit]:
    """The edits of `slug` and `date`, which are added if the file's name does not say them."""
    new, edits = renaming.new, []
    if renaming.has_slug:
        edits.append(replace_scalar(front.items["slug"], new.slug))
    elif slugify(name_of(new.path)) != new.slug:
        edits.append(insert_key(yaml, front, "slug", as_scalar(new.slug), ("title",)))
    if renaming.record.summary.is_date_of_name and not new.is_date_of_name and new.date:
        edits.append(insert_key(yaml, front, "date", new.date, ("title",)))
    return edits


def _no_edits(_yaml: str, _front: ys.Mapping) -> Sequence[Edit]:
    return ()


def _prepare(archive: Archive, record: Record, slug: str) -> _Renaming:
    """Raises RefusalError if the article cannot have the slug, whatever else is in the archive."""
    old = record.summary
    if fault := fault_of_slug(slug):
        proper = slugify(slug)
        hint = f"Write {proper!r}." if proper else "Use letters, digits, Han characters, hyphens and underscores."
        raise refuse(f"{slug!r} cannot be part of an address: {fault}", hint)
    if slug == old.slug:
        raise refuse(f"{old.path} already has the slug {slug!r}", "There is nothing to do.", file=old.path)
    if old.path == layout.NOT_FOUND_SOURCE:
        raise refuse("the 404 page must keep the address that hosts look for", "It cannot be renamed.", file=old.path)
    folder, name = posixpath.split(old.path)
    moved = posixpath.join(folder, f"{slug}.md")
    # A folder stays with what is in it, whose addresses stay too. No new name of a file gives an article a date.
    moves_file = slugify(name.removesuffix(".md")) == old.slug and not is_bundle(old.path) and not is_bundle(moved)
    moves_file = moves_file and slug == slugify(slug) and (old.date is not None or not day_of(moved))
    new = replace(old, slug=slug, path=moved if moves_file else old.path)
    if old.is_date_of_name and day_of(new.path) != old.date:
        new = replace(new, is_date_of_name=False)
    config = archive.config
    old_address, new_address = address_of_file(config, old), address_of_file(config, new)
    to_redirect = [old_address, *former_addresses(config, old), *_implied_only_before(archive, old, new)]
    kept = {new_address, *former_addresses(config, new)}  # these need no alias
    needless = {*to_redirect, *kept}
    removed = [n for n, alias in enumerate(old.aliases) if alias_address(config, old, alias) in needless]
    added = [a for a in dict.fromkeys(to_redirect) if a not in kept and not _owner_of_old(archive, a)]
    node = open_markdown(archive, old.path).front_matter.items.get("slug")
    names = {old.slug, name.removesuffix(".md")} if moves_file else {old.slug}
    lost_names = frozenset(normalised_name(name) for name in names if _targets_of(archive, name) == [old.path])
    return _Renaming(
        record,
        replace(new, aliases=changed_items(old.aliases, removed, added)),
        Move(old_address, new_address, ARTICLE_TAIL, old.path, new.path, lost_names, slug),
        tuple(removed),
        tuple(added),
        has_slug=isinstance(node, ys.Scalar) and node.text is not None,
    )


def _owner_of_old(archive: Archive, address: str) -> Holder | None:
    """What of Beilin's own the former address belongs to, so that no redirect can be there."""
    if address.startswith(layout.SEARCH) and not archive.config.search:
        return None
    return owner(archive.root, archive.config, address)


def _implied_only_before(archive: Archive, old: Summary, new: Summary) -> list[str]:
    """The addresses of earlier versions of Beilin that would no longer redirect to the article by themselves."""
    config, others = archive.config, [r.summary for path, r in archive.pages.items() if path != old.path]
    lost = [address for address in implied_addresses(config, old) if address not in implied_addresses(config, new)]
    terms = archive.authority.terms
    return [address for address in lost if not holder_of(archive.root, config, address, others, terms)]


def _targets_of(archive: Archive, name: str) -> list[str]:
    """The files that a wiki link with that name leads to; unpublished ones only if no published one matches."""
    today = today_in(archive.config.time_zone)
    published = {path: r.summary for path, r in archive.pages.items() if state_of(r.summary, today) == "published"}
    hidden = {path: r.summary for path, r in archive.pages.items() if path not in published}
    for summaries in (published, hidden):
        if matches := WikiTargets(summaries, dict.fromkeys(summaries, ""), {}).find(normalised_name(name)):
            return [summary.path for summary in matches]
    return []


def _check_names(archive: Archive, renaming: _Renaming) -> None:
    """Raises RefusalError if a wiki link that leads elsewhere would come to lead to the renamed article."""
    name = normalised_name(renaming.new.slug)
    others = [path for path in _targets_of(archive, name) if path != renaming.path]
    for path, record in archive.records.items() if others else ():
        for link in record.references:
            if link.kind == "wiki" and normalised_name(link.target.partition("#")[0]) == name:
                message = f"the link [[{link.target}]] leads to {others[0]}, and would lead to {renaming.new.path}"
                raise refuse(message, "Use another name in it, or choose a different slug.", file=path, line=link.line)


def _check_free(archive: Archive, renaming: _Renaming) -> None:
    """Raises RefusalError if the new address, that of a redirect to it, or the new file is taken."""
    config, pages, old = archive.config, archive.pages, renaming.record.summary
    others = [record.summary for path, record in pages.items() if path != old.path]
    old_addresses = {address_of_file(config, old), *former_addresses(config, old)}
    for address in (renaming.move.new, *former_addresses(config, renaming.new)):
        if address in old_addresses:
            continue  # an undated article may keep one of its addresses
        if held := owner(archive.root, config, address) or holder_of(
            archive.root, config, address, others, archive.authority.terms
        ):
            is_alias = held.alias is not None or held.file == TAGS_FILE
            hint = "Choose a different slug, or remove the alias." if is_alias else "Choose a different slug."
            line = held.line if held.alias is None else pages[held.file].alias_lines[held.alias]
            raise refuse(f"the address {address} {held.claim}", hint, file=held.file, line=line)
    for existing in _existing_files(archive, renaming):
        hint = "Choose a different slug, or move that file."
        raise refuse(f"there is already a file {existing}", hint, file=renaming.new.path)


def _existing_files(archive: Archive, renaming: _Renaming) -> Iterator[str]:
    """Files in the way of the renamed ones."""
    if renaming.new.path != renaming.path:
        for ending in (".md", IMPORT_RECORD):
            path = renaming.new.path.removesuffix(".md") + ending
            if (archive.root / path).exists():
                yield path


def _import_record(archive: Archive, renaming: _Renaming) -> Iterator[FileChange]:
    """The article's import record moves with its file; it names only the source, so its bytes stay."""
    old, new = (path.removesuffix(".md") + IMPORT_RECORD for path in (renaming.path, renaming.new.path))
    if new != old and (archive.root / old).exists():
        yield FileChange(old, read_bytes(archive, old), (), new)
