"""What every page may use besides the archive: settings, assets, words of the interface, data files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from beilin import __version__
from beilin.config import Config
from beilin.layout import SEARCH, SERVICE_WORKER
from beilin.planning import addresses
from beilin.planning.declaration import DeclaredKind
from beilin.planning.link_states import NO_LINK_STATES, LinkStates
from beilin.planning.statements import licence_of, rights_of
from beilin.planning.views import Link, Site
from beilin.reading.data_values import NO_DATA, Data
from beilin.reading.redirects import NO_REDIRECTS, Redirects
from beilin.text.languages import base_language, nearest_first, script_of
from beilin.text.licences import licence_urls
from beilin.text.link_targets import split_target

SEARCH_TEMPLATE = "search.html"  # a theme without it has no search
COLLATION_TEMPLATE = "collation.html"  # a theme without it shows no sources
WORKER_TEMPLATE = "sw.js"  # a theme without it has no service worker
SHARE_TEMPLATE = "share-picture.txt"  # a theme without it has no share pictures


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What every page may use besides the archive."""

    config: Config
    view: Site
    assets: Mapping[str, str]  # name in the theme → URL
    templates: frozenset[str]  # that the theme has
    words: Mapping[str, object]  # of the interface in the site's language: a text, or several by name
    data: Data  # of the data files
    kinds: tuple[DeclaredKind, ...] = ()  # that the theme declares
    redirects: Redirects = NO_REDIRECTS
    share_font: str = ""  # SHA-256 of the font of share pictures; "" if none are drawn
    interfaces: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # the words by language
    links: LinkStates = NO_LINK_STATES  # to other hosts

    def url(self, address: str) -> str:
        """The address as a link from the host's root."""
        return addresses.url(self.config.base_path, address)

    def whole_url(self, address: str) -> str:
        """The address with the base URL."""
        return addresses.url(self.config.base_url, address)

    @property
    def draws_share_pictures(self) -> bool:
        """Whether each article has a share picture."""
        return bool(self.share_font) and SHARE_TEMPLATE in self.templates

    def page_language(self, language: str) -> str:
        """The language of the interface around a text in the `language`: the same if the theme speaks it.

        It does if it has messages in that language and, for Chinese, script. Otherwise, and for a variety of the site's
        own language (zh-TW in zh-Hant), the language is the site's.
        """
        return language if self._interface(language) else self.config.language

    def words_in(self, language: str) -> Mapping[str, object]:
        """The words of the interface in a language that `page_language` gave."""
        tag = self._interface(language)
        return self.interfaces[tag] if tag else self.words

    def _interface(self, language: str) -> str:
        """The language among those of the theme that stands for this one; "" for none, and for the site's."""
        own = self.config.language
        if language == own or (base_language(language), script_of(language)) == (base_language(own), script_of(own)):
            return ""
        near = nearest_first(language, self.interfaces)
        return near[0] if near and script_of(near[0]) == script_of(language) else ""


def site_context(
    config: Config, assets: Mapping[str, str], templates: frozenset[str], words: Mapping[str, object],
    data: Data = NO_DATA, kinds: tuple[DeclaredKind, ...] = (),
) -> SiteContext:  # fmt: skip
    """The context for a configuration, what the theme has (`assets` are name → output path), and data."""
    base = config.base_path
    menu = None
    if config.menu is not None:
        menu = tuple(Link(entry.title, _menu_url(base, entry.address)) for entry in config.menu)
    view = Site(
        title=config.title,
        description=config.description,
        language=config.language,
        author=config.author or config.title,
        url=base,
        base_url=config.base_url,
        menu=menu,
        generator=f"Beilin {__version__}",
        search=addresses.url(base, SEARCH) if config.search and SEARCH_TEMPLATE in templates else "",
        license=licence_of(config),
        license_urls=licence_urls(licence_of(config)),
        rights=rights_of(config),
        service_worker=addresses.url(base, SERVICE_WORKER)
        if config.service_worker and WORKER_TEMPLATE in templates
        else "",
    )
    urls = {name: addresses.url(base, "/" + output) for name, output in sorted(assets.items())}
    return SiteContext(config, view, urls, templates, words, data, kinds)


def _menu_url(base: str, written: str) -> str:
    """The URL of a menu entry: an address from the site's root under `base`, a whole URL as it is."""
    if not written.startswith("/"):
        return written
    target = split_target(written)
    return addresses.url(base, unicodedata.normalize("NFC", target.path)) + target.tail
