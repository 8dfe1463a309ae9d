"""Pages that redirect: at permanent identifiers, and at old addresses because of `aliases`, former permalinks, former
slugs of names, and the entries of content/redirects.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from beilin.layout import IDS, REDIRECTS_FILE, TAGS_FILE, id_address
from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import BY_KIND, GROUPINGS, TAG, Grouping
from beilin.planning.kinds.lists import LIST_SIZE
from beilin.planning.page import Id, Kind, Place
from beilin.planning.paginate import parts
from beilin.planning.shown_titles import shown_title
from beilin.planning.views import Redirect
from beilin.text.slugs import collision_key


def _ids(context: Context) -> Iterator[Id]:
    """(file, address, None) of the identifier of an article or page; (file, old address, line) of one;
    (content/tags.yaml, old address, line, slug) of a tag's alias; (kind, old address, None, slug) of a group whose name
    made a different address before; (file, old address, None, "") of an article or page of which the same is true;
    (content/redirects.yaml, old address, line, new address, tail)."""
    yield from _of_identifiers(context)
    yield from _of_articles(context)
    yield from _of_pages(context)
    yield from _of_earlier_versions(context)
    if f"{TAG.kind}.html" in context.site.templates:
        yield from _of_tags(context)
    for grouping in GROUPINGS:
        if f"{grouping.kind}.html" in context.site.templates:
            yield from _of_names(grouping, context)
    for moved in context.site.redirects.entries:
        if not moved.is_copy:
            yield (REDIRECTS_FILE, moved.address, moved.line, moved.target, moved.tail)


def _of_identifiers(context: Context) -> Iterator[Id]:
    for path in context.archive.with_address:
        if id := context.records[path].summary.id:
            yield (path, id_address(id), None)


def _of_articles(context: Context) -> Iterator[Id]:
    config = context.site.config
    for path in (*context.archive.articles, *context.archive.withdrawn):
        record = context.records[path]
        summary = record.summary
        if not summary.aliases and not config.permalinks.former:
            continue
        lines: dict[str, int | None] = dict.fromkeys(addresses.former_addresses(config, summary))
        lines.pop(context.targets.page_address(path), None)  # an undated article may have kept its address
        for line, alias in zip(record.alias_lines, summary.aliases, strict=True):
            lines[addresses.alias_address(config, summary, alias)] = line
        yield from ((path, old, line) for old, line in lines.items())


def _of_earlier_versions(context: Context) -> Iterator[Id]:
    """Of each article and page whose address earlier versions of Beilin made differently; none where two had one."""
    paths = context.archive.with_address
    config, records = context.site.config, context.records
    ids = [
        (path, old, None, "") for path in paths for old in addresses.implied_addresses(config, records[path].summary)
    ]
    claims = Counter(collision_key(old) for _, old, _, _ in ids)
    return (id for id in ids if claims[collision_key(id[1])] == 1)


def _of_pages(context: Context) -> Iterator[Id]:
    for path in context.archive.pages:
        record = context.records[path]
        for line, alias in zip(record.alias_lines, record.summary.aliases, strict=True):
            yield (path, addresses.alias_address(context.site.config, record.summary, alias), line)


def _of_tags(context: Context) -> Iterator[Id]:
    """Tags without an article have no page to redirect to."""
    for group in context.archive.tags:
        if group.term:
            for line, alias in zip(group.term.alias_lines, group.term.aliases, strict=True):
                yield (TAGS_FILE, alias if alias.startswith("/") else TAG.address(alias), line, group.slug)


def _of_names(grouping: Grouping, context: Context) -> Iterator[Id]:
    for group in context.archive.groups[grouping.kind]:
        for slug, count in group.former:
            for number in parts(count, LIST_SIZE):
                yield (grouping.kind, addresses.numbered(grouping.address(slug), number), None, group.slug)


def _place(context: Context, id: Id) -> Place:
    origin, line = str(id[0]), id[2]
    if origin in BY_KIND:
        name = context.survey.group(origin, str(id[3])).name
        return Place(str(id[1]), f"the former address of the {origin} {name!r}", is_fallback=True)
    is_of_file = origin not in (TAGS_FILE, REDIRECTS_FILE)
    is_draft = is_of_file and context.records[origin].summary.draft
    if is_of_file and str(id[1]).startswith(IDS) and line is None:
        line = context.records[origin].id_line
    is_fallback = is_of_file and len(id) > 3
    return Place(str(id[1]), origin, is_draft, int(line) if line else None, is_of_file=True, is_fallback=is_fallback)


def _target(context: TrackedContext, id: Id) -> Redirect:
    origin, site = str(id[0]), context.site
    if origin == REDIRECTS_FILE:
        return _listed_target(context, str(id[3]), str(id[4]))
    if grouping := TAG if origin == TAGS_FILE else BY_KIND.get(origin):
        group = context.survey.group(grouping.kind, str(id[3]))
        title, address = context.survey.group_name(grouping, group), grouping.address(group.slug)
        language = site.config.language
    else:
        summary = context.summary(origin)
        title, address, language = shown_title(summary), context.address(origin), summary.language
    return Redirect(title, site.url(address), site.whole_url(address), language)


def _listed_target(context: TrackedContext, address: str, tail: str) -> Redirect:
    """Where an entry of content/redirects.yaml leads, whatever is there."""
    site, survey = context.site, context.survey
    title, language = site.config.title, site.config.language
    if path := context.file_at(address):
        summary = context.summary(path)
        title, language = shown_title(summary), summary.language
    elif found := survey.group_at(address):
        title = survey.group_name(*found)
    return Redirect(title, site.url(address) + tail, site.whole_url(address), language)


REDIRECT = Kind(
    name="redirect",
    template="redirect.html",
    owned={id_address(":id"): "the page of a permanent identifier"},
    ids=_ids,
    place=_place,
    values={"target": _target},
    is_listed=False,
    is_redirect=True,
)
KINDS = (REDIRECT,)
