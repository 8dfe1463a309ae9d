"""Pagefind's extended build, from npm: installing it, indexing a site, and asking it in a page."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path

from benchmarks.measure import Measure, measure
from benchmarks.search.builds import SENTENCE, files_in
from benchmarks.tools.tool import PEERS, environment, output_of

BUNDLE = "pagefind"  # the folder in the site
PAGE = "pagefind.html"  # a page that can ask it
ROOT = "[data-search-text]"  # what is indexed of a page: what Beilin indexes, besides the title
ARTICLES = "articles/*/index.html"
SUFFIXES = (".pf_index", ".pf_meta", ".pf_fragment")  # of the files of an index

# `noWorker`: the protocol of the browser slows down only what runs on the page's own thread.
_PAGE = """<!doctype html>
<meta charset="utf-8">
<title>Pagefind</title>
<script type="module">
const start = performance.now()
const pagefind = await import("/pagefind/pagefind.js?own")
await pagefind.options({ noWorker: true })
const ask = async (typed, count) => {
  const { results } = await pagefind.search(typed)
  const shown = await Promise.all(results.slice(0, count).map(result => result.data()))
  return { ids: results.map(result => result.id), titles: shown.map(data => data.meta.title), time: performance.now() }
}
const typed = new URLSearchParams(location.search).get("q")
if (typed) window.answer = ask(typed, 10).then(answer => ({ ...answer, start }))
window.ask = ask
document.body.dataset.ready = ""
</script>
"""


def install(home: Path) -> None:
    """Install it, unless this version is installed already."""
    packages = PEERS / "pagefind" / "package.json"
    installed = home / "package.json"
    if installed.exists() and installed.read_bytes() == packages.read_bytes():
        return
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shutil.copy(packages, home)
    subprocess.run(["npm", "install", "--no-fund", "--no-audit", "--silent"], cwd=home, check=True)


def binary(home: Path) -> str:
    """The binary itself, not the script of Node that starts it."""
    return str(next(home.glob("node_modules/@pagefind/*/bin/pagefind_extended")))


def version(home: Path) -> str:
    """Its version."""
    return output_of([binary(home), "--version"]).split()[-1]


def copy_pages(site: Path, folder: Path) -> None:
    """Copy the pages of a built site's articles to an empty folder, with a page that asks Pagefind."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site / "articles", folder / "articles", ignore=shutil.ignore_patterns("*.md"))
    (folder / PAGE).write_text(_PAGE, "utf-8")


def index_pages(home: Path, folder: Path) -> Measure:
    """Make the index of those pages anew. Raises CommandFailedError."""
    shutil.rmtree(folder / BUNDLE, ignore_errors=True)
    os.sync()
    command = [binary(home), "--site", str(folder), "--output-subdir", BUNDLE]
    return measure([*command, "--glob", ARTICLES, "--root-selector", ROOT, "--silent"], folder, environment())


def changed_by_sentence(home: Path, folder: Path, article: str) -> int:
    """How many files of the index are new or different after an edit of that article's page, which is then undone."""
    page = folder / "articles" / article / "index.html"
    text = page.read_text("utf-8")
    before = {file: file.read_bytes() for file in files_in(folder / BUNDLE, SUFFIXES)}
    head, mark, body = text.partition("data-search-text")
    page.write_text(head + mark + body.replace("。", f"。{SENTENCE}", 1), "utf-8")
    index_pages(home, folder)
    after = {file: file.read_bytes() for file in files_in(folder / BUNDLE, SUFFIXES)}
    page.write_text(text, "utf-8")
    index_pages(home, folder)
    return sum(before.get(file) != data for file, data in after.items())


def addresses(site: Path) -> dict[str, str]:
    """The address of each article, by the identifier that a search gives."""
    found = {}
    for file in (site / BUNDLE / "fragment").iterdir():
        text = gzip.decompress(file.read_bytes()).decode().removeprefix("pagefind_dcd")
        found[file.stem] = json.loads(text)["url"]
    return found
