"""Eleventy, from npm; only if npm is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from benchmarks.corpus import Article
from benchmarks.tools.tool import PEERS, Tool, links_as_addresses, output_of


def _install(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shutil.copy(PEERS / "eleventy" / "package.json", home)
    subprocess.run(["npm", "install", "--no-fund", "--no-audit", "--silent"], cwd=home, check=True)


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
    # The configuration imports a plugin, which Node looks up in the project.
    modules = project / "node_modules"
    if not modules.exists():
        modules.symlink_to(home / "node_modules")
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
    is_available=lambda: bool(shutil.which("node") and shutil.which("npm")),
    remarks=("its headings have no ids; links between articles are given as addresses",),
)
