"""Front matter → `Facts`: the keys of the generators that mean the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from beilin.migrating.facts.covers import COVER_KEYS, cover_of
from beilin.migrating.facts.dates import date_in_path, read_date
from beilin.migrating.facts.defaults import defaults_for
from beilin.migrating.facts.drafts import is_unpublished
from beilin.migrating.facts.headings import title_heading
from beilin.migrating.facts.languages import beilin_language
from beilin.migrating.facts.navigation import title_in_navigation
from beilin.migrating.facts.people import authors_of
from beilin.migrating.facts.summaries import summary_before_mark
from beilin.migrating.facts.terms import terms_of
from beilin.migrating.facts.text_language import language_by_text
from beilin.migrating.facts.values import Values, is_no, is_yes, names_of, shown_text_of, text_of
from beilin.migrating.model import Facts, Head, Note, OldSettings, SourceDocument

_DATE_KEYS = ("date", "pubDate", "pubDatetime", "publishDate", "published", "published_at", "date_published",
              "post_date", "datetime")  # fmt: skip
_CREATED_KEYS = ("created", "created_at", "create_time", "date_created", "created_date", "creation_date")
_UPDATED_KEYS = (
    "updated", "lastmod", "last_modified_at", "modified", "update", "updatedDate", "modDate", "modDatetime",
    "last_modified", "lastUpdated", "last_updated", "updated_at", "modified_at", "date_modified", "date_updated",
    "update_time", "update_date", "last_update", "edited", "revision_date",
)  # fmt: skip
_EXPIRES_KEYS = ("expiryDate", "unpublishDate", "expires")
_SUMMARY_KEYS = ("summary", "description", "excerpt", "abstract", "desc", "intro", "teaser_text")
_SERIES_KEYS = ("series", "series_name")
_SERIES_ORDER_KEYS = ("series_order", "series_index", "series_weight", "series_part")
_LANGUAGE_KEYS = ("lang", "language", "locale")
_ALIAS_KEYS = ("aliases", "alias", "redirect_from", "redirects_from")
# The keys of a whole address, by generator.
_URL_KEYS = {"hugo": ("url",), "zola": ("path",), "nikola": (), "mkdocs": ()}
_OTHER_URL_KEYS = ("permalink", "url")
# Their Markdown renderers need no space after the `#` of a heading (Python-Markdown, marked before 0.5).
_TIGHT_HEADINGS = {"pelican", "mkdocs", "nikola", "hexo"}
_ABSOLUTE = re.compile(r"/|\w+://")
_WORDS = re.compile(r"[\s_-]+")


def facts_of(head: Head, document: SourceDocument, settings: OldSettings, generator: str) -> Facts:
    """What is known of the document. `generator` is the name in `generators/table.py`. It never raises."""
    values = Values(head.values, defaults_for(document, settings, generator))
    notes: list[Note] = []
    title, title_from = _title(values, head.body, document, settings, generator)
    date = _date(values, document)
    _, updated = values.first(_UPDATED_KEYS, _date_value)
    if not updated and isinstance(written := values.get("date"), Mapping):
        updated = read_date(text_of(written.get("updated")))
    _, expires = values.first(_EXPIRES_KEYS, _date_value)
    aliases, names = _aliases(values, generator)
    terms = terms_of(values, head.body, document, settings, generator)
    series, order = _series(values)
    url = _url(values, generator)
    _, language = values.first(_LANGUAGE_KEYS, lambda value: beilin_language(text_of(value)))
    language = language or document.language or language_by_text(title, head.body, settings.language)
    _, slug = values.first(("slug",), text_of)
    if not url and slug and slug.startswith("/"):
        url, slug = slug, ""
    _, cover = values.first(COVER_KEYS, cover_of)
    summary = _summary(values, title, head, settings, generator)
    is_draft = is_unpublished(values, document, terms, notes)
    notes += _unread_dates(values, document)
    authors = authors_of(values, settings.author_names)
    return Facts(
        title=title,
        title_from=title_from,
        date=date,
        updated=updated or "",
        expires=expires or "",
        summary=summary,
        slug=slug or "",
        url=url,
        authors=authors,
        terms=terms,
        series=series,
        series_order=order,
        language=language,
        is_draft=is_draft,
        aliases=aliases,
        names=names,
        cover=cover or "",
        extra=values.rest(),  # after everything above has taken its values
        notes=tuple(notes),
    )


def _title(
    values: Values, body: str, document: SourceDocument, settings: OldSettings, generator: str
) -> tuple[str, Literal["front matter", "heading", "file name"]]:
    if title := values.first(("title", "page_title"), shown_text_of)[1]:
        return title, "front matter"
    # Of Eleventy's plugin "Navigation"; the mapping remains in `extra`.
    if isinstance(entry := values.get("eleventyNavigation"), Mapping):
        title = shown_text_of(entry.get("title") or entry.get("key"))
        if title:
            return title, "front matter"
    if title := shown_text_of(title_heading(body, may_be_tight=generator in _TIGHT_HEADINGS)):
        return title, "heading"
    if generator == "mkdocs" and (title := text_of(title_in_navigation(settings.raw.get("nav"), document.path))):
        return title, "file name"
    # Obsidian shows the name of a note as it is. Elsewhere the hyphens of a name in Latin letters stand for spaces.
    is_slug = generator != "obsidian" and document.name.isascii()
    name = _WORDS.sub(" ", document.name).strip() if is_slug else document.name
    return text_of(name) or document.name, "file name"


def _date_value(value: Any) -> str:
    """The date in a text or mapping: `{created: …, updated: …}` (Material for MkDocs), `{date: …}` (Docusaurus)."""
    if isinstance(value, Mapping):
        value = value.get("created") or value.get("date")
    return read_date(text_of(value))


def _date(values: Values, document: SourceDocument) -> str:
    """The date of publication; else a day in the file's name or in an address; else the date of creation."""
    _, date = values.first(_DATE_KEYS, _date_value)
    if date:
        return date
    if document.date:
        return document.date
    address = next((text for key in ("path", "url", "permalink") if (text := text_of(values.get(key)))), "")
    return date_in_path(address) or values.first(_CREATED_KEYS, _date_value)[1] or ""


def _unread_dates(values: Values, document: SourceDocument) -> list[Note]:
    """A note for each key of a date whose value has a digit, and yet is not a date."""
    left = values.rest()
    return [
        Note("unread-date", document.path, 0, f"{key}: {text_of(value)}"[:200])
        for key, value in left.items()
        if key.lower() in ("date", "updated", "lastmod", "pubdate", "modified", "last_modified_at")
        and any(character.isdigit() for character in text_of(value)) and not _date_value(value)
    ]  # fmt: skip


def _summary(values: Values, title: str, head: Head, settings: OldSettings, generator: str) -> str:
    """The summary in the front matter, unless it only repeats the title; else the text before the more mark."""
    _, summary = values.first(_SUMMARY_KEYS, lambda value: _other_than(title, shown_text_of(value)))
    separator = text_of(values.get("excerpt_separator")) or text_of(settings.raw.get("excerpt_separator"))
    return summary or summary_before_mark(head.body, separator, may_be_tight=generator in _TIGHT_HEADINGS)


def _other_than(title: str, text: str) -> str:
    return "" if text.casefold().rstrip(".。") == title.casefold() else text


def _aliases(values: Values, generator: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(former addresses, other names of a note)."""
    addresses: list[str] = []
    names: list[str] = []
    for key in _ALIAS_KEYS:
        value = values.get(key)
        values.place(key)
        are_names = generator == "obsidian" and "alias" in key
        items = value if isinstance(value, list) else names_of(value) if are_names else [value]
        texts = [text for item in items if (text := text_of(item))]
        if are_names:
            names += texts
        else:  # from the site's root; in Hugo from the folder of the document's address
            addresses += [text if generator == "hugo" or _ABSOLUTE.match(text) else f"/{text}" for text in texts]
    return tuple(dict.fromkeys(addresses)), tuple(dict.fromkeys(names))


def _url(values: Values, generator: str) -> str:
    keys = _URL_KEYS.get(generator, _OTHER_URL_KEYS)
    _, url = values.first(keys, _written_url)
    return url or ""


def _written_url(value: Any) -> str:
    """The text, unless it is true, false or a function of JavaScript."""
    text = text_of(value)
    return "" if is_no(value) or is_yes(value) or "=>" in text or text.startswith("function") else text


def _series(values: Values) -> tuple[str, int | None]:
    key, names = values.first(_SERIES_KEYS, names_of)
    if not names:
        return "", None
    if len(names) > 1:  # an article of an archive is in one series only; the list remains in `extra`
        values.displace(key)
    _, order = values.first(_SERIES_ORDER_KEYS, _small_number)
    return names[0], int(order) if order else None


def _small_number(value: Any) -> str:
    text = text_of(value)
    return text if text.isascii() and text.isdigit() and len(text) < 10 else ""
