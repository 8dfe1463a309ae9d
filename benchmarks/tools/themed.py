"""Generators with a theme as people have it: what is compared, and where its parts are in the output."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import Article, markdown_file
from benchmarks.tools.beilin import BEILIN, BEILIN_INK, BEILIN_INK_WITHOUT_SEARCH
from benchmarks.tools.hugo import HUGO
from benchmarks.tools.tool import PEERS, Tool, has_npm, link_modules, links_as_addresses, npm_install


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of Hugo, of which this repository has nothing: a commit of a repository that the user has cloned."""

    name: str  # also of its folder below themes/
    repository: str
    commit: str

    def extract(self, clone: Path, project: Path) -> None:
        """Write the theme into the project; the clone may be a bare one. Raises CalledProcessError."""
        folder = project / "themes" / self.name
        folder.mkdir(parents=True)
        command = ["git", "-C", str(clone), "archive", self.commit]
        archive = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)


@dataclass(frozen=True, slots=True)
class Themed:
    """A generator with a theme, and where in its output is what all have."""

    tool: Tool
    feed: str
    archives: str  # the pattern of the pages that together list all articles
    search: str = ""  # the file with all texts; for Beilin what says how many articles its index has
    theme: Theme | None = None
    is_one_process: bool = True  # so that its memory is that of its largest process, which costs nothing to measure


_LINKS = "links between articles are given as addresses"

INK = Themed(BEILIN_INK, "feed.xml", "years/**/index.html", "search/meta.json", is_one_process=False)

INK_WITHOUT_SEARCH = replace(INK, tool=BEILIN_INK_WITHOUT_SEARCH, search="")

# It has no archives; each article has a tag.
PARITY = replace(INK, tool=BEILIN, archives="tags/**/index.html", search="")

PAPERMOD = Themed(
    replace(
        HUGO,
        name="hugo-papermod",
        peer="hugo-papermod",
        installed_for="hugo",
        label="Hugo with PaperMod",
        serve=None,
        remarks=(
            f"no related articles; the search is one file with all texts, searched by Fuse.js; {_LINKS}; the output is "
            "not minified",
        ),
    ),
    "index.xml",
    "archives/index.html",
    "index.json",
    Theme("papermod", "https://github.com/adityatelange/hugo-PaperMod", "d3768854d00ad003b0a8dbdba254ce9224377a01"),
)

STACK = Themed(
    replace(
        HUGO,
        name="hugo-stack",
        peer="hugo-stack",
        installed_for="hugo",
        label="Hugo with Stack",
        serve=None,
        remarks=(
            f"related articles by tags; the search is one file with all texts, searched word by word; {_LINKS}; fonts, "
            "icons and scripts come from other hosts when a page is read",
        ),
    ),
    "index.xml",
    "archives/index.html",
    "search/index.json",
    Theme("stack", "https://github.com/CaiJimmy/hugo-theme-stack", "3e123a30b79b5d52a3a8e88a9dd678fcfd28e418"),
)


def _install_hexo(home: Path) -> None:
    npm_install(home, PEERS / "hexo-next" / "package.json")


def _version_of_hexo(home: Path) -> str:
    package = json.loads((home / "node_modules" / "hexo" / "package.json").read_text("utf-8"))
    return str(package["version"])


def _write_for_hexo(article: Article) -> str:
    return markdown_file(replace(article, body=links_as_addresses(article.body)))


def _build_with_hexo(home: Path, project: Path) -> list[str]:
    link_modules(home, project)
    return ["node", str(home / "node_modules" / "hexo-cli" / "bin" / "hexo"), "generate", "--silent"]


NEXT = Themed(
    Tool(
        name="hexo-next",
        peer="hexo-next",
        label="Hexo with NexT",
        install=_install_hexo,
        version=_version_of_hexo,
        build=_build_with_hexo,
        articles="source/_posts",
        caches=("db.json",),
        write=_write_for_hexo,
        is_available=has_npm,
        remarks=(
            "the home pages show whole articles, as by default; no related articles; the search is one file with all "
            f"texts; {_LINKS}; icons and scripts come from other hosts when a page is read; its database is kept",
        ),
    ),
    "feed.xml",
    "archives/**/index.html",
    "search.json",
)

THEMED = (INK, INK_WITHOUT_SEARCH, PAPERMOD, STACK, NEXT)
