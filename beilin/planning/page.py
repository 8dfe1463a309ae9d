"""A kind of page, and a planned page: where it will be, and how the values that its template names are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from beilin.planning import addresses
from beilin.planning.context import Context, TrackedContext
from beilin.planning.views import PageView

# What tells the pages of one kind apart, in terms that stay the same when other articles come and go: paths, slugs and
# numbers of parts, never positions.
Id = tuple[str | int | None, ...]
# Makes a value for a template. It must be pure and picklable, and asks the context for everything displayed.
Value = Callable[[TrackedContext, Id], object]


class Place(NamedTuple):
    """Where a page is, and what it is made for."""

    address: str
    origin: str  # the file or thing that it is made for, for messages
    is_draft: bool = False
    line: int | None = None  # of the origin, if a line of it asks for the page; for messages
    is_of_file: bool = False  # whether the origin is a file


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of page. A theme without its template has no pages of the kind."""

    name: str  # templates see it as `page.kind`
    template: str
    # The addresses that it owns → what is there. `:slug` stands for one name, `*` for anything; lists go on at page/2/.
    owned: Mapping[str, str]
    ids: Callable[[Context], Iterable[Id]]  # of its pages
    place: Callable[[Context, Id], Place]
    values: Mapping[str, Value]  # by the names that templates use
    is_listed: bool = True  # whether the sitemap has its pages, unless these are not HTML
    is_redirect: bool = False


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

    @property
    def template(self) -> str:
        """The template that makes it."""
        return self.kind.template

    @property
    def names(self) -> Set[str]:
        """Every name that its template may use."""
        return self.kind.values.keys() | COMMON_VALUES.keys()

    def values(self, names: Set[str], context: TrackedContext) -> dict[str, object]:
        """The values of those of the names that the page has: what a template is given that uses them."""
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
    return Page(kind, id, output, place.origin, place.is_draft, place.line, place.is_of_file)


def _page_view(context: TrackedContext, page: Page) -> PageView:
    address = addresses.address_of(page.output)
    return PageView(page.kind.name, context.site.url(address), context.site.whole_url(address))


# What templates may name on every page.
COMMON_VALUES: Mapping[str, Callable[[TrackedContext, Page], object]] = {
    "site": lambda context, _page: context.site.view,
    "page": _page_view,
    "assets": lambda context, _page: context.site.assets,
    "words": lambda context, _page: context.site.words,
    "data": lambda context, _page: context.site.data,
}
