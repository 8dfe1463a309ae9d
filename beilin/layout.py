"""Where things are in an archive: every path, folder name and root of addresses."""

from __future__ import annotations

from pathlib import Path

CONFIG_FILE = "site.yaml"
SITE = "site"  # the default output folder
THEMES = "themes"
STATE_FOLDER = ".beilin"  # caches and notes of Beilin's own; it may be deleted at any time
PREVIEW, DEPLOYED = "preview", "deploy"  # the output folders in it
TERMINAL_INDEX = "search"  # likewise, the folder of the index that commands search
HISTORY_CACHE = "history"  # likewise, the file of what git said of articles
SHARE_CACHE = "share"  # likewise, of the share pictures that were drawn

SOURCES = "sources"  # the bytes of imported sources, under their SHA-256 and names; files there never change
MAX_SOURCE_NAME = 180  # bytes of the name of a source in that of its file

FONTS = "fonts"  # what pictures are lettered with; nothing there is published

LINKS_FILE = "links.jsonl"  # what is known of each address on another host that the archive links to
SNAPSHOTS = "snapshots"  # pages of other hosts, as WARC files
SNAPSHOT_INDEX = "snapshots/index.jsonl"  # what is in them

CONTENT = "content"
ARTICLES = "content/articles/"
PAGES = "content/pages/"
PARTS = "content/parts/"  # included by other Markdown files, and not published by themselves
IMPORT_RECORD = ".source.yaml"  # ends the name of the import record beside a Markdown file
DATA = "content/data/"  # for templates
MARKDOWN_FOLDERS = (ARTICLES, PAGES, PARTS)
TAGS_FILE = "content/tags.yaml"
REDIRECTS_FILE = "content/redirects.yaml"  # former addresses
NOT_FOUND_SOURCE = "content/pages/404.md"

HOME = "/"
COLLATION = "collation/"  # below the address of an article
SHARE_PICTURE = "share.png"  # likewise
UNDATED = "/undated/"
TIMELINE = "/timeline/"
DAYS = "/days/"  # the articles of each day of the year, for a script
ABOUT = "/about/"  # of a standalone page that the archive may have
FEEDS = "/feeds/"  # the page that lists them
FEED = "/feed.xml"
JSON_FEED = "/feed.json"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
TDM_RESERVATION = "/.well-known/tdmrep.json"  # https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
NOT_FOUND = "/404.html"
SEARCH = "/search/"  # the page, with the index below it
IDS = "/id/"  # below it, a page for each permanent identifier, which redirects to the article
OPENSEARCH = "/opensearch.xml"
DEAD_LINKS = "/dead-links/"  # the report
SERVICE_WORKER = "/sw.js"
NO_JEKYLL = ".nojekyll"  # an output file that keeps hosts from running Jekyll on the site


def has_page(path: str) -> bool:
    """Whether the file is the Markdown of an article or a standalone page."""
    return path.endswith(".md") and path.startswith((ARTICLES, PAGES))


def id_address(id: str) -> str:
    """The address at a permanent identifier."""
    return f"{IDS}{id}/"


def import_record_path(article: str) -> str:
    """The path of the import record beside a Markdown file."""
    return article.removesuffix(".md") + IMPORT_RECORD


def kept_source_path(digest: str, name: str) -> str:
    """Where the bytes of a source with that SHA-256 and name are kept, from the archive's root."""
    # The end of the name, because it has the suffix. The path is computed, so the folder is never searched.
    return f"{SOURCES}/{digest}-{name.encode()[-MAX_SOURCE_NAME:].decode(errors='ignore')}"


def theme_places(root: Path) -> tuple[Path, ...]:
    """The folders in which a theme is looked up, in that order: the archive's, the package's, the checkout's."""
    package = Path(__file__).resolve().parent
    return root / THEMES, package / THEMES, package.parent / THEMES
