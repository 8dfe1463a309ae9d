"""How long it takes to import saved web pages: any number of them, the same for the same count.

    .venv/bin/python -m benchmarks.importing --count 10000

The pages have the articles of corpus.py, and around each what news sites have: navigation, share buttons, related
articles, a footer, data for search engines. The import runs in a process of its own, as a user starts it; then the
letters of every article are compared with those that were composed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path

import click
from markdown_it import MarkdownIt

from benchmarks.corpus import Article, make_articles
from benchmarks.machine import describe_machine
from benchmarks.measure import measure

_MENU = ("首頁", "即時", "政治", "國際", "財經", "科技", "文化", "專欄")
_NOT_LETTERS = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[^>]*>")


def write_pages(folder: Path, articles: Sequence[Article]) -> int:
    """Write the pages; the bytes of all."""
    folder.mkdir(parents=True)
    markdown = MarkdownIt("commonmark").enable("table")
    size = 0
    for number, article in enumerate(articles):
        body = re.sub(r"\]\(([\w-]+)\.md\)", r"](/\1.html)", article.body)
        others = [articles[number - step].title for step in range(1, 7)]
        page = html_page(article, markdown.render(body), others).encode()
        (folder / f"{article.name}.html").write_bytes(page)
        size += len(page)
    return size


def html_page(article: Article, body: str, others: Sequence[str]) -> str:
    """The page of the article, with links to the others."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": f"{article.date}T08:00:00+08:00",
        "author": {"@type": "Person", "name": "林某"},
        "publisher": {"@type": "Organization", "name": article.source},
    }
    title, source = escape(article.title), escape(article.source)
    menu = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(_MENU))
    related = "".join(f'<li><a href="/a/{number}.html">{escape(other)}</a></li>' for number, other in enumerate(others))
    tags = "".join(f'<a href="/tag/{number}/">{escape(tag)}</a>' for number, tag in enumerate(article.tags))
    day = article.date
    shares = "".join(f'<a href="https://{name}.example/share">{name}</a>' for name in ("Facebook", "LINE", "X"))
    return f"""<!DOCTYPE html>
<html lang="zh-Hant"><head><meta charset="utf-8"><title>{title} - {source}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{source}">
<link rel="canonical" href="https://news.example/{article.name}.html">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>
<style>body{{margin:0}}</style></head>
<body class="post"><header class="site-header"><a class="logo" href="/">{source}</a>
<nav class="menu"><ul>{menu}</ul></nav></header>
<div class="breadcrumb"><a href="/">首頁</a> &gt; <a href="/tech/">科技</a> &gt; {title}</div>
<main><article class="article"><h1>{title}</h1>
<div class="meta"><span class="author">林某</span> <time datetime="{day}T08:00:00+08:00">{day} 08:00</time></div>
<div class="share">{shares}</div><div class="article-body">
{body}</div><div class="tags">{tags}</div></article>
<aside class="related"><h3>相關新聞</h3><ul>{related}</ul></aside></main>
<footer class="site-footer"><p>版權所有 © {source}，未經許可不得轉載。</p><a href="/about/">關於我們</a></footer>
<script>window.dataLayer=[];</script></body></html>
"""


def letters_in(markdown: str) -> str:
    """What readers see of the Markdown, letters only."""
    text = _TAG.sub("", MarkdownIt("commonmark").enable("table").render(markdown))
    return _NOT_LETTERS.sub("", unescape(text))


def compare(archive: Path, articles: Sequence[Article]) -> Counter[str]:
    """How many articles have the same title, the same day and the same letters as were composed."""
    same: Counter[str] = Counter()
    for article in articles:
        path = archive / "content/articles" / f"{article.name}.md"
        if not path.is_file():
            continue
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        same["imported"] += 1
        same["title"] += article.title in front
        same["day"] += f"date: {article.date}" in front
        same["letters"] += letters_in(body) == letters_in(article.body)
    return same


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the import of saved web pages.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--work", type=Path, help="a folder that is made and removed (default: a temporary one)")
    options = parser.parse_args()
    work = options.work or Path(tempfile.mkdtemp())
    pages, archive = work / "pages", work / "archive"
    archive.mkdir(parents=True)
    (archive / "site.yaml").write_text("title: 評測\nlanguage: zh-Hant\nbase_url: https://example.org/\n", "utf-8")
    try:
        articles = list(make_articles(options.count))
        size = write_pages(pages, articles)
        click.echo(describe_machine(work))
        command = [sys.executable, "-m", "beilin", "import", str(pages), "--root", str(archive)]
        run = measure(command, work, {**os.environ, "PYTHONPATH": str(Path.cwd())}, with_memory=True)
        click.echo(f"{options.count} pages of {size / options.count / 1000:.1f} KB on average")
        click.echo(f"wall {run.wall:.1f} s, {1000 * run.wall / options.count:.1f} ms a page, processor {run.cpu:.1f} s")
        click.echo(
            f"memory of all processes {(run.memory or 0) / 1e6:.0f} MB, of the largest {run.largest / 1e6:.0f} MB"
        )
        for what, number in compare(archive, articles).items():
            click.echo(f"{what}: {number} of {options.count} ({100 * number / options.count:.1f}%)")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
