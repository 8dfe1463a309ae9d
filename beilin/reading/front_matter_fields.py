"""The fields of the front matter."""

from __future__ import annotations

from functools import cache

from beilin.model import Provenance
from beilin.text.yaml import rules
from beilin.text.yaml.fields import FILLED, Field, Table, table


@cache
def front_matter_fields(time_zone: str) -> Table:
    """All keys that a Markdown file may have in its front matter, where times are meant in that time zone."""
    date = rules.date_rule(time_zone)
    return table(
        Field("title", str, "the title, plain text", "開源模型的帳單", is_required=True, rule=FILLED),
        Field(
            "date", str,
            "when it was published: a day, or a time in the site's time zone; a later day waits for its day",
            "2023-06-21", "the article is undated", rule=date,
        ),
        Field("updated", str, "when it was last changed in substance", "2023-07-01 09:30", "never", rule=date),
        Field(
            "expires", str, "the day from which on it is no longer published, in the site's time zone", "2033-06-21",
            "it stays", rule=date,
        ),
        Field(
            "author", str | tuple[str, ...], "who wrote it: one name, or a list", "[硯秋, 拓工]", "nobody is named",
            rule=FILLED,
        ),
        Field("source", str, "who published it first", "碑林專欄", "nobody is named", rule=FILLED),
        Field("source_url", str, "where it was published first", "https://example.org/1", rule=rules.WEB_ADDRESS),
        Field(
            "language", str, "its language, as a tag of BCP 47", "zh-Hant", "that of the site", rule=rules.LANGUAGE
        ),
        Field(
            "tags", tuple[str, ...], "terms of the tag authority, or their synonyms", "[open source, LLaMA]", "none",
            rule=FILLED,
        ),
        Field("series", str, "the name of the series that it is a part of", "授權戰爭", "none", rule=FILLED),
        Field(
            "series_order", int,
            "its place in the series; parts without one come after those that have one, oldest first", "2", "by date",
        ),
        Field("summary", str, "a sentence or two for lists and feeds, plain text", "一句話。", "the first sentences"),
        Field(
            "slug", str, "the last part of its address", "kaiyuan-zhangdan", "the file's name", rule=rules.SLUG
        ),
        Field(
            "aliases", tuple[str, ...],
            "addresses from the site's root, or slugs, that it had before; a page at each leads to it",
            "[/2023/06/bill/, zhangdan]", "none", rule=rules.ALIAS,
        ),
        Field("draft", bool, "whether it is left out of the site; `--drafts` shows it", "true", "`false`"),
        Field(
            "title_proposed", bool, "whether the importer chose the title and nobody has confirmed it", "true",
            "`false`",
        ),
        Field(
            "provenance", Provenance, "what it was imported from; the importer writes it",
            "{file: found.txt, sha256: 9f86d081, importer: 0.1.0}", "it was not imported",
            subfields=(
                Field("file", str, "the source's file name", "found.txt", is_required=True),
                Field("sha256", str, "of the source's bytes, in hexadecimal", "9f86d081", is_required=True),
                Field("importer", str, "the version of Beilin that imported it", "0.1.0", is_required=True),
                Field("set_aside", dict[str, int], "how many lines were set aside, by rule", "{stamp: 2}", "none"),
                Field("encoding", str, "in which the source was read", "UTF-8", "not known"),
            ),
        ),
    )  # fmt: skip
