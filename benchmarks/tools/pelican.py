"""Pelican, with its cache of articles enabled."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.corpus import Article
from benchmarks.tools.tool import PEERS, Tool, output_of, pip_install

_LINK_TO_FILE = re.compile(r"\]\((?=[^)/:]+\.md\))")


def _install(home: Path) -> None:
    pip_install(home, PEERS / "pelican" / "requirements.txt")


def _version(home: Path) -> str:
    return output_of([home / "bin" / "pelican", "--version"])


def _write(article: Article) -> str:
    """The article with Pelican's front matter and its syntax for links to files."""
    return (
        f"Title: {article.title}\nDate: {article.date}\nAuthor: {article.author}\nSource: {article.source}\n"
        f"Tags: {', '.join(article.tags)}\n\n{_LINK_TO_FILE.sub(']({filename}', article.body)}"
    )


def _build(home: Path, _project: Path) -> list[str]:
    return [str(home / "bin" / "pelican"), "--quiet", "--settings", "pelicanconf.py"]


PELICAN = Tool(
    name="pelican",
    peer="pelican",
    label="Pelican",
    install=_install,
    version=_version,
    build=_build,
    articles="content/articles",
    caches=("cache", "__pycache__"),
    write=_write,
    remarks=("its files have its own kind of front matter and its own syntax for links to files",),
)
