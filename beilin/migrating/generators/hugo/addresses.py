"""Where Hugo publishes pages, and lists the terms of its taxonomies.

Sources: Hugo documentation, "URL management" (front matter `slug`, `url`, `aliases`; permalinks and their tokens;
uglyURLs), "Content organization" (paths), "Taxonomies".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

from beilin.migrating.generators.config_files import flag_at, mapping_at, text_at, texts_at
from beilin.migrating.generators.hugo.layout import plurals
from beilin.migrating.generators.hugo.names import sanitize
from beilin.migrating.generators.hugo.settings import feed_name, has_feed, language_prefix, permalink_of_section
from beilin.migrating.generators.hugo.sources import Located, locate, names_have_dates
from beilin.migrating.generators.old_addresses import date_parts, old_address, split_date
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_TOKEN = re.compile(r":(\w+)(\[[^\]]{0,40}\])?")
_PLACE = re.compile(r"[0-9]{1,4}")
_UNDATED = ("1", "01", "01", "00", "00", "00")  # Go's zero time
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The page's address, and those of its aliases, from the site's root."""
    config = settings.raw
    item = locate(config, document.path)
    if item is None:
        return ()
    prefix = language_prefix(config, item.language)
    own, recent = (_own_address(config, item, facts, is_recent) for is_recent in (False, True))
    # Hugo 0.111 has aliases from the root below no language.
    named = [_resolve_alias(own, root, alias) for alias in facts.aliases if "://" not in alias for root in ("", prefix)]
    aliases = (old_address(_published(alias, is_ugly=_is_ugly(config, item))) for alias in named)
    return tuple(dict.fromkeys([own, recent, *aliases]))


def _own_address(config: Mapping[str, Any], item: Located, facts: Facts, is_recent: bool) -> str:
    """The address by the rules before Hugo 0.123, or of later versions."""
    prefix = language_prefix(config, item.language)
    if facts.url:
        within = facts.url if facts.url.startswith("/") else f"{prefix}/{facts.url}"
        return old_address(_published(within))
    section = item.folders[0] if item.folders and item.stem != "_index" and not _is_root_bundle(item) else ""
    pattern = permalink_of_section(config, section or "/") if item.stem != "_index" else ""
    if pattern:
        expanded = _expand(pattern, config, item, facts, is_recent)
        return old_address(prefix, _published(expanded, is_ugly=_is_ugly(config, item)))
    return _address_by_path(config, item, facts, is_recent)


def _address_by_path(config: Mapping[str, Any], item: Located, facts: Facts, is_recent: bool) -> str:
    prefix = language_prefix(config, item.language)
    folders, name = item.folders, item.stem
    if name in ("index", "_index"):
        if not folders:
            return old_address(prefix, "/")
        folders, name = folders[:-1], folders[-1]
    if item.stem != "_index" and facts.slug:
        path = sanitize("/".join([*folders, ""]), config, as_path=is_recent) + sanitize(facts.slug, config)
    else:
        name = name if item.stem == "_index" else _without_date(config, name)
        path = sanitize("/".join([*folders, name]), config, as_path=is_recent)
    # Since Hugo 0.123 the pages of sections are always the index of a folder.
    is_ugly = _is_ugly(config, item) and not (is_recent and item.stem == "_index")
    return old_address(prefix, f"{path}.html" if is_ugly else f"{path}/")


def _is_root_bundle(item: Located) -> bool:
    return item.stem == "index" and len(item.folders) == 1


def _published(path: str, *, is_ugly: bool = False) -> str:
    """What an address without an extension is published as: the index of a folder, or a file if addresses are ugly."""
    if PurePosixPath(path).suffix in (".html", ".htm") and not path.endswith("/"):
        return path
    return f"{path.rstrip('/')}.html" if is_ugly and path.strip("/") else f"{path}/"


def _is_ugly(config: Mapping[str, Any], item: Located) -> bool:
    return flag_at(config, "uglyurls") or bool(item.folders and flag_at(config, "uglyurls", item.folders[0].lower()))


def _without_date(config: Mapping[str, Any], name: str) -> str:
    return split_date(name)[1] if names_have_dates(config) else name


def _resolve_alias(own: str, prefix: str, alias: str) -> str:
    """An alias is a path from the root, or one relative to the folder above the page ("Aliases")."""
    above = own.rstrip("/").rpartition("/")[0]
    return normpath("/" + (f"{prefix}{alias}" if alias.startswith("/") else f"{above}/{alias}").lstrip("/"))


def _expand(pattern: str, config: Mapping[str, Any], item: Located, facts: Facts, is_recent: bool) -> str:
    """The pattern with the values of its tokens ("Configure permalinks", "Tokens")."""
    written = date_parts(facts.date) or _UNDATED
    is_bundle = item.stem == "index" and bool(item.folders)
    folders = item.folders[:-1] if is_bundle else item.folders
    name = item.folders[-1] if is_bundle else item.stem
    title = facts.title if facts.title_from == "front matter" else ""
    title = title.replace("/", "-") if is_recent else title
    branches = set(config.get("branches", ()))
    nested = [folders[end - 1] for end in range(1, len(folders) + 1) if end == 1 or "/".join(folders[:end]) in branches]
    file_name = _without_date(config, name)
    values = {
        "title": title,
        "slug": facts.slug or title,
        "filename": file_name,
        "contentbasename": file_name,
        "slugorfilename": facts.slug or file_name,
        "slugorcontentbasename": facts.slug or file_name,
        "section": folders[0] if folders else "",
        "sections": "/".join(nested),
    }

    def value_of(match: re.Match[str]) -> str:
        token, part = match[1], match[2] or ""
        if token == "sections" and part:
            return sanitize("/".join(_slice(nested, part)), config)
        return sanitize(values[token], config) if token in values else _date_value(token, written, match[0])

    return _TOKEN.sub(value_of, pattern)


def _slice(sections: list[str], part: str) -> list[str]:
    """`[1:]`, `[0]`, `[last]` of the sections."""
    first, colon, last = part.strip("[]").partition(":")
    places = [
        len(sections) - 1 if text == "last" else int(text) if _PLACE.fullmatch(text) else 0 for text in (first, last)
    ]
    if not colon:
        return sections[places[0] : places[0] + 1]
    return sections[places[0] : places[1] if last else None]


def _date_value(token: str, written: tuple[str, ...], otherwise: str) -> str:
    """A part of the date as it is written, without a change of time zone; a token may be a layout of Go's."""
    year, month, day, *clock = written
    try:
        weekday = datetime.date(int(year), int(month), int(day))
    except ValueError:
        weekday = datetime.date(1, 1, 1)
    values = {
        "year": year, "2006": f"{year:0>4}", "06": year[-2:], "yearday": str(weekday.timetuple().tm_yday),
        "month": month, "01": month, "1": month.lstrip("0"), "monthname": _MONTHS[weekday.month - 1],
        "January": _MONTHS[weekday.month - 1], "Jan": _MONTHS[weekday.month - 1][:3],
        "day": day, "02": day, "2": day.lstrip("0"), "weekday": str(weekday.isoweekday() % 7),
        "weekdayname": _DAYS[weekday.weekday()], "Monday": _DAYS[weekday.weekday()],
        "15": clock[0], "04": clock[1], "05": clock[2],
    }  # fmt: skip
    return values.get(token, otherwise)


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The page of a term and its feed, in each language that has texts.

    Without a name the page of all terms of the taxonomy, and of `archives` the pages of the sections.
    """
    config = settings.raw
    if term.taxonomy == "archives" and not term.name:
        paths = [sanitize(section, config) for section in texts_at(config, "sections")]
        paths += [""]  # the front page of a language
    elif term.taxonomy in plurals(config):
        names = [sanitize(term.name[-1], config, as_path=as_path) for as_path in (False, True)] if term.name else [""]
        pattern = text_at(config, "permalinks", "term", term.taxonomy) or text_at(config, "permalinks", term.taxonomy)
        pattern = pattern if pattern and term.name else f"{term.taxonomy}/:slug"
        paths = [pattern.replace(":title", ":slug").replace(":slug", name) for name in dict.fromkeys(names)]
        paths += [
            path
            for folder, path in mapping_at(config, "term pages").items()
            if term.name and sanitize(folder, config) == f"{term.taxonomy}/{names[0]}"
        ]
    else:
        return ()
    keys = texts_at(config, "used languages")
    lists = [old_address(language_prefix(config, key), path).rstrip("/") for key in keys for path in paths]
    ugly = [_published(page, is_ugly=True) for page in lists if flag_at(config, "uglyurls")]
    if term.name:
        feeds = [old_address(page, feed_name(config)) for page in lists if has_feed(config, "term")]
        return (*(ugly or [f"{page}/" for page in lists]), *feeds)
    found = (*ugly, *(old_address(page, "/") for page in lists))
    return tuple(address for address in dict.fromkeys(found) if address not in ("/", "/.html"))
