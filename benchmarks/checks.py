"""Has a tool made what was asked of it? The pages are counted, and a sample is read word by word."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from benchmarks.corpus import Article
from benchmarks.plain import links_to_articles, squeeze, texts_of_markdown, words_of_page

HOME_SIZE, TAG_SIZE, FEED_SIZE = 20, 50, 20
SAMPLE = 20


class IncompleteError(Exception):
    """The message says what is missing in the pages of a tool."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages of each kind there are."""

    article: int
    tag: int  # the list of tags, and all pages of each tag
    home: int


def expected_pages(articles: Sequence[Article]) -> Pages:
    """The pages that every tool must make."""
    uses = Counter(tag for article in articles for tag in article.tags)
    tag_pages = 1 + sum(ceil(count / TAG_SIZE) for count in uses.values())
    return Pages(len(articles), tag_pages, ceil(len(articles) / HOME_SIZE))


def count_pages(output: Path) -> Pages:
    """The pages in an output folder."""
    home = [*output.glob("index.html"), *output.glob("page/*/index.html")]
    return Pages(count(output.glob("articles/*/index.html")), count(output.glob("tags/**/index.html")), len(home))


def count(paths: Iterator[Path]) -> int:
    """How many there are."""
    return sum(1 for _ in paths)


def check_site(output: Path, articles: Sequence[Article]) -> Pages:
    """Count all pages and read a sample of them. Raises IncompleteError."""
    found, expected = count_pages(output), expected_pages(articles)
    if found != expected:
        raise IncompleteError(f"{found} were made instead of {expected}")
    homes = "".join(_read(path) for path in [output / "index.html", *output.glob("page/*/index.html")])
    home_words = words_of_page(homes)
    step = max(1, len(articles) // SAMPLE)
    for article in articles[::step]:
        faults = [*faults_of_article(_read(article_page(output, article)), article)]
        faults += [f"{text} (home)" for text in (article.date, f"/{article.name}/") if text not in homes]
        if squeeze(article.title) not in home_words:
            faults.append(f"{article.title} (home)")
        if faults:
            raise IncompleteError(f"{article.name}: not found: {'; '.join(faults[:5])}")
    _check_feed(_read(output / "feed.xml"), articles)
    sitemap = _read(output / "sitemap.xml")
    missing = [article.name for article in articles if f"/articles/{article.name}/<" not in sitemap]
    if missing:
        raise IncompleteError(f"{len(missing)} articles are not in the sitemap")
    return found


def article_page(output: Path, article: Article) -> Path:
    """The page of an article."""
    return output / "articles" / article.name / "index.html"


def faults_of_article(page: str, article: Article) -> Iterator[str]:
    """What of the article the page lacks: its title, date and tags, any text, any link to another article."""
    words = words_of_page(page)
    yield from (text for text in (article.title, *article.tags) if squeeze(text) not in words)
    yield from (text for text in [article.date] if text not in page)
    yield from (text for text in texts_of_markdown(article.body) if text not in words)
    yield from (f"a link to {name}" for name in links_to_articles(article.body) if f'/{name}/"' not in page)


def _check_feed(feed: str, articles: Sequence[Article]) -> None:
    entries = feed.count("<entry") + feed.count("<item>")
    if entries != min(FEED_SIZE, len(articles)):
        raise IncompleteError(f"the feed has {entries} entries")
    newest = max(articles, key=lambda article: article.date)
    words = words_of_page(html.unescape(feed))
    first = next(texts_of_markdown(newest.body))
    if first not in words:
        raise IncompleteError(f"the feed lacks the text of {newest.name}")


def _read(path: Path) -> str:
    if not path.is_file():
        raise IncompleteError(f"there is no {path.name} in {path.parent.name}/")
    return path.read_text("utf-8")
