"""Which field of a record is what: by the editor's `--map`, else by the names that crawlers and extractors give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beilin.importing.formats.content import is_page
from beilin.importing.formats.jsonl.fields import Field, fields_of, with_field_at
from beilin.importing.formats.jsonl.values import is_web_address, values_of

TEXT = "text"
# In the order in which they are tried. Reduced to letters and digits; a name of two words stands for all its spellings.
NAMES: Mapping[str, tuple[str, ...]] = {
    TEXT: (
        *("markdown", "contentmarkdown", "md", "contenthtml", "htmlcontent", "bodyhtml", "articlehtml", "html"),
        *("content", "body", "articlebody", "maintext", "text", "fulltext", "bodytext", "articletext", "contenttext"),
        *("textcontent", "plaintext", "cleantext", "rawtext", "rawcontent", "rawhtml", "article", "story"),
    ),
    "title": ("title", "headline", "articletitle", "pagetitle", "ogtitle"),
    "source_url": (
        *("url", "link", "canonicalurl", "canonical", "permalink", "sourceurl", "articleurl", "pageurl", "originalurl"),
        *("finalurl", "requestedurl", "uri", "href", "externalurl", "ogurl"),
    ),
    "source": (
        *("sitename", "source", "site", "publisher", "publication", "newspaper", "outlet", "sourcename", "media"),
        *("ogsitename", "sourcedomain", "domain", "hostname", "sourcehostname", "host", "website"),
    ),
    "author": ("author", "authors", "byline", "creator", "writer", "writers", "reporter", "dccreator", "articleauthor"),
    "date": (
        *("datepublished", "publishedat", "published", "publisheddate", "publishedtime", "publishedon", "publishdate"),
        *("datepublish", "publishtime", "publicationdate", "articlepublishedtime", "pubdate", "date", "firstpublished"),
        *("time", "timestamp", "postedat", "posted", "postdate", "createdat", "datecreated", "created", "createtime"),
    ),
    "updated": (
        "updated",
        "updatedat",
        "datemodified",
        "modified",
        "modifiedat",
        "lastmodified",
        "articlemodifiedtime",
    ),
    "tags": ("tags", "keywords", "categories", "category", "topics", "tag", "labels", "newskeywords"),
    "language": ("language", "lang", "inlanguage", "locale"),
    "summary": ("summary", "excerpt", "description", "abstract", "standfirst", "dek", "ogdescription"),
    "slug": ("slug",),
    "retrieved": (
        *("retrievedat", "retrieved", "crawledat", "crawldate", "crawltime", "scrapedat", "scrapedate", "fetchedat"),
        *("fetchtime", "datedownload", "downloadedat", "accessed", "dateaccessed"),
    ),
    "draft": ("draft", "isdraft"),
}
IDENTITY = ("id", "guid", "uuid", "oid", "articleid", "postid")


@dataclass(frozen=True, slots=True)
class StatingField:
    """A field that states a fact."""

    field: Field
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The fields of a record by what they are. Each field is in one place."""

    body: Field | None
    other_bodies: tuple[Field, ...]  # further fields that could be the text
    facts: Mapping[str, tuple[StatingField, ...]]  # by key of `Fact`, the one that is used first
    others: tuple[Field, ...]

    def value(self, key: str) -> str:
        """The first value of the fact; "" if there is none."""
        return self.facts[key][0].values[0] if key in self.facts else ""


def choose(record: Mapping[str, Any], mapping: Sequence[tuple[str, str]] = ()) -> Choice:
    """What each field is. `mapping` has the paths of fields by the fact, or `text`, that they are."""
    fields = fields_of(record)
    for _, path in mapping:
        fields = with_field_at(fields, path)
    by_path = {field.path: field for field in fields}
    mapped = {key: by_path[path] for key, path in mapping if path in by_path}
    left = [field for field in fields if field not in mapped.values()]
    bodies = [mapped[TEXT]] if TEXT in mapped else _named(left, TEXT)
    bodies = [field for field in bodies if written_text(field)]
    facts: dict[str, tuple[StatingField, ...]] = {}
    for key in NAMES:
        if key == TEXT:
            continue
        candidates = [mapped[key]] if key in mapped else _named(left, key)
        if key == "source_url" and key not in mapped:
            candidates += _named(left, "source")  # extractors call the page's address so too
        stating = [StatingField(field, values) for field in candidates if (values := values_of(key, field.value))]
        if key == "source":
            stating = [each for each in stating if not is_web_address(each.values[0])]
        if stating := [each for each in stating if each.field not in bodies]:
            facts[key] = tuple(stating)
    used = [*bodies, *(each.field for stating in facts.values() for each in stating)]
    others = tuple(field for field in fields if field not in used)
    return Choice(bodies[0] if bodies else None, tuple(bodies[1:]), facts, others)


def written_text(field: Field) -> str:
    """The text of a field that may be the article; "" if it has none."""
    if isinstance(field.value, list) and all(isinstance(each, str) for each in field.value):
        return "\n\n".join(field.value)
    return field.value if isinstance(field.value, str) and field.value.strip() else ""


def _named(fields: Sequence[Field], key: str) -> list[Field]:
    """The fields with one of the names of the key, the best first."""
    names = NAMES[key]

    def rank(field: Field) -> tuple[bool, bool, int]:
        # A whole page has more than the article; an extracted text precedes it.
        return key == TEXT and is_page(written_text(field)), not field.is_outer, names.index(field.name)

    return sorted((field for field in fields if field.name in names), key=rank)
