"""Where Hexo publishes posts and pages, and lists tags and categories.

Sources: Hexo documentation, "Permalinks" (variables), "Front-matter" (permalink), "Configuration" (timezone, tag_dir,
category_dir, tag_map, category_map, default_category, permalink_defaults), "Writing" (filename).

The time zone of the date in an address depends on the machine: a build in the zone of `timezone`, which is usual on an
author's own computer, uses the date as written; one in UTC, as on GitHub, uses it in UTC. Both addresses are given, the
one as written first. Hexo converts YAML dates with an offset to UTC before that.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import zoneinfo
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from beilin.migrating.generators.config_files import as_text, mapping_at, text_at
from beilin.migrating.generators.hexo.names import TEXTS, PostName, read_post_name, slugize
from beilin.migrating.generators.hexo.settings import OWN_PERMALINK, permalink_pattern
from beilin.migrating.generators.hexo.sources import post_path, source_folder
from beilin.migrating.generators.old_addresses import date_parts, old_address, without_extension
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_TOKEN = re.compile(r":(\w+)")
_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})\Z")
_DATE_TOKENS = ("year", "month", "day", "hour", "minute", "second")


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The address of a post or page, from the site's root; of a post also with the date in UTC."""
    config = settings.raw
    folder, inner = post_path(config, document.path)
    if not folder:
        return (_address_of_page(config, document.path, facts),)
    name = read_post_name(config, inner)
    major = text_at(config, "hexo_major")
    if facts.url and not (major and int(major) < OWN_PERMALINK):
        return (_published(facts.url),)
    slug = facts.url or name.slug
    dates: list[datetime | None] = [*_dates(facts.date or document.date, text_at(config, "timezone"))]
    if not dates and not {*_TOKEN.findall(permalink_pattern(config))} & {*_DATE_TOKENS}:
        dates = [None]
    return tuple(dict.fromkeys(_published(_expand(config, name, slug, facts, date)) for date in dates))


def _published(permalink: str) -> str:
    """A post is a file only if its permalink ends in ".html"; else the index of a folder."""
    return old_address(permalink) if permalink.endswith((".html", ".htm")) else old_address(permalink, "/")


def _address_of_page(config: Mapping[str, Any], path: str, facts: Facts) -> str:
    inner = facts.url or f"{without_extension(path.removeprefix(f'{source_folder(config)}/'), TEXTS)}.html"
    name = PurePosixPath(inner).name
    if inner.endswith("/") or name == "index.html":
        return old_address(inner.removesuffix("index.html"), "/")
    return old_address(inner if PurePosixPath(name).suffix else f"{inner}.html")


def _dates(written: str, zone: str) -> list[datetime]:
    """The date as Hexo may have had it when it composed the address, all as if in UTC; the likeliest first."""
    parts = date_parts(written)
    with contextlib.suppress(ValueError, OSError, OverflowError, zoneinfo.ZoneInfoNotFoundError):
        local = datetime.fromisoformat("{}-{}-{}T{}:{}:{}+00:00".format(*parts)) if parts else None
        if local and _OFFSET.search(written):
            local = datetime.fromisoformat(written.replace(" ", "T", 1)).astimezone(UTC)
        if local and zone:
            shift = local.replace(tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset() or timedelta()
            return [local, local - shift, *([local + shift] if _OFFSET.search(written) else [])]
        return [local] if local else []
    return []


def _expand(config: Mapping[str, Any], name: PostName, slug: str, facts: Facts, date: datetime | None) -> str:
    """The pattern with the values of its variables, of front matter and of `permalink_defaults`."""
    categories = [term for term in facts.terms if term.taxonomy == "categories"]
    values = {
        **{key: as_text(value) for key, value in mapping_at(config, "permalink_defaults").items()},
        **name.others,
        **{key: as_text(value) for key, value in facts.extra.items()},
        "lang": facts.language or name.others.get("lang", ""),
        "title": slug,
        "name": PurePosixPath(slug).name,
        "post_title": slugize(facts.title, "1"),
        "category": _category_path(config, categories[-1].name) if categories else text_at(config, "default_category"),
    }
    if date:
        values |= dict(zip(_DATE_TOKENS, date_parts(date.isoformat()), strict=True))
        values |= {"i_month": str(date.month), "i_day": str(date.day)}
        seconds = str(int(date.replace(tzinfo=UTC).timestamp()))
        values |= {"timestamp": seconds, "hash": hashlib.sha1(f"{slug}{seconds}".encode()).hexdigest()[:12]}
    return _TOKEN.sub(lambda match: values.get(match[1], ""), permalink_pattern(config))


def _category_path(config: Mapping[str, Any], names: tuple[str, ...]) -> str:
    case = text_at(config, "filename_case")
    return "/".join(slugize(text_at(config, "category_map", name) or name, case) for name in names)


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The page of a tag or category; without a name that of all of them, and of `archives` all articles, or a year."""
    config = settings.raw
    folders = {
        "tags": ("tag_dir", "tags"),
        "categories": ("category_dir", "categories"),
        "archives": ("archive_dir", "archives"),
    }
    if term.taxonomy not in folders:
        return ()
    key, default = folders[term.taxonomy]
    folder = text_at(config, key) or default
    if term.taxonomy == "tags" and term.name:
        name = text_at(config, "tag_map", term.name[-1]) or term.name[-1]
        return (old_address(folder, slugize(name, text_at(config, "filename_case")), "/"),)
    return (old_address(folder, _category_path(config, term.name), "/"),)
