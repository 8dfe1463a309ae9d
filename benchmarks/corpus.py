"""A synthetic archive of any size: the same bytes for the same count and seed, on any machine."""

from __future__ import annotations

import datetime
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from benchmarks import words
from benchmarks.prose import Writer

SEED = 1
FIRST_DAY = datetime.date(2009, 1, 1)
DAYS = 16 * 365 + 4
MAX_TAGS = 7  # at least one, and four on average
CODE_INTERVAL = 10  # every tenth article has code
MIN_LENGTH, MAX_LENGTH = 2900, 4900  # characters before the last section is completed

# The tag at rank n is drawn in proportion to 1 / n.
_TAG_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(words.TAGS) + 1)))


@dataclass(frozen=True, slots=True)
class Article:
    """An article, independent of any tool's file format."""

    name: str  # of the file, without the extension; the last part of its address
    title: str
    date: str  # YYYY-MM-DD
    author: str
    source: str
    tags: tuple[str, ...]
    body: str  # Markdown


def make_articles(count: int, seed: int = SEED) -> Iterator[Article]:
    """The archive's articles, not in chronological order. Some link to others by file."""
    names = [article_name(number) for number in range(count)]
    for number, name in enumerate(names):
        # A string is the only kind of seed that every version of Python treats in the same way.
        writer = Writer(f"{seed} {number}")
        title = writer.write("title")
        date = FIRST_DAY + datetime.timedelta(days=writer.below(DAYS))
        author = writer.write("author")
        source = writer.write("source")
        tags = draw_tags(writer)
        body = _body(writer, names, has_code=number % CODE_INTERVAL == 0)
        yield Article(name, title, date.isoformat(), author, source, tags, body)


def make_corpus(count: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """(file name, Markdown with Beilin's front matter) of each article."""
    for article in make_articles(count, seed):
        yield f"{article.name}.md", markdown_file(article)


def article_name(number: int) -> str:
    """The name of the article with that number."""
    return f"{words.STEMS[number % len(words.STEMS)]}-{number:05d}"


def markdown_file(article: Article) -> str:
    """The article with Beilin's front matter."""
    return (
        f"---\ntitle: {article.title}\ndate: {article.date}\nauthor: {article.author}\nsource: {article.source}\n"
        f"tags: [{', '.join(article.tags)}]\n---\n\n{article.body}"
    )


def draw_tags(writer: Writer) -> tuple[str, ...]:
    """One to seven different tags; some tags are much more frequent than others."""
    count = 1 + writer.below(MAX_TAGS)
    tags: list[str] = []
    while len(tags) < count:
        tag = words.TAGS[bisect(_TAG_WEIGHTS, writer.fraction() * _TAG_WEIGHTS[-1])]
        if tag not in tags:
            tags.append(tag)
    return tuple(tags)


def _body(writer: Writer, names: list[str], *, has_code: bool) -> str:
    target = MIN_LENGTH + writer.below(MAX_LENGTH - MIN_LENGTH)
    blocks = [writer.paragraph(), writer.paragraph()]
    length = sum(map(len, blocks))
    section = 0
    while length < target:
        added = [f"## {writer.write('heading')}", writer.paragraph(), writer.linking_paragraph(names)]
        if section == 1:
            added.append(writer.quote())
        elif section % 2 == 0:
            added.append(writer.bullets() if section % 4 == 0 else writer.numbers())
        if has_code and section == 2:
            added += [writer.code(), writer.paragraph(), writer.table()]
        added += [writer.paragraph() for _ in range(1 + writer.below(3))]
        blocks += added
        length += sum(map(len, added))
        section += 1
    return "\n\n".join(blocks) + "\n"
