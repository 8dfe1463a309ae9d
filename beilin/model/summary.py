"""What is known of a Markdown file without its body: the fields of its front matter, each with its documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class Key:
    """What a front-matter key is, beside its type: for its reader, its documentation and completion in text editors.

    It stands in the annotation of a field of Summary. A field without a default is required.
    """

    description: str  # in Markdown, without a full stop
    example: str  # as YAML
    default: str = ""  # what holds without the key, in words
    rule: str = ""  # the name of a rule in text/yaml/rules.py, for the text or each text of the list
    name: str = ""  # if it differs from the field's
    type: Any = None  # likewise


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an imported article was made from."""

    file: Annotated[str, Key("the source's file name", "found.txt")]
    sha256: Annotated[str, Key("of the source's bytes, in hexadecimal", "9f86d081")]
    importer: Annotated[str, Key("the version of Beilin that imported it", "0.1.0")]
    set_aside: Annotated[
        dict[str, int], Key("how many lines or blocks were set aside, by rule", "{stamp: 2}", "none")
    ] = field(default_factory=dict)
    encoding: Annotated[str, Key("the encoding of the source", "UTF-8", "unknown")] = ""
    kind: Annotated[str, Key("the kind of the source, such as `html` or `feed`", "html", "plain text")] = ""
    retrieved: Annotated[
        str, Key("when the source was retrieved from its address", "2023-06-21 09:30", "unknown", rule="date_rule")
    ] = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When and why an article was withdrawn. The notice at its address shows both."""

    date: Annotated[str, Key("the day, or a time in the site's time zone", "2026-11-28", rule="date_rule")]
    reason: Annotated[
        str,
        Key("why, a sentence for readers in the language of the site, plain text", "應作者要求撤回。", rule="ONE_LINE"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Displayed:
    """What is merely displayed of an article: an edit leaves every other page where it is.

    Templates get all of it. A key added here is read, checked, documented, completed and passed on to templates; only
    docs/themes.md must mention it.
    """

    title: Annotated[str, Key("the title, plain text", "開源模型的帳單", rule="ONE_LINE")]
    summary: Annotated[
        str, Key("a sentence or two for lists and feeds, plain text", "一句話。", "the first sentences")
    ] = ""
    source_url: Annotated[
        str | None, Key("the address where it was first published", "https://example.org/1", rule="WEB_ADDRESS")
    ] = None
    title_proposed: Annotated[
        bool, Key("whether the title was proposed by the importer and not yet confirmed", "true", "`false`")
    ] = False
    provenance: Annotated[
        Provenance | None,
        Key(
            "what it was imported from; written by the importer",
            "{file: found.txt, sha256: 9f86d081, importer: 0.1.0}",
            "it was not imported",
        ),
    ] = None
    extra: Annotated[
        Mapping[str, Any],
        Key("anything else for templates, as a mapping", "{cover: sea.jpg}", "empty", type=dict[str, Any]),
    ] = field(default_factory=dict, repr=False)
    tidy: Annotated[
        bool,
        Key(
            "whether its page sets half-width punctuation between Chinese characters full-width",
            "true",
            "by `tidy` in site.yaml",
        ),
    ] = False
    license: Annotated[
        str,
        Key(
            "under which licence it is published: an SPDX identifier or expression, or text; `NONE` if the archive's "
            "does not apply to it: [publishing.md](publishing.md#licence-and-rights)",
            "CC-BY-SA-4.0",
            "`license` in site.yaml",
            rule="LICENSE",
        ),
    ] = ""
    rights: Annotated[
        str,
        Key(
            "who holds the rights in it, plain text; `NONE` if what site.yaml says does not apply to it",
            "© 2023 硯秋",
            "`rights` in site.yaml",
            rule="ONE_LINE",
        ),
    ] = ""
    noai: Annotated[
        bool,
        Key(
            "whether its page asks not to be used for training AI: "
            "[publishing.md](publishing.md#search-engines-and-ai)",
            "true",
            "`noai` in site.yaml",
        ),
    ] = False
    tidied: bool = False  # whether its body has any that is set so
    reading_minutes: int = 1


@dataclass(frozen=True, slots=True)
class Summary(Displayed):
    """What lists, feeds and neighbours show of an article: everything but its body."""

    path: str  # the Markdown file, from the archive's root
    slug: Annotated[
        str,
        Key(
            "the last part of its address",
            "kaiyuan-zhangdan",
            "the name of the file; of `NAME/index.md` the folder's",
            rule="SLUG",
        ),
    ]
    date: Annotated[
        str | None,  # ISO 8601: a day, or a time with its offset, in the site's time zone
        Key(
            "when it was published: a day, or a time in the site's time zone; an article with a future date is "
            "published on that day",
            "2023-06-21",
            "the day with which the name begins (`2023-06-21-bill.md`), else the article is undated",
            rule="date_rule",
        ),
    ] = None
    updated: Annotated[
        str | None, Key("when it last changed in substance", "2023-07-01 09:30", "never", rule="date_rule")
    ] = None
    expires: Annotated[
        str | None,
        Key("the day from which it is no longer published, in the site's time zone", "2033-06-21", "it stays",
            rule="date_rule"),
    ] = None  # fmt: skip
    authors: Annotated[
        tuple[str, ...],
        Key("who wrote it: one name, or a list", "[硯秋, 拓工]", "no author is named", "FILLED", "author",
            str | tuple[str, ...]),
    ] = ()  # fmt: skip
    source: Annotated[str | None, Key("who first published it", "碑林專欄", "no source is named", "FILLED")] = None
    language: Annotated[str, Key("its language, as a BCP 47 tag", "zh-Hant", "that of the site", "LANGUAGE")] = ""
    tags: Annotated[
        tuple[str, ...],
        Key("terms of the tag authority, or their synonyms", "[open source, LLaMA]", "none", "FILLED"),
    ] = ()
    series: Annotated[str | None, Key("the name of the series that it belongs to", "授權戰爭", "none", "ONE_LINE")] = (
        None
    )
    series_order: Annotated[
        int | None,
        Key("its place in the series; parts without a place come last, oldest first", "2", "by date"),
    ] = None
    aliases: Annotated[
        tuple[str, ...],
        Key(
            "former addresses from the site's root, or slugs; a page at each redirects to it",
            "[/2023/06/bill/, zhangdan]",
            "none",
            rule="ALIAS",
        ),
    ] = ()
    featured: Annotated[bool, Key("whether the editors put it forward on the front page", "true", "`false`")] = False
    withdrawn: Annotated[
        Withdrawal | None,
        Key(
            "when and why it was withdrawn: a notice takes its place; written by the command `withdraw`",
            "{date: 2026-11-28, reason: 應作者要求撤回。}",
            "it was not withdrawn",
        ),
    ] = None
    draft: Annotated[bool, Key("whether it is left out of the site; `--drafts` shows it", "true", "`false`")] = False
    id: Annotated[
        str,
        Key(
            "its permanent identifier, of 8 characters; `/id/<id>/` leads to the article, whatever its address: "
            "[preservation.md](preservation.md#permanent-identifiers)",
            "7k3m9q2x",
            "it has none; `build.py id --missing` writes one",
            rule="ID",
        ),
    ] = ""
    robots: Annotated[
        str,
        Key(
            'what search engines are asked to do with its page, as in `<meta name="robots">`; with `noindex` it is '
            "not in the sitemap",
            "noindex",
            "`robots` in site.yaml",
            rule="ROBOTS",
        ),
    ] = ""
    is_date_of_name: bool = False  # whether the front matter has no date, and the name begins with this one


_DISPLAYED = tuple(field.name for field in fields(Displayed))
_structural_values = attrgetter(*(field.name for field in fields(Summary) if field.name not in _DISPLAYED))


def displayed_part(summary: Displayed) -> dict[str, Any]:
    """The displayed fields by name."""
    return {name: getattr(summary, name) for name in _DISPLAYED}


def structural_part(summary: Summary) -> tuple[Any, ...]:
    """The values of a summary that decide which pages exist, where, in what order and what is counted on them."""
    values: tuple[Any, ...] = _structural_values(summary)
    return values
