"""Zensical, as a blog whose categories are the tags."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import Article
from benchmarks.tools.tool import PEERS, Tool, output_of, pip_install


def _install(home: Path) -> None:
    pip_install(home, PEERS / "zensical" / "requirements.txt")


def _version(home: Path) -> str:
    return output_of([home / "bin" / "zensical", "--version"]).split()[-1]


def _write(article: Article) -> str:
    """The article for Zensical's blog."""
    return (
        f"---\ntitle: {article.title}\ndate: {article.date}\nauthor: {article.author}\nsource: {article.source}\n"
        f"categories: [{', '.join(article.tags)}]\n---\n\n{article.body}"
    )


def _build(home: Path, _project: Path) -> list[str]:
    return [str(home / "bin" / "zensical"), "build"]


ZENSICAL = Tool(
    name="zensical",
    peer="zensical",
    label="Zensical",
    install=_install,
    version=_version,
    build=_build,
    articles="docs/articles",
    caches=(".cache",),
    write=_write,
    remarks=(
        "tags are the categories of its blog; the list of tags has no counts, the sitemap no dates; it also makes a "
        "second feed, a 404 page and its theme's assets",
    ),
)
