"""The table of the settings of site.yaml, and the values that some of them have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from beilin.export_formats import BOOKS, DEFAULT_BOOKS, SETTINGS
from beilin.text import globs, permalinks
from beilin.text.yaml import rules
from beilin.text.yaml.fields import FILLED, Field, Rule, matching, table

HOW_TO_WRITE_BASE_URL = "Write it as https://example.org/ or https://example.org/archive/."

HOW_TO_NAME_EXPORTS = f"Write one of {', '.join(SETTINGS)}."
HOW_TO_NAME_BOOKS = f"Write one of {', '.join(BOOKS)}."

_BASE_URL = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+(?:/[^?#]*)?$"
_NAME = r"^(?!-)(?:[A-Za-z0-9_-]|[^\u0000-\u007f])+$"
_REMOTE_IMAGES = "^(?:link|show)$"
_TIDY = "^(?:imported|all|none)$"
_FONT = r"^fonts/(?!\.)[^/]+\.(?:[OoTt][Tt][Ff]|[OoTt][Tt][Cc])$"
_EXPORT = f"^(?:{'|'.join(SETTINGS)})$"
_BOOK = f"^(?:{'|'.join(BOOKS)})$"
_LINK = r"^(?:/|https?://|mailto:)\S*$"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link of the site's menu."""

    title: str
    address: str  # from the site's root, such as /tags/; or a whole URL


@dataclass(frozen=True, slots=True)
class PathEntry:
    """An article of the reading path."""

    article: str  # its slug or its Markdown file
    note: str = ""  # why to read it here


@dataclass(frozen=True, slots=True)
class PathSetting:
    """Where readers should begin."""

    articles: tuple[PathEntry, ...]
    title: str = ""  # "" for the theme's own


@dataclass(frozen=True, slots=True)
class Permalinks:
    """The patterns of addresses."""

    articles: str = "/articles/:slug/"
    former: tuple[str, ...] = ()  # patterns of earlier addresses of articles, which redirect


DEFAULT_PERMALINKS = Permalinks()


def normalise_base_url(url: str) -> str:
    """The URL with a "/" at its end and its path percent-encoded. Raises ValueError if it is not an http(s) URL."""
    try:
        split = urlsplit(url)
    except ValueError:
        raise ValueError(f"{url!r} is not a valid base URL") from None
    if not re.fullmatch(_BASE_URL, url) or not split.hostname:
        raise ValueError(f"{url!r} is not a valid base URL")
    path = quote(split.path.rstrip("/") + "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{split.scheme}://{split.netloc}{path}"


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError(f"{name!r} is not a known time zone") from None
    return name


_PERMALINK = Rule(permalinks.normalise_permalink, permalinks.HOW_TO_WRITE, permalinks.PATTERN)

CONFIG_FIELDS = table(
    Field("title", str, "the site's name", "碑林", is_required=True, rule=FILLED),
    Field(
        "base_url", str, "where the site is published; `--base-url` overrides it", "https://example.org/archive/",
        is_required=True, rule=Rule(normalise_base_url, HOW_TO_WRITE_BASE_URL, _BASE_URL),
    ),
    Field("description", str, "a sentence for the home page, its feeds and search engines", "科技評論的典藏。", "none"),
    Field(
        "language", str, "the language of the interface, and of articles without one, as a BCP 47 tag", "zh-Hant",
        "`zh-Hant`", rule=rules.LANGUAGE,
    ),
    Field(
        "time_zone", str, "an IANA name; decides which day it is, and applies to times without an offset",
        "Asia/Taipei", "`Asia/Taipei`", rule=Rule(_time_zone, "Write it as Asia/Taipei.", "^[A-Za-z0-9_+/-]+$"),
    ),
    Field(
        "theme", str, "a folder under `themes/`, or a theme that comes with Beilin", "ink", "`ink`",
        rule=Rule(
            matching(_NAME, "is not a theme name"), "Name a folder under themes/.", _NAME, ("integer", "boolean")
        ),
    ),
    Field("author", str, "who publishes the site, for its feeds", "碑林編輯室", "the title"),
    Field(
        "menu", tuple[MenuEntry, ...], "the links of the site's menu, in order; `[]` for no menu",
        "[{title: 標籤, address: /tags/}]",
        "tags, timeline, series if there are any, and the page `/about/` if there is one",
        subfields=(
            Field("title", str, "the text of the link", "標籤", is_required=True, rule=FILLED),
            Field(
                "address", str, "from the site's root, or a whole URL", "/tags/", is_required=True,
                rule=Rule(matching(_LINK, "is neither an address nor a URL"), "Write it as /tags/.", _LINK),
            ),
        ),
    ),
    Field(
        "reading_path", PathSetting, "articles with which readers should begin, in order, for the front page",
        "{title: 由此讀起, articles: [{article: why-archive, note: 先讀這一篇。}]}", "none",
        subfields=(
            Field(
                "articles", tuple[PathEntry, ...], "the articles", "[{article: why-archive}]", is_required=True,
                subfields=(
                    Field("article", str, "its slug, or the name of its file", "why-archive", is_required=True,
                          rule=FILLED),
                    Field("note", str, "why to read it here, plain text", "先讀這一篇。", "none", rule=rules.ONE_LINE),
                ),
            ),
            Field("title", str, "the heading", "由此讀起", "that of the theme", rule=rules.ONE_LINE),
        ),
    ),
    Field(
        "permalinks", Permalinks, "patterns of addresses, with `:slug`, `:year`, `:month` and `:day`",
        "{articles: /articles/:slug/}", "`/articles/:slug/`",
        subfields=(
            Field(
                "articles", str, "of articles; segments with a part of the date are left out for undated articles",
                "/articles/:slug/", "`/articles/:slug/`", rule=_PERMALINK,
            ),
            Field(
                "former", tuple[str, ...], "patterns of former addresses of articles, which redirect to them",
                "[/posts/:slug/]", "none", rule=_PERMALINK,
            ),
        ),
    ),
    Field(
        "publish", tuple[str, ...],
        "patterns of files under `content/` that are published although their names or folders would exclude them: "
        "[publishing.md](publishing.md#what-is-not-published)",
        "[downloads/*.sql]", "none", rule=Rule(globs.normalise_glob, globs.HOW_TO_WRITE, globs.PATTERN),
    ),
    Field(
        "remote_images", str,
        "how images on other hosts appear: as links (`link`), or as images (`show`), for which readers' browsers ask "
        "those hosts",
        "link", "`link`", rule=Rule(matching(_REMOTE_IMAGES, "is neither link nor show"), "Write link or show.",
                                    _REMOTE_IMAGES),
    ),
    Field(
        "line_breaks", bool, "whether a line break inside a paragraph is one on the page, as in some other generators",
        "true", "`false`"
    ),
    Field(
        "tidy", str,
        "whose half-width punctuation between Chinese characters pages set full-width: that of articles that were "
        "`imported`, of `all` or of `none`; [writing.md](writing.md#punctuation-of-imported-articles)",
        "all", "`imported`", rule=Rule(matching(_TIDY, "is not imported, all or none"),
                                       "Write imported, all or none.", _TIDY),
    ),
    Field(
        "script_twins", bool,
        "whether Chinese articles and standalone pages have a twin in the other script, below `/zh-Hans/` or "
        "`/zh-Hant/`: [publishing.md](publishing.md#both-chinese-scripts)",
        "true", "`false`",
    ),
    Field(
        "search", bool, "whether the site has a search: the page `/search/` and its index", "false", "`true`"
    ),
    Field(
        "service_worker", bool,
        "whether readers' browsers keep the pages that they have read, for when there is no network: "
        "[publishing.md](publishing.md#reading-without-a-network)",
        "true", "`false`",
    ),
    Field(
        "keep_sources", bool, "whether an import keeps the original bytes in `sources/`", "true", "`false`"
    ),
    Field(
        "publish_sources", bool,
        "whether each imported article has a page that shows its source beside it, with what was set aside: "
        "[import-record.md](import-record.md#the-collation-page)",
        "true", "`false`"
    ),
    Field(
        "dead_links", bool,
        "whether `check --external` keeps its results in `links.jsonl`, and pages mark the links that it found dead, "
        "with the page `/dead-links/` that lists them: [preservation.md](preservation.md#dead-links)",
        "true", "`false`"
    ),
    Field(
        "publish_snapshots", bool,
        "whether the pages of other sites that `snapshot` saved are published, as downloads below `/snapshots/`: "
        "[preservation.md](preservation.md#saving-pages-of-other-sites)",
        "true", "`false`"
    ),
    Field(
        "history", bool,
        "whether articles show when they were added and corrected, which is taken from git: "
        "[preservation.md](preservation.md#editorial-history)",
        "true", "`false`"
    ),
    Field(
        "share_pictures", bool,
        "whether a picture with its title is drawn for each article, for others to show with a link to it: "
        "[publishing.md](publishing.md#share-pictures)",
        "true", "`false`"
    ),
    Field(
        "share_font", str, "the font file with which share pictures are lettered, in `fonts/`",
        "fonts/NotoSerifTC-Bold.otf", "none; `share_pictures` needs one",
        rule=Rule(matching(_FONT, "is not the path of a font file in fonts/"), "Write it as fonts/NAME.otf.", _FONT),
    ),
    Field(
        "license", str,
        "under which licence the articles are published, unless they say otherwise: an SPDX identifier or expression, "
        "or text: [publishing.md](publishing.md#licence-and-rights)",
        "CC-BY-SA-4.0", "none is stated", rule=rules.LICENSE,
    ),
    Field(
        "rights", str, "who holds the rights in the articles, unless they say otherwise, plain text",
        "© 2023 碑林編輯室", "nothing is stated", rule=rules.ONE_LINE,
    ),
    Field(
        "robots", str,
        "what search engines are asked to do with pages, unless an article says otherwise, as in "
        "`<meta name=\"robots\">`: [publishing.md](publishing.md#search-engines-and-ai)",
        "noindex", "they are asked for nothing", rule=rules.ROBOTS,
    ),
    Field(
        "noai", bool, "whether pages and robots.txt ask not to be used for training AI: "
        "[publishing.md](publishing.md#search-engines-and-ai)",
        "true", "`false`",
    ),
    Field(
        "exports", tuple[str, ...],
        "the formats in which the site has its articles and feeds for other programs: [exports.md](exports.md)",
        f"[{', '.join(SETTINGS)}]", "none",
        rule=Rule(matching(_EXPORT, "is not a format of exports"), HOW_TO_NAME_EXPORTS, _EXPORT),
    ),
    Field(
        "epub", tuple[str, ...],
        "of what the site has books, if `epub` is among `exports`: [exports.md](exports.md#books)",
        f"[{', '.join(BOOKS)}]", f"`[{', '.join(DEFAULT_BOOKS)}]`",
        rule=Rule(matching(_BOOK, "is not a kind of book"), HOW_TO_NAME_BOOKS, _BOOK),
    ),
)  # fmt: skip
