"""Where Jekyll publishes posts, documents of collections and pages, and lists tags and categories.

Sources: Jekyll documentation, "Permalinks", "Configuration options" (timezone), "Front matter" (date, permalink, slug);
the READMEs of jekyll-archives and jekyll-paginate-v2.

The date of an address is in the time zone of `timezone`, or else of the machine, which is UTC on GitHub. A date without
an offset is in UTC if YAML reads it as a time, and in the time zone if it is a text in quotes (so Jekyll 4.3 does);
both addresses are given.
"""

from __future__ import annotations

import contextlib
import re
import zoneinfo
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from beilin.migrating.generators.config_files import mapping_at, text_at, texts_at
from beilin.migrating.generators.jekyll.permalinks import STYLES, Named, expand, needs_date, pattern_for_files, slugify
from beilin.migrating.generators.jekyll.settings import collections_of, permalink_style, plugins_of
from beilin.migrating.generators.jekyll.sources import TEXTS, Located, locate, split_post_name
from beilin.migrating.generators.old_addresses import date_parts, old_address, without_extension
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_OCTOPRESS_GAPS = re.compile(r"[\W-]+")


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The address of the document, from the site's root; with each date that it may have had, the likeliest first."""
    config = settings.raw
    item = locate(config, document.path)
    if item is None:
        return ()
    if not item.collection:
        return (address_of_page(config, item, facts.url),)
    pattern = facts.url or _pattern_of(config, item.collection)
    names = _names(item, facts)
    dates: list[datetime | None] = [*_dates(facts.date or document.date, settings.time_zone)]
    if not dates and not needs_date(pattern):
        dates = [None]
    return tuple(dict.fromkeys(expand(pattern, Named(names, date)) for date in dates))


def _pattern_of(config: Mapping[str, Any], collection: str) -> str:
    style = permalink_style(config)
    if collection in ("posts", "drafts"):
        return text_at(config, "collections", "posts", "permalink") or STYLES.get(style, style)
    pattern = text_at(collections_of(config)[collection], "permalink")
    return STYLES.get(pattern, pattern) or pattern_for_files("/:collection/:path", style)


def _names(item: Located, facts: Facts) -> dict[str, str]:
    path = without_extension(item.within, TEXTS)
    stem = PurePosixPath(path).name
    name = split_post_name(stem)[1] if item.collection == "posts" else stem
    written = facts.slug or split_post_name(stem)[1]
    categories = [term.name[-1] for term in facts.terms if term.taxonomy == "categories" and term.name]
    return {
        "title": slugify(written, mode="pretty", cased=True),
        "slug": slugify(written),
        "name": slugify(name),
        "path": path,
        "collection": item.collection,
        "categories": "/".join(dict.fromkeys(name.lower() for name in categories)),
        "slugified_categories": "/".join(dict.fromkeys(map(slugify, categories))),
    }


def address_of_page(config: Mapping[str, Any], item: Located, own: str) -> str:
    """The address of a page; `own` is its permalink, or ""."""
    path = PurePosixPath(without_extension(item.inner, TEXTS))
    folder = path.parent.as_posix().removeprefix(".")
    if not own and path.name.lower() in ("index", "readme"):
        return old_address(folder, "/")
    pattern = own or pattern_for_files("/:path/:basename", permalink_style(config))
    return expand(pattern, Named({"path": folder, "basename": path.name}))


def _dates(written: str, zone: str) -> list[datetime]:
    """The date as Jekyll may have had it when it composed the address; the likeliest first."""
    parts = date_parts(written)
    with contextlib.suppress(ValueError, OSError, OverflowError, zoneinfo.ZoneInfoNotFoundError):
        if not parts:
            return []
        year, *others = parts
        as_written = datetime.fromisoformat("{:0>4}-{}-{}T{}:{}:{}+00:00".format(year, *others))
        if "T" not in written:
            return [as_written]
        read = datetime.fromisoformat(written)
        instant = read if read.tzinfo else read.replace(tzinfo=UTC)
        return [instant.astimezone(zoneinfo.ZoneInfo(zone) if zone else UTC), as_written]
    return []


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The pages of a tag or category that plugins make, and those of the site's own that list its articles.

    Without a name the site's own page of all tags or categories, and of `archives` its pages of all articles, or those
    of a year or month.
    """
    config = settings.raw
    listed = [address for what, address in config.get("list pages", ()) if what == term]
    singular = {"tags": "tag", "categories": "category"}.get(term.taxonomy)
    if term.taxonomy == "archives" and term.name:
        return tuple(_of_days(config, term.name))
    if not singular or not term.name:
        return tuple(listed)
    return (*_of_plugins(config, term.taxonomy, singular, term.name[-1]), *listed)


def _of_days(config: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """The page of a year, or of a month of it, by jekyll-archives."""
    archives = mapping_at(config, "jekyll-archives")
    kind, usual = ("month", "/:year/:month/") if names[1:] else ("year", "/:year/")
    if {*texts_at(archives, "enabled")} & {kind, "all", "true"}:
        values = dict(zip(("year", "month"), names, strict=False))
        yield expand(text_at(archives, "permalinks", kind) or usual, Named(values))


def _of_plugins(config: Mapping[str, Any], taxonomy: str, singular: str, name: str) -> tuple[str, ...]:
    found = []
    archives = mapping_at(config, "jekyll-archives")
    enabled = {*texts_at(archives, "enabled")}
    if enabled & {taxonomy, "all", "true"}:  # the plugin may come with the theme
        pattern = text_at(archives, "permalinks", singular) or f"/{singular}/:name/"
        slug = slugify(name, mode=text_at(archives, "slug_mode") or "default")
        found.append(expand(pattern, Named({"name": slug, "type": singular})))
    pages = mapping_at(config, "autopages", taxonomy)
    if "jekyll-paginate-v2" in plugins_of(config) and pages:
        short = {"tag": ":tag", "category": ":cat"}[singular]
        pattern = text_at(pages, "permalink") or f"/{singular}/{short}"
        mode = text_at(pages, "slugify", "mode") or "none"
        found.append(old_address(pattern.replace(short, slugify(name, mode=mode)), "/"))
    if taxonomy == "categories" and (folder := text_at(config, "category_dir")):  # of Octopress (category_generator.rb)
        slug = _OCTOPRESS_GAPS.sub("-", name.replace("_", "-")).lower()
        found += [old_address(folder, slug, "/"), old_address(folder, slug, "atom.xml")]
    return tuple(found)
