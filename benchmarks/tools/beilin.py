"""Beilin itself, twice: with the pages that all tools make, and with its default theme."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.tools.tool import PEERS, Tool, output_of
from benchmarks.words import TAGS

BUILD_PY = Path(__file__).parent.parent.parent / "build.py"

_TAG_AUTHORITY = {"content/tags.yaml": "".join(f"{tag}:\n" for tag in TAGS)}


def _no_install(_home: Path) -> None:
    pass


def _version(_home: Path) -> str:
    return output_of([sys.executable, BUILD_PY, "--version"]).split()[-1]


def _build(_home: Path, _project: Path) -> list[str]:
    return [sys.executable, str(BUILD_PY), "build"]


def _serve(_home: Path, _project: Path, port: int) -> list[str]:
    return [sys.executable, str(BUILD_PY), "serve", "--port", str(port)]


BEILIN = Tool(
    name="beilin",
    peer="beilin",
    label="Beilin",
    install=_no_install,
    version=_version,
    build=_build,
    articles="content/articles",
    other_files=_TAG_AUTHORITY,
    caches=(".beilin",),
    serve=_serve,
)

BEILIN_INK = Tool(
    name="beilin-ink",
    peer="beilin-ink",
    label="Beilin, all of ink",
    install=_no_install,
    version=_version,
    build=_build,
    articles="content/articles",
    other_files=_TAG_AUTHORITY,
    caches=(".beilin",),
    serve=_serve,
    remarks=(
        "makes more pages: Markdown beside each article, years, authors, sources, a feed for each tag, a JSON feed; "
        "with more on each: summaries, a table of contents, related articles, structured data; and the search with its "
        "index",
    ),
)


def ink_with(setting: str, name: str, label: str) -> Tool:
    """Beilin with ink and one more setting."""
    settings = (PEERS / BEILIN_INK.peer / "site.yaml").read_text("utf-8") + f"{setting}\n"
    return replace(
        BEILIN_INK, name=name, label=label, other_files={**_TAG_AUTHORITY, "site.yaml": settings}, remarks=()
    )


BEILIN_INK_WITHOUT_SEARCH = ink_with("search: false", "beilin-ink-no-search", "Beilin, ink without search")
