"""Eleventy, from npm; only if npm is installed."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import Article
from benchmarks.tools.tool import PEERS, Tool, has_npm, link_modules, links_as_addresses, npm_install, output_of


def _install(home: Path) -> None:
    npm_install(home, PEERS / "eleventy" / "package.json")


def _script(home: Path) -> str:
    return str(home / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs")


def _version(home: Path) -> str:
    return output_of(["node", _script(home), "--version"])


def _write(article: Article) -> str:
    """The article for Eleventy, with links as addresses.

    The key is `topics` because Eleventy would make a collection of each of the `tags`, which no page needs.
    """
    return (
        f"---\ntitle: {article.title}\ndate: {article.date}\nauthor: {article.author}\nsource: {article.source}\n"
        f"topics: [{', '.join(article.tags)}]\n---\n\n{links_as_addresses(article.body)}"
    )


def _build(home: Path, project: Path) -> list[str]:
    link_modules(home, project)  # the configuration imports a plugin, which Node looks up in the project
    return ["node", _script(home), "--quiet"]


ELEVENTY = Tool(
    name="eleventy",
    peer="eleventy",
    label="Eleventy",
    install=_install,
    version=_version,
    build=_build,
    articles="content/articles",
    write=_write,
    is_available=has_npm,
    remarks=("its headings have no ids; links between articles are given as addresses",),
)
