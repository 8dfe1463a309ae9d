"""How long it takes to bring in a site of another generator: a Hugo site of any size, the same for the same count.

    .venv/bin/python -m benchmarks.migrating --count 10000

The articles are those of corpus.py, with what such sites have: shortcodes, `{{< ref >}}`, raw HTML, aliases,
categories, and a picture beside every tenth article. The import runs in a process of its own, as a user starts it; then
the archive is built, and must have no error.
"""

from __future__ import annotations

import argparse
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.corpus import Article, make_articles
from benchmarks.machine import describe_machine

CONFIG = """\
baseURL = "https://example.org/blog/"
title = "評測"
languageCode = "zh-tw"
[permalinks]
  post = "/:year/:month/:slug/"
"""
_PICTURE_INTERVAL = 10


def write_site(folder: Path, articles: Sequence[Article]) -> None:
    """Write the Hugo site."""
    posts = folder / "content" / "post"
    posts.mkdir(parents=True)
    (folder / "static/img").mkdir(parents=True)
    (folder / "static/img/a.png").write_bytes(picture(len(articles)))
    (folder / "config.toml").write_text(CONFIG, "utf-8")
    for number, article in enumerate(articles):
        other = articles[number - 1].name
        text = hugo_file(article, other, number)
        if number % _PICTURE_INTERVAL:
            (posts / f"{article.name}.md").write_text(text, "utf-8")
        else:
            bundle = posts / article.name
            bundle.mkdir()
            text = re.sub(r"\]\((?=[\w-]+\.md\))", "](../", text)
            (bundle / "index.md").write_text(f"{text}\n![圖](picture.png)\n", "utf-8")
            (bundle / "picture.png").write_bytes(picture(number))


def hugo_file(article: Article, other: str, number: int) -> str:
    """The article as Hugo has it, with a link to the other one."""
    tags = ", ".join(f'"{tag}"' for tag in article.tags)
    return (
        f'+++\ntitle = "{article.title}"\ndate = {article.date}T08:00:00+08:00\ntags = [{tags}]\n'
        f'categories = ["{article.source}"]\naliases = ["/old/{number}/"]\n+++\n\n{article.body}\n'
        f'{{{{< figure src="https://example.org/blog/img/a.png" title="圖說" >}}}}\n\n'
        f'見[前文]({{{{< ref "{other}.md" >}}}})。<a href="https://example.org/blog/">首頁</a>\n\n'
        "{{< highlight python >}}\nprint(1)\n{{< /highlight >}}\n\n{{< unknown 1 >}}\n"
    )


def picture(number: int) -> bytes:
    """A PNG of one pixel, a different one for each number."""
    pixel = bytes((number >> 16 & 255, number >> 8 & 255, number & 255))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" + pixel)),
        (b"IEND", b""),
    )
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def timed(command: Sequence[str]) -> float:
    """The seconds that the command takes. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the import of a Hugo site.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--work", type=Path, help="a folder that is made and removed (default: a temporary one)")
    options = parser.parse_args()
    work = options.work or Path(tempfile.mkdtemp())
    old, archive = work / "old", work / "archive"
    beilin = [sys.executable, "-m", "beilin"]
    try:
        write_site(old, list(make_articles(options.count)))
        click.echo(describe_machine(work))
        for name, command in (
            ("import", ["import", str(old), "--root", str(archive)]),
            ("import again", ["import", str(old), "--root", str(archive)]),
            ("build", ["build", "--root", str(archive)]),
        ):
            click.echo(f"{name}: {timed([*beilin, *command]):.1f} s for {options.count} files")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
