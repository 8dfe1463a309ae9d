"""Checking a tool's output: the pages are counted, and a sample is compared with its articles word by word."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from benchmarks.corpus import Article
from benchmarks.plain import links_to_articles, squeeze, text_of_page, texts_of_markdown

HOME_SIZE, TAG_SIZE, FEED_SIZE = 20, 50, 20
SAMPLE = 20
_IN_SITEMAP = re.compile("/articles/([^/<]+)/<")


class IncompleteError(Exception):
    """A tool's output is incomplete; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The number of pages of each kind."""

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
    """The number of paths."""
    return sum(1 for _ in paths)


def check_site(output: Path, articles: Sequence[Article]) -> Pages:
    """Count all pages and compare a sample of them with their articles. Raises IncompleteError."""
    pages, expected = count_pages(output), expected_pages(articles)
    if pages != expected:
        raise IncompleteError(f"{pages} were made instead of {expected}")
    homes = "".join(read_output(path) for path in [output / "index.html", *output.glob("page/*/index.html")])
    home_text = text_of_page(homes)
    step = max(1, len(articles) // SAMPLE)
    for article in articles[::step]:
        missing = [*missing_of_article(read_output(article_page(output, article)), article)]
        missing += [f"{text} (home)" for text in (article.date, f"/{article.name}/") if text not in homes]
        if squeeze(article.title) not in home_text:
            missing.append(f"{article.title} (home)")
        if missing:
            raise IncompleteError(f"{article.name}: missing: {'; '.join(missing[:5])}")
    check_feed(read_output(output / "feed.xml"), articles)
    listed = set(_IN_SITEMAP.findall(read_output(output / "sitemap.xml")))
    unlisted = [article.name for article in articles if article.name not in listed]
    if unlisted:
        raise IncompleteError(f"{len(unlisted)} articles are not in the sitemap")
    return pages


def article_page(output: Path, article: Article) -> Path:
    """The page of an article."""
    return output / "articles" / article.name / "index.html"


def missing_of_article(page: str, article: Article) -> Iterator[str]:
    """What the page lacks of its article: title, date, tags, texts, links to other articles."""
    page_text = text_of_page(page)
    yield from (text for text in (article.title, *article.tags) if squeeze(text) not in page_text)
    yield from (text for text in [article.date] if text not in page)
    yield from (text for text in texts_of_markdown(article.body) if text not in page_text)
    yield from (f"a link to {name}" for name in links_to_articles(article.body) if f'/{name}/"' not in page)


def check_feed(feed: str, articles: Sequence[Article]) -> None:
    """The feed has the newest articles, with their texts. Raises IncompleteError."""
    entries = feed.count("<entry") + feed.count("<item>")
    if entries != min(FEED_SIZE, len(articles)):
        raise IncompleteError(f"the feed has {entries} entries")
    newest = max(articles, key=lambda article: article.date)
    page_text = text_of_page(html.unescape(feed))
    first = next(texts_of_markdown(newest.body))
    if first not in page_text:
        raise IncompleteError(f"the feed lacks the text of {newest.name}")


def read_output(path: Path) -> str:
    """The text of a file. Raises IncompleteError if there is none."""
    if not path.is_file():
        raise IncompleteError(f"there is no {path.name} in {path.parent.name}/")
    return path.read_text("utf-8")
