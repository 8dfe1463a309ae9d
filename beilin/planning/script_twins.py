"""Twins: the same page in the other Chinese script, and what of a page's values is converted for it.

Every published article and standalone page in Chinese has one if site.yaml says so. Which these are follows from the
structure of the archive, so an edit reaches the twin of a page by the same requests as the page itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from beilin.config import Config
from beilin.layout import NOT_FOUND_SOURCE
from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.editorial_views import Tombstone
from beilin.planning.groupings import TAG
from beilin.planning.groups import tag_name
from beilin.planning.site_context import SiteContext
from beilin.planning.view_fields import field_names, with_fields
from beilin.planning.views import ArticleView, BodyRef, Link, Site, Version
from beilin.text.languages import other_script
from beilin.text.phrases import with_breaks
from beilin.text.variants import conversion, converted

# The fields of views that hold text in the language of the view. Any other field keeps what it has, unless that is the
# URL of a page with a twin.
_TEXTS = frozenset({
    "title", "untidied_title", "summary", "description", "name", "text", "before", "words", "after", "reason",
})  # fmt: skip
# Names of people and publications stay as they are written, and so does what is not for readers.
_KEPT = frozenset({"authors", "source", "extra", "provenance"})


@dataclass(frozen=True, slots=True)
class Script:
    """How a page becomes its twin."""

    language: str  # of the twin, zh-Hans or zh-Hant
    configuration: str  # of OpenCC
    urls: Mapping[str, str]  # of pages with a twin in that language, from the host's root → of the twins
    tags: Mapping[tuple[str, str], str]  # (URL, name) of a tag → its name in that language, if the authority has names


@dataclass(frozen=True, slots=True)
class ScriptTwins:
    """The articles and standalone pages that have a twin, by Markdown file."""

    scripts: Mapping[str, Script]
    versions: Mapping[str, tuple[Version, ...]]  # the page and its twin
    sites: Mapping[str, Site]  # `site` for twins, by their language: one value for all of them


NO_TWINS = ScriptTwins({}, {}, {})


def script_twins(site: SiteContext, view: Site, archive: Archive, languages: Mapping[str, str],
                 address_of: Callable[[str], str]) -> ScriptTwins:  # fmt: skip
    """The twins of the archive. `view` is `site` of other pages; languages and addresses are by Markdown file."""
    if not site.config.script_twins:
        return NO_TWINS
    urls: dict[str, dict[str, str]] = {"zh-Hans": {}, "zh-Hant": {}}
    versions: dict[str, tuple[Version, ...]] = {}
    for path, language in languages.items():
        if (other := other_script(language)) and path != NOT_FOUND_SOURCE:
            address = address_of(path)
            own = _version(language, other_script(other), address, site)
            twin = _version(other, other, twin_address(other, address), site)
            versions[path] = (own, twin)
            urls[other][own.url] = twin.url
    tags = {language: _tags_in(language, site.config, archive) for language in urls}
    scripts = {
        language: Script(other, conversion(language, site.config.language), urls[other], tags[other])
        for language in {*languages.values(), site.config.language}
        if (other := other_script(language))
    }
    own_script = scripts.get(site.config.language)
    sites = dict.fromkeys(urls, view)
    if own_script:
        sites[own_script.language] = in_script(view, own_script)
    return ScriptTwins({path: scripts[languages[path]] for path in versions}, versions, sites)


def _version(language: str, script: str, address: str, site: SiteContext) -> Version:
    return Version(language, script, site.url(address), site.whole_url(address))


def twin_address(language: str, address: str) -> str:
    """Where the twin in that language of the page at the address is."""
    return f"/{language}{address}"


def _tags_in(language: str, config: Config, archive: Archive) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    source = other_script(language)
    for group in archive.tags:
        if group.term and group.term.names:
            url = addresses.url(config.base_path, TAG.address(group.slug))
            name = converted(tag_name(group, language), conversion(source, config.language))
            names |= {(url, tag_name(group, shown)): name for shown in (config.language, source)}
    return names


def in_script(value: Any, script: Script) -> Any:
    """A value of a template as the twin shows it: texts converted, and links to pages with a twin leading to these.

    What is in any other language than the page, or in the twin's script already, stays as it is.
    """
    if isinstance(value, tuple):
        return tuple(in_script(item, script) for item in value)
    if isinstance(value, BodyRef):
        return _body_in_script(value, script)
    kind: type = type(value)
    if not (names := _names_of(kind)):
        return value
    language = getattr(value, "language", None)
    if language is not None and other_script(language) != script.language:
        return value
    changes: dict[str, Any] = {}
    for name in names:
        old = getattr(value, name)
        new = _field_in_script(name, old, script)
        if new is not old:
            changes[name] = new
    if isinstance(value, Link) and (tag := script.tags.get((value.url, value.title))):
        changes["title"] = tag
    if isinstance(value, (ArticleView, Tombstone)):
        changes["title_html"] = with_breaks(changes.get("title", value.title))
    return with_fields(value, **changes) if changes else value


@cache
def _names_of(view: type) -> tuple[str, ...]:
    return tuple(name for name in field_names(view) if name not in _KEPT)


def _field_in_script(name: str, value: Any, script: Script) -> Any:
    if not isinstance(value, str):
        return in_script(value, script)
    if name == "language":
        return script.language
    if name in _TEXTS:
        return converted(value, script.configuration)
    return _url_in_script(value, script)


def _url_in_script(url: str, script: Script) -> str:
    """The URL of the twin's page, with the same fragment, if there is one."""
    if url in script.urls:
        return script.urls[url]
    path, mark, fragment = url.partition("#")
    return script.urls[path] + mark + fragment if mark and path in script.urls else url


def _body_in_script(body: BodyRef, script: Script) -> BodyRef:
    """The body, to be converted once its parts are in it."""
    return with_fields(_linked_in_script(body, script), conversion=script.configuration)


def _linked_in_script(body: BodyRef, script: Script) -> BodyRef:
    links = tuple(_link_in_script(link, script) for link in body.links)
    return with_fields(body, links=links, parts=tuple(_linked_in_script(part, script) for part in body.parts))


def _link_in_script(link: str, script: Script) -> str:
    """What a reference of a body shows: a URL, which attributes may follow, or a whole link as HTML."""
    before, quotes, rest = link.partition('<a href="')
    if not quotes:
        url, line_break, attributes = link.partition("\n")
        return f"{_url_in_script(url, script)}{line_break}{attributes}"
    url, quote, after = rest.partition('"')
    return f"{before}{quotes}{_url_in_script(url, script)}{quote}{after}"
