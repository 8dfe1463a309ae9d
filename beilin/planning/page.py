"""A planned page: where it will be, which template makes it, and the values that the template may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from beilin.config import Config
from beilin.planning import addresses
from beilin.planning.views import Link, PageView, Site
from beilin.reading.frozen import NO_DATA, Data

# The kinds of page and the template of each. A theme that lacks a template has no pages of its kind.
TEMPLATES = {
    "home": "home.html",
    "article": "article.html",
    "markdown": "article.md",
    "page": "page.html",
    "not-found": "404.html",
    "tags": "tags.html",
    "tag": "tag.html",
    "tag-feed": "tag-feed.xml",
    "years": "years.html",
    "year": "year.html",
    "undated": "undated.html",
    "authors": "authors.html",
    "author": "author.html",
    "sources": "sources.html",
    "source": "source.html",
    "series-list": "series-list.html",
    "series": "series.html",
    "timeline": "timeline.html",
    "timeline-year": "timeline-year.html",
    "feed": "feed.xml",
    "json-feed": "feed.json",
    "sitemap": "sitemap.xml",
    "robots": "robots.txt",
    "redirect": "redirect.html",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered."""

    output: str  # path in the output folder
    kind: str
    scene: SiteContext = field(repr=False)
    parts: Mapping[str, object]  # by the name that templates use; a function without arguments gives its value
    origin: str  # the file or thing it is made for, for messages
    is_draft: bool = False
    line: int | None = None  # of the origin, on which the page is asked for; for messages

    @property
    def template(self) -> str:
        """The template that makes it."""
        return TEMPLATES[self.kind]

    def values(self, names: Set[str]) -> dict[str, object]:
        """The values of those of the names that the page has: what a template is given that names them."""
        found, parts = {}, self.parts
        for name in names:
            if name in parts:
                part = parts[name]
                found[name] = part() if callable(part) else part
            elif name in EVERYWHERE:
                found[name] = EVERYWHERE[name](self)
        return found

    @property
    def view(self) -> dict[str, object]:
        """All values that a template may name."""
        return self.values(self.parts.keys() | EVERYWHERE.keys())

    @property
    def is_for_readers(self) -> bool:
        """Whether it has something to read, and does not only lead on."""
        return self.kind != "redirect"


class Asked(Mapping[str, object]):
    """Values by name, each made when it is asked for by a function that all pages of a kind share.

    An archive has so many articles that a function of its own for each value of each would fill the memory.
    """

    __slots__ = ("_functions", "_position")

    def __init__(self, functions: Mapping[str, Callable[[int], object]], position: int) -> None:
        """`functions` make the values for the article at a position (pure, and picklable)."""
        self._functions, self._position = functions, position

    def __getitem__(self, name: str) -> object:
        return self._functions[name](self._position)

    def __contains__(self, name: object) -> bool:
        return name in self._functions

    def __iter__(self) -> Iterator[str]:
        return iter(self._functions)

    def __len__(self) -> int:
        return len(self._functions)


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What every planner of pages is given beside the archive."""

    config: Config
    site: Site
    assets: Mapping[str, str]  # name in the theme → URL
    templates: frozenset[str]  # those that the theme has
    words: Mapping[str, object]  # of the interface: a text, or several by name
    data: Data  # of the data files

    def page(
        self, kind: str, address: str, origin: str, view: Mapping[str, object], *, is_draft: bool = False,
        line: int | None = None,
    ) -> Page:  # fmt: skip
        """A page of the kind at the address; what is there everywhere is added to its view.

        What takes work to make stands in the view as a function without arguments (picklable, and pure).
        """
        return Page(addresses.output_path(address), kind, self, view, origin, is_draft, line)

    def url(self, address: str) -> str:
        """The address as a link from the host's root."""
        return addresses.url(self.config.base_path, address)

    def has(self, kind: str) -> bool:
        """Whether the theme makes pages of the kind."""
        return TEMPLATES[kind] in self.templates


def _page_view(page: Page) -> PageView:
    config, address = page.scene.config, addresses.address_of(page.output)
    return PageView(page.kind, addresses.url(config.base_path, address), addresses.url(config.base_url, address))


# What templates may name on every page.
EVERYWHERE: Mapping[str, Callable[[Page], object]] = {
    "site": lambda page: page.scene.site,
    "page": _page_view,
    "assets": lambda page: page.scene.assets,
    "words": lambda page: page.scene.words,
    "data": lambda page: page.scene.data,
}


def site_context(
    config: Config, version: str, assets: Mapping[str, str], templates: frozenset[str], words: Mapping[str, object],
    data: Data = NO_DATA,
) -> SiteContext:  # fmt: skip
    """The scene for a configuration, Beilin's version, what the theme offers (assets: name → output path), and data."""
    base = config.base_path
    menu = tuple(
        Link(entry.title, addresses.url(base, entry.address) if entry.address.startswith("/") else entry.address)
        for entry in config.menu
    )
    site = Site(
        title=config.title,
        description=config.description,
        language=config.language,
        author=config.author or config.title,
        url=base,
        base_url=config.base_url,
        menu=menu,
        generator=f"Beilin {version}",
    )
    urls = {name: addresses.url(base, "/" + output) for name, output in sorted(assets.items())}
    return SiteContext(config, site, urls, templates, words, data)
