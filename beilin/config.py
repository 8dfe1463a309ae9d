"""site.yaml → Config."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from beilin.layout import CONFIG_FILE as CONFIG_FILE
from beilin.problems.problem import Problem, has_errors
from beilin.text import permalinks
from beilin.text.yaml import rules, schema
from beilin.text.yaml import strict as ys
from beilin.text.yaml.fields import FILLED, Field, Rule, matching, read_fields, table

HOW_TO_WRITE_BASE_URL = "Write it as https://example.org/ or https://example.org/archive/."

_BASE_URL = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+(?:/[^?#]*)?$"
_NAME = r"^(?!-)(?:[A-Za-z0-9_-]|[^\u0000-\u007f])+$"
_LINK = r"^(?:/|https?://|mailto:)\S*$"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link of the site's menu."""

    title: str
    address: str  # from the site's root, such as /tags/; or a whole URL


@dataclass(frozen=True, slots=True)
class Permalinks:
    """What addresses are made of, by the kind of page."""

    articles: str = "/articles/:slug/"
    former: tuple[str, ...] = ()  # patterns by which articles had their addresses before


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of site.yaml."""

    title: str
    base_url: str  # where the site is published; ends in "/"
    description: str = ""
    language: str = "zh-Hant"  # of the interface, and of articles that name none; BCP 47
    time_zone: str = "Asia/Taipei"  # IANA name; decides what day it is
    theme: str = "ink"  # a folder under themes/
    author: str = ""  # who publishes the site, for its feeds
    menu: tuple[MenuEntry, ...] = field(default=())
    permalinks: Permalinks = Permalinks()
    keep_sources: bool = False  # whether an import keeps the original bytes in sources/

    @property
    def base_path(self) -> str:
        """The path of `base_url`, from "/" to "/": what stands before every address."""
        return urlsplit(self.base_url).path


def read_config(root: Path, *, base_url: str | None = None) -> tuple[Config | None, list[Problem]]:
    """The settings of the archive at `root`, and what is wrong with them; None where an error forbids a build.

    `base_url` takes the place of the setting.
    """
    try:
        text = (root / CONFIG_FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        hint = "Run this in the folder that holds site.yaml, or name that folder with --root."
        return None, [
            Problem("no-site-yaml", f"there is no {CONFIG_FILE} in {root.name or root}/", CONFIG_FILE, hint=hint)
        ]
    except (OSError, UnicodeDecodeError) as error:
        return None, [Problem("unreadable", f"cannot be read: {error}", CONFIG_FILE, hint="Save it as UTF-8 text.")]
    lines = text.splitlines()
    try:
        node = ys.parse_yaml(text)
    except ys.YamlError as error:
        return None, [schema.problem_of(error, file=CONFIG_FILE, lines=lines)]
    if not isinstance(node, ys.Mapping):
        return None, [
            Problem("missing-key", "there are no settings", CONFIG_FILE, 1, hint="Write at least title and base_url.")
        ]

    fields = CONFIG_FIELDS
    if base_url is not None:
        fields = {**fields, "base_url": replace(fields["base_url"], is_required=False)}
    values, problems = read_fields(node, fields, file=CONFIG_FILE, lines=lines)
    if base_url is not None:
        try:
            values["base_url"] = normalise_base_url(base_url)
        except ValueError as error:
            problems.append(Problem("bad-value", str(error), hint=HOW_TO_WRITE_BASE_URL))
    return (None if has_errors(problems) else Config(**values)), problems


def normalise_base_url(url: str) -> str:
    """The URL with a "/" at its end and its path percent-encoded. Raises ValueError where it is no http URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError(f"{url!r} is no base URL") from None
    if not re.fullmatch(_BASE_URL, url) or not parts.hostname:
        raise ValueError(f"{url!r} is no base URL")
    path = quote(parts.path.rstrip("/") + "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{parts.scheme}://{parts.netloc}{path}"


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError(f"{name!r} is no time zone") from None
    return name


_PERMALINK = Rule(permalinks.normalise_permalink, permalinks.HOW_TO_WRITE, permalinks.PATTERN)

CONFIG_FIELDS = table(
    Field("title", str, "the site's name", "碑林", is_required=True, rule=FILLED),
    Field(
        "base_url", str, "where the site is published; `--base-url` takes its place", "https://example.org/archive/",
        is_required=True, rule=Rule(normalise_base_url, HOW_TO_WRITE_BASE_URL, _BASE_URL),
    ),
    Field("description", str, "a sentence for the home page, its feeds and search engines", "科技評論的典藏。", "none"),
    Field(
        "language", str, "of the interface, and of articles that name none, as a tag of BCP 47", "zh-Hant",
        "`zh-Hant`", rule=rules.LANGUAGE,
    ),
    Field(
        "time_zone", str, "an IANA name; decides what day it is, and what times without an offset mean", "Asia/Taipei",
        "`Asia/Taipei`", rule=Rule(_time_zone, "Write it as Asia/Taipei.", "^[A-Za-z0-9_+/-]+$"),
    ),
    Field(
        "theme", str, "a folder under `themes/`, or a theme that comes with Beilin", "ink", "`ink`",
        rule=Rule(matching(_NAME, "is no theme's name"), "Name a folder under themes/.", _NAME, ("integer", "boolean")),
    ),
    Field("author", str, "who publishes the site, for its feeds", "碑林編輯室", "the title"),
    Field(
        "menu", tuple[MenuEntry, ...], "the links of the site's menu, in order", "[{title: 標籤, address: /tags/}]",
        "none",
        parts=(
            Field("title", str, "what the link says", "標籤", is_required=True, rule=FILLED),
            Field(
                "address", str, "from the site's root, or a whole URL", "/tags/", is_required=True,
                rule=Rule(matching(_LINK, "is neither an address nor a URL"), "Write it as /tags/.", _LINK),
            ),
        ),
    ),
    Field(
        "permalinks", Permalinks, "what the addresses of articles are made of: `:slug`, `:year`, `:month`, `:day`",
        "{articles: /articles/:slug/}", "`/articles/:slug/`",
        parts=(
            Field(
                "articles", str, "parts between slashes that name the date are left out for undated articles",
                "/articles/:slug/", "`/articles/:slug/`", rule=_PERMALINK,
            ),
            Field(
                "former", tuple[str, ...], "patterns of earlier days; at each a page leads to the article",
                "[/posts/:slug/]", "none", rule=_PERMALINK,
            ),
        ),
    ),
    Field(
        "keep_sources", bool, "whether an import keeps the original bytes in `sources/`", "true", "`false`"
    ),
)  # fmt: skip
