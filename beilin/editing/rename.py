"""Another address for an article or a page, with all that names it; the old address leads to the new one."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from beilin.editing.edits import Edit
from beilin.editing.find import address_of, alias_address, find_article, former_addresses
from beilin.editing.holders import holder_of, owner
from beilin.editing.links import may_link
from beilin.editing.markdown_file import change_markdown, open_markdown
from beilin.editing.menu import change_menu
from beilin.editing.moves import ARTICLE_TAIL, Move, plain_name
from beilin.editing.plan import Archive, ChangePlan, FileChange, read_bytes, refuse
from beilin.editing.yaml_edits import add_to_list, change_items, changed_items, replace_scalar
from beilin.model import Record, Summary
from beilin.planning import addresses
from beilin.planning.archive import is_published
from beilin.planning.wiki import WikiTargets
from beilin.reading.tags import TAGS_FILE
from beilin.text.dates import today_in
from beilin.text.slugs import fault_of_slug, slugify
from beilin.text.yaml import strict as ys

ACCOUNT = ".source.yaml"


@dataclass(frozen=True, slots=True)
class _Renaming:
    record: Record
    new: Summary  # as it will be read
    move: Move
    gone: tuple[int, ...]  # which aliases are to go, from 0
    added: tuple[str, ...]  # which are to come
    has_slug: bool  # whether the front matter says it


def plan_rename(archive: Archive, article: str, slug: str) -> ChangePlan:
    """The change that gives the article another slug. Raises RefusalError with all that stands against it.

    A file that is named by its slug is renamed with it, and with the account of its import; links by file follow.
    """
    record = find_article(archive, article)
    renaming = _renaming(archive, record, slug)
    _check_free(archive, renaming)
    _check_names(archive, renaming)
    changes: list[FileChange] = []
    told: list[str] = []
    paths = [path for path in archive.records if path == record.summary.path or may_link(archive, path, renaming.move)]
    for path in sorted(paths, key=lambda path: (path == record.summary.path, path)):
        file = open_markdown(archive, path)
        is_it = path == record.summary.path
        expected = renaming.new if is_it else file.article.summary
        edits_of_yaml = renaming_edits(renaming) if is_it else _no_edits
        change, left = change_markdown(file, edits_of_yaml, expected, renaming.move)
        changes += [change] if change else []
        told += [f"{path}:{line}: the old address stands there as text or code; it stays" for line in left]
    if menu := change_menu(archive, (renaming.move,)):
        changes.insert(0, menu)
    changes += _account(archive, renaming)
    done = f"{renaming.move.old} is now {renaming.move.new}, and the old address leads there"
    return ChangePlan(command_of(article, slug), done, tuple(changes), tuple(told))


def command_of(article: str, slug: str) -> str:
    """The command, as a note of a change that was cut off has it."""
    return f"rename {article} {slug}"


def renaming_edits(renaming: _Renaming) -> Callable[[str, ys.Mapping], Sequence[Edit]]:
    """The edits of the renamed article's front matter."""

    def edits(yaml: str, front: ys.Mapping) -> list[Edit]:
        found = [replace_scalar(front.items["slug"], renaming.new.slug)] if renaming.has_slug else []
        aliases = front.items.get("aliases")
        if isinstance(aliases, ys.Sequence) and aliases.items:
            return [*found, *change_items(yaml, aliases, renaming.gone, renaming.added)]
        return [*found, *add_to_list(yaml, front, "aliases", renaming.added, ("slug", "tags"))]

    return edits


def _no_edits(_yaml: str, _front: ys.Mapping) -> Sequence[Edit]:
    return ()


def _renaming(archive: Archive, record: Record, slug: str) -> _Renaming:
    old = record.summary
    if fault := fault_of_slug(slug):
        proper = slugify(slug)
        hint = f"Write {proper!r}." if proper else "Use lower-case letters, digits, Han characters and hyphens."
        raise refuse(f"{slug!r} cannot stand in an address: {fault}", hint)
    if slug == old.slug:
        raise refuse(f"{old.path} has the slug {slug!r} already", "Nothing is to be done.", file=old.path)
    if old.path == addresses.NOT_FOUND_SOURCE:
        raise refuse("the page for 404 has the address that hosts look for", "It cannot be renamed.", file=old.path)
    folder, name = posixpath.split(old.path)
    moves_file = slugify(name.removesuffix(".md")) == old.slug
    path = posixpath.join(folder, f"{slug}.md") if moves_file else old.path
    new = replace(old, slug=slug, path=path)
    config = archive.config
    was, is_now = address_of(config, old), address_of(config, new)
    leading = [was, *former_addresses(config, old)]
    own = {is_now, *former_addresses(config, new)}
    gone = [n for n, alias in enumerate(old.aliases) if alias_address(config, old, alias) in {*leading, *own}]
    added = [address for address in dict.fromkeys(leading) if address not in own]
    node = open_markdown(archive, old.path).front_matter.items.get("slug")
    has_slug = isinstance(node, ys.Scalar) and node.text is not None
    aliases = changed_items(old.aliases, gone, added)
    names = {old.slug, posixpath.basename(old.path).removesuffix(".md")} if moves_file else {old.slug}
    meant = frozenset(plain_name(name) for name in names if _meant_by(archive, name) == [old.path])
    move = Move(was, is_now, ARTICLE_TAIL, old.path, path, meant, slug)
    return _Renaming(record, replace(new, aliases=aliases), move, tuple(gone), tuple(added), has_slug)


def _meant_by(archive: Archive, name: str) -> list[str]:
    """The files of what a wiki link with that name means; what is not published only where nothing else is meant."""
    today = today_in(archive.config.time_zone)
    shown = {path: r.summary for path, r in archive.pages.items() if is_published(r, today=today, drafts=False)}
    hidden = {path: r.summary for path, r in archive.pages.items() if path not in shown}
    found = WikiTargets(shown, {}, ()).find(plain_name(name)) or WikiTargets(hidden, {}, ()).find(plain_name(name))
    return [summary.path for summary in found]


def _check_names(archive: Archive, renaming: _Renaming) -> None:
    """Raises RefusalError where a wiki link that means something else would come to mean the renamed article."""
    name = plain_name(renaming.new.slug)
    others = [path for path in _meant_by(archive, name) if path != renaming.record.summary.path]
    for path, record in archive.records.items() if others else ():
        for link in record.references:
            if link.kind == "wiki" and plain_name(link.target.partition("#")[0]) == name:
                message = f"the link [[{link.target}]] means {others[0]}, and would come to mean {renaming.new.path}"
                raise refuse(message, "Write another name for it, or choose another slug.", file=path, line=link.line)


def _check_free(archive: Archive, renaming: _Renaming) -> None:
    """Raises RefusalError where the new address, that of a redirect to it, or the new file is taken."""
    config, pages, old = archive.config, archive.pages, renaming.record.summary
    others = [record.summary for path, record in pages.items() if path != old.path]
    had = {address_of(config, old), *former_addresses(config, old)}
    for address in (renaming.move.new, *former_addresses(config, renaming.new)):
        if address in had:
            continue  # an undated article may keep one of its addresses
        held = owner(address) or holder_of(archive.root, config, address, others, archive.authority.terms)
        if held:
            is_alias = held.alias is not None or held.file == TAGS_FILE
            hint = "Choose another slug, or take the alias out." if is_alias else "Choose another slug."
            line = pages[held.file].alias_lines[held.alias] if held.alias is not None else held.line
            raise refuse(f"the address {address} {held.words}", hint, file=held.file, line=line)
    new_path = renaming.new.path
    for taken in _files_at(archive, renaming):
        raise refuse(f"there is a file {taken} already", "Choose another slug, or move that file.", file=new_path)


def _files_at(archive: Archive, renaming: _Renaming) -> Iterator[str]:
    old, new = renaming.record.summary.path, renaming.new.path
    if new != old:
        for ending in (".md", ACCOUNT):
            path = new.removesuffix(".md") + ending
            if (archive.root / path).exists():
                yield path


def _account(archive: Archive, renaming: _Renaming) -> Iterator[FileChange]:
    """The account of the article's import moves with its file; it names the source alone, so its bytes stay."""
    old, new = renaming.record.summary.path, renaming.new.path
    account = old.removesuffix(".md") + ACCOUNT
    if new != old and (archive.root / account).exists():
        yield FileChange(account, read_bytes(archive, account), (), new.removesuffix(".md") + ACCOUNT)
