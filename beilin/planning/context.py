"""What pages are made from, and the only way a page can get displayed data.

A page is a function of the settings, the structure of the archive, and what it requests of single files: an article's
view, a body, a link by name. The first two are the same for all pages while the structure stays as it is. The requests
are recorded as they are made (`TrackedContext`). After an edit, the recorded requests tell which pages to plan again;
no kind of page has to declare where an article may be displayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from beilin.layout import ABOUT, PARTS
from beilin.model import Heading, Record, Reference, Summary
from beilin.planning.archive import Archive
from beilin.planning.article_views import ArticleViews
from beilin.planning.groupings import SERIES
from beilin.planning.groups import Group
from beilin.planning.includes import headings_with_parts, included_parts
from beilin.planning.link_graph import LinkGraph, Linking, keys_of, leads_to, link_token, linking_files
from beilin.planning.link_states import dead_links, outside_links, outside_token, reporting_files
from beilin.planning.links import resolve
from beilin.planning.reference_tokens import note_references
from beilin.planning.script_twins import ScriptTwins, script_twins
from beilin.planning.site_context import COLLATION_TEMPLATE, SiteContext
from beilin.planning.targets import Targets
from beilin.planning.tokens import body_token, packed, sketch_token, view_token
from beilin.planning.view_fields import with_fields
from beilin.planning.views import ArticleView, BodyRef, Link, Site, SourceRef
from beilin.planning.wiki import with_names
from beilin.reading.data_values import Extra
from beilin.reading.imports import ImportedFrom, Imports
from beilin.text.history import Histories, History
from beilin.text.mentions import Mention, OutsideLink
from beilin.text.overlay import overlaid

if TYPE_CHECKING:
    from beilin.planning.survey import Survey

# What the context derives from the structure alone.
_OF_STRUCTURE = ("survey", "site_view", "script_twins", "positions", "series_places", "tokens", "sketch_tokens")


@dataclass(frozen=True)
class Context:
    """Everything that pages are made from."""

    site: SiteContext
    archive: Archive
    records: Mapping[str, Record]  # of every Markdown file that could be read, by path
    targets: Targets  # of the references in bodies
    views: ArticleViews
    digests: Mapping[str, str]  # of the bytes of the Markdown files
    links: LinkGraph = field(default_factory=LinkGraph)
    listed: tuple[str, ...] = ()  # output paths of the pages in the sitemap; known once everything is planned
    imports: Imports = field(default_factory=dict)  # what articles were imported from, if sources are published
    histories: Histories = field(default_factory=dict)  # of articles, if the settings ask for them

    @cached_property
    def survey(self) -> Survey:
        """Counts and charts over the archive's structure."""
        # Imported here: a command that plans a single body has no use for it.
        from beilin.planning.survey import Survey

        return Survey(self.archive, self.site, self.targets.articles)

    @cached_property
    def site_view(self) -> Site:
        """`site` for templates: with links to what the archive has."""
        address_of, url = self.targets.articles, self.site.url
        has_about = any(address_of[path] == ABOUT for path in self.archive.pages)
        series = url(SERIES.root) if self.archive.groups[SERIES.kind] else ""
        return with_fields(self.site.view, series=series, about=url(ABOUT) if has_about else "")

    @cached_property
    def script_twins(self) -> ScriptTwins:
        """Which pages have a twin in the other Chinese script; the language of a file is part of the structure."""
        paths = self.archive.with_address if self.site.config.script_twins else ()
        languages = {path: self.records[path].summary.language for path in paths}
        return script_twins(self.site, self.site_view, self.archive, languages, self.targets.page_address)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The position of each article in the archive's order, by path."""
        return {path: position for position, path in enumerate(self.archive.articles)}

    @cached_property
    def series_places(self) -> dict[int, tuple[Group, int]]:
        """For each article of a series, by position: the series, and its index among the members."""
        series = self.archive.groups[SERIES.kind]
        return {position: (group, at) for group in series for at, position in enumerate(group.members)}

    @cached_property
    def tokens(self) -> tuple[int, ...]:
        """The token of each article's view, by position."""
        return tuple(view_token(path) for path in self.archive.articles)

    @cached_property
    def sketch_tokens(self) -> tuple[int, ...]:
        """The token of each article's sketch, by position."""
        return tuple(sketch_token(path) for path in self.archive.articles)

    def imported_from(self, path: str) -> ImportedFrom | None:
        """The source of an imported article that has a collation beside its page; None if it has none.

        None has unless sources are published and the theme has the template, and no draft has.
        """
        if not self.imports or COLLATION_TEMPLATE not in self.site.templates:
            return None
        imported = self.imports.get(path)
        return None if imported is None or self.records[path].summary.draft else imported

    def changed(self, records: Mapping[str, Record], digests: Mapping[str, str]) -> Context:
        """The context with these records and digests instead; the structure of the archive must be the same."""
        displayed = {path for path, record in records.items() if record.summary != self.records[path].summary}
        is_part = any(path.startswith(PARTS) for path in records)
        targets = self.targets.changed(records) if displayed or is_part else self.targets
        after = replace(
            self,
            records=overlaid(self.records, records),
            targets=targets,
            views=self.views.changed(records, displayed),
            digests=overlaid(self.digests, digests),
            links=self.links.changed({path: self.records[path] for path in records}, records, targets),
        )
        for name in _OF_STRUCTURE:
            if name in vars(self):
                vars(after)[name] = vars(self)[name]
        return after


class TrackedContext:
    """The context as one page sees it: what the page requests of single files is recorded."""

    __slots__ = ("_context", "_tokens", "_viewed", "archive", "names", "site")

    def __init__(self, context: Context) -> None:
        """Track what one page requests of the context."""
        self._context = context
        self._viewed: set[int] = set()  # positions of articles
        self._tokens: set[int] = set()  # of other files, and of bodies
        self.site = context.site
        self.archive = context.archive
        self.names: dict[str, str] = {}  # of links by name → the digest of what each shows

    @property
    def survey(self) -> Survey:
        """Counts and charts over the archive's structure, which needs no tracking."""
        return self._context.survey

    @property
    def site_view(self) -> Site:
        """`site` for templates, which follows from the settings and the structure."""
        return self._context.site_view

    @property
    def script_twins(self) -> ScriptTwins:
        """Which pages have a twin in the other Chinese script, which is part of the structure."""
        return self._context.script_twins

    @property
    def listed(self) -> tuple[str, ...]:
        """Output paths of the pages in the sitemap."""
        return self._context.listed

    @property
    def tokens(self) -> bytes:
        """What was requested of single files (see `packed`)."""
        tokens = self._context.tokens
        return packed(self._tokens.union([tokens[position] for position in self._viewed]))

    @property
    def extras(self) -> dict[str, Extra]:
        """`extra` of the articles whose views were requested, by path; without those that have none."""
        views, paths = self._context.views, self.archive.articles
        extras = ((paths[position], views[position].extra) for position in sorted(self._viewed))
        return {path: extra for path, extra in extras if extra and isinstance(extra, Extra)}

    def view(self, position: int) -> ArticleView:
        """The view of the article at the position."""
        self._viewed.add(position)
        return self._context.views[position]

    def views(self, positions: Iterable[int]) -> tuple[ArticleView, ...]:
        """The views of the articles at these positions."""
        views, positions = self._context.views, tuple(positions)
        self._viewed.update(positions)
        return tuple([views[position] for position in positions])

    def tags_in(self, position: int, language: str) -> tuple[Link, ...]:
        """Links to the tags of the article at the position, named in the language; they are part of the structure."""
        return self._context.views.tags_in(position, language)

    def summary(self, path: str) -> Summary:
        """The summary of an article or standalone page."""
        self._tokens.add(view_token(path))
        return self._context.records[path].summary

    def sketches(self, positions: Sequence[int]) -> list[bytes]:
        """The sketches of the articles at these positions."""
        tokens, records, paths = self._context.sketch_tokens, self._context.records, self.archive.articles
        self._tokens.update([tokens[position] for position in positions])
        return [records[paths[position]].sketch for position in positions]

    def address(self, path: str) -> str:
        """The address of the page of an article or standalone page, which is part of the structure."""
        return self._context.targets.page_address(path)

    def file_at(self, address: str) -> str:
        """The published article or standalone page at the address, which is part of the structure; "" for none."""
        return self._context.targets.file_at(address)

    def image_file(self, address: str) -> tuple[str, str] | None:
        """The file of the image at the address and the digest of what is published, which are part of the structure."""
        return self._context.targets.image_files.get(address)

    def position(self, path: str) -> int:
        """The position of an article, which is part of the structure."""
        return self._context.positions[path]

    def imported_from(self, path: str) -> ImportedFrom | None:
        """The source of an article that has a collation, which is part of the structure; None if it has none."""
        return self._context.imported_from(path)

    def history(self, path: str) -> History | None:
        """The history of an article, which is known of all when they are planned; None if it has none."""
        return self._context.histories.get(path)

    def place_in_series(self, position: int) -> tuple[Group, int] | None:
        """The series of the article at the position and its index in it, which are part of the structure."""
        return self._context.series_places.get(position)

    def body(self, path: str, base: str | None = None) -> BodyRef:
        """The file's body with the parts that it includes, its references as URLs under `base`.

        Without `base` it is for a page: the base path is used, and dead links are marked.
        """
        return self._body(path, self.site.config.base_path if base is None else base, is_on_page=base is None)

    def _body(self, path: str, base: str, *, is_on_page: bool) -> BodyRef:
        record, references, parts = self._note_body(path)
        links = resolve(path, record.summary, references, self._context.targets, base)
        nested = tuple(self._body(part.summary.path, base, is_on_page=is_on_page) for _, part in parts)
        dead = dead_links(record, self.site.links) if is_on_page else ()
        return BodyRef(path, record.body_digest, links, nested, "", dead, record.summary.language if dead else "")

    def headings(self, path: str) -> tuple[Heading, ...]:
        """The headings of the file's body and of the parts that it includes."""
        record, _, parts = self._note_body(path)
        self._tokens.update(body_token(part.summary.path) for _, part in parts)
        return headings_with_parts(record, parts)

    def source(self, path: str) -> SourceRef:
        """The text of the Markdown file."""
        self._tokens.add(body_token(path))
        return SourceRef(path, self._context.digests[path])

    def outside_links(self, path: str) -> tuple[OutsideLink, ...]:
        """The links to other hosts in the file's body and in the parts that it includes, the first of each address.

        Those of parts have no place on the page.
        """
        record, _, parts = self._note_body(path)
        self._tokens.update(body_token(part.summary.path) for _, part in parts)
        return tuple(outside_links(record, self._context.targets.parts).values())

    def reported_links(self) -> list[tuple[str, list[OutsideLink]]]:
        """The published articles and pages that have dead or moved links, with these: articles newest first."""
        states, context = self.site.links, self._context
        self._tokens.update(map(outside_token, states.reported))
        paths = (*self.archive.articles, *self.archive.pages)
        return list(reporting_files(paths, context.records, context.targets.parts, states))

    def links_to(self, path: str) -> list[Linking]:
        """What links to the file at the path: articles, newest first, then pages."""
        summary, context = self.summary(path), self._context
        self._tokens.update(map(link_token, keys_of(summary)))
        linking = linking_files(summary, context.links, context.targets, self._note_name)
        last = len(context.positions)
        return sorted(linking, key=lambda one: (context.positions.get(one.path, last), one.path))

    def mention(self, holder: str, target: str) -> Mention | None:
        """The first sentence in the file `holder` that links to the file `target`; both were given by `links_to`."""
        record, targets = self._context.records[holder], self._context.targets
        references = record.references
        for mention in record.mentions:
            if leads_to(holder, references[mention.reference], targets) == target:
                return with_names(mention, record.summary, references, targets.wiki, self._note_name)
        return None

    def _note_name(self, name: str) -> None:
        """Note that the page depends on where links by that name lead."""
        self.names[name] = self._context.targets.wiki.answer_digest(name)

    def body_digest(self, path: str) -> str:
        """The digest of the file's body, without what its references show."""
        self._tokens.add(body_token(path))
        return self._context.records[path].body_digest

    def _note_body(self, path: str) -> tuple[Record, Sequence[Reference], list[tuple[Reference, Record]]]:
        """Note that the file's body was requested. Returns its record, its references, and the parts among these."""
        self._tokens.add(body_token(path))
        record, targets = self._context.records[path], self._context.targets
        references = record.references
        note_references(references, targets, self._tokens, self.names)
        return record, references, included_parts(references, targets.parts)
