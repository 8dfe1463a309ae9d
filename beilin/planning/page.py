"""A kind of page, and a planned page: where it will be, and how the values that its template names are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from beilin.config import Config
from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.statements import asks_for_no_ai, licence_links, robots_of, summary_for
from beilin.planning.views import PageView

# Identifies a page among those of its kind. Stable when other articles come and go: paths, slugs and part numbers,
# never positions.
Id = tuple[str | int | None, ...]
# Makes a value for a template. It must be pure and picklable, and get everything displayed from the context.
Value = Callable[[TrackedContext, Id], object]
ASSETS = "assets"  # the name by which templates have the URLs of assets
WRITTEN = "file"  # the only value of a kind without a template: what describes the file, for `rendering/written.py`
# The kinds whose pages may have a twin in the other Chinese script.
_WITH_TWINS = ("article", "page", "tombstone")
# The language of what a page is for, recorded as a request like any other.
Language = Callable[[TrackedContext, Id], str]
# The positions of the articles that a page lists.
Members = Callable[[TrackedContext, Id], Sequence[int]]


class Place(NamedTuple):
    """Where a page is, and what it is made for."""

    address: str
    origin: str  # the file or thing that it is made for, for messages
    is_draft: bool = False
    line: int | None = None  # of the origin, if a single line of it is the reason for the page; for messages
    is_of_file: bool = False  # whether the origin is a file
    is_fallback: bool = False  # whether the page is left out if anything else has its address


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of page. A theme without its template has no pages of the kind.

    A kind without a template is one of files that code writes, which may be too large to be held in memory.
    """

    name: str  # templates see it as `page.kind`
    template: str
    # The addresses that it owns → what is there. `:slug` stands for one name, `:id` for an
    # identifier, `*` for anything; lists go on at page/2/.
    owned: Mapping[str, str]
    ids: Callable[[Context], Iterable[Id]]  # of its pages
    place: Callable[[Context, Id], Place]
    values: Mapping[str, Value]  # by the names that templates use
    is_listed: bool = True  # whether its pages are in the sitemap, if they are HTML
    is_redirect: bool = False
    # Of the text that its pages show: their interface is in the same one if the theme speaks it. None for the site's.
    language: Language | None = None
    twin_of: str = ""  # the name of the kind whose pages these are in the other Chinese script
    folder: str = ""  # of the output, ends in "/": if the kind has a page, nothing else may be in that folder
    is_last: bool = False  # whether its pages are planned when all others are known
    may_wait: bool = False  # whether `serve` leaves its files as the last build wrote them: to write them takes long
    # Whether it owns its addresses with these settings; None if always.
    is_in_use: Callable[[Config], bool] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered."""

    kind: Kind
    id: Id
    output: str  # path in the output folder
    origin: str
    is_draft: bool = False
    line: int | None = None
    is_of_file: bool = False  # whether the origin is a file
    is_fallback: bool = False  # as in Place

    @property
    def template(self) -> str:
        """The template that makes it."""
        return self.kind.template

    @property
    def names(self) -> Set[str]:
        """Every name that its template may use."""
        return self.kind.values.keys() | COMMON_VALUES.keys()

    def values(self, names: Set[str], context: TrackedContext) -> dict[str, object]:
        """The page's values for these names, as its template receives them. Unknown names are skipped."""
        values: dict[str, object] = {}
        own = self.kind.values
        for name in names:
            if name in own:
                values[name] = own[name](context, self.id)
            elif name in COMMON_VALUES:
                values[name] = COMMON_VALUES[name](context, self)
        return values


def page_of(kind: Kind, id: Id, context: Context) -> Page:
    """The page of the kind with that id."""
    place = kind.place(context, id)
    output = addresses.output_path(place.address)
    return Page(kind, id, output, place.origin, place.is_draft, place.line, place.is_of_file, place.is_fallback)


def one_page(_context: Context) -> Iterator[Id]:
    """The id of the only page of a kind."""
    yield ("",)


def one_page_unless_own(address: str) -> Callable[[Context], Iterator[Id]]:
    """The id of the only page of a kind, unless the archive has a file of its own for that address."""
    return partial(_unless_own, address)


def _unless_own(address: str, context: Context) -> Iterator[Id]:
    if address not in context.targets.files.values():
        yield ("",)


def part_number(id: Id) -> int:
    """The number of the part of a list that a page shows, which ends its id."""
    return int(id[-1] or 1)


def every_article(context: TrackedContext, _id: Id) -> Sequence[int]:
    """The positions of all articles."""
    return range(len(context.archive.articles))


def page_language(kind: Kind, context: TrackedContext, id: Id) -> str:
    """The language of the interface of a page: that of its text if the theme speaks it, otherwise the site's."""
    site = context.site
    return site.page_language(kind.language(context, id)) if kind.language else site.config.language


def _page_view(context: TrackedContext, page: Page) -> PageView:
    address = addresses.address_of(page.output)
    kind = page.kind
    config, summary = context.site.config, summary_for(page.id[0], context.summary)
    return PageView(
        kind=kind.twin_of or kind.name,
        url=context.site.url(address),
        canonical=context.site.whole_url(address),
        language=page_language(kind, context, page.id),
        versions=context.script_twins.versions.get(str(page.id[0]), ())
        if kind.name in _WITH_TWINS or kind.twin_of
        else (),
        robots=robots_of(config, summary),
        noai=asks_for_no_ai(config, summary),
        license_urls=licence_links(config, summary),
    )


def _site(context: TrackedContext, page: Page) -> object:
    twins = context.script_twins
    return twins.sites[twins.scripts[str(page.id[0])].language] if page.kind.twin_of else context.site_view


def _words(context: TrackedContext, page: Page) -> object:
    return context.site.words_in(page_language(page.kind, context, page.id))


# The values that every page has.
COMMON_VALUES: Mapping[str, Callable[[TrackedContext, Page], object]] = {
    "site": _site,
    "page": _page_view,
    ASSETS: lambda context, _page: context.site.assets,
    "words": _words,
    "data": lambda context, _page: context.site.data,
}
