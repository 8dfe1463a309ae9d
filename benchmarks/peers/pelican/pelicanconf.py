"""The settings of Pelican, which reads the names of this module."""

from __future__ import annotations

from typing import Any

SITENAME = "碑林"
SITEURL = "https://archive.example"
TIMEZONE = "Asia/Taipei"
DEFAULT_LANG = "zh-hant"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
PATH = "content"
ARTICLE_PATHS = ["articles"]
OUTPUT_PATH = "site"
THEME = "theme"
THEME_STATIC_DIR = ""
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
GZIP_CACHE = False
SLUGIFY_USE_UNICODE = True
SLUGIFY_SOURCE = "basename"
ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
PAGINATED_TEMPLATES = {"index": 20, "tag": 50}
DEFAULT_PAGINATION = 20
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
FEED_DOMAIN = SITEURL
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
SUMMARY_MAX_LENGTH = 50
MARKDOWN: dict[str, Any] = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
        "markdown.extensions.extra": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}
