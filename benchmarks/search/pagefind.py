"""Pagefind's extended build, from npm: installing it, indexing a site, and asking it in a page."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Peer:
    """Pagefind as it is installed, and the articles' pages that it indexes."""

    home: Path
    folder: Path

    @property
    def binary(self) -> str:
        """The binary itself, not the script of Node that starts it."""
        return str(next(self.home.glob("node_modules/@pagefind/*/bin/pagefind_extended")))

    @property
    def label(self) -> str:
        """Its name with its version."""
        return f"Pagefind {output_of([self.binary, '--version']).split()[-1]}"


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


def copy_pages(site: Path, peer: Peer) -> None:
    """Copy the pages of a built site's articles to the folder, with a page that asks Pagefind."""
    shutil.rmtree(peer.folder, ignore_errors=True)
    shutil.copytree(site / "articles", peer.folder / "articles", ignore=shutil.ignore_patterns("*.md"))
    (peer.folder / PAGE).write_text(_PAGE, "utf-8")


def index_pages(peer: Peer) -> Measure:
    """Make the index of those pages anew. Raises CommandFailedError."""
    shutil.rmtree(peer.folder / BUNDLE, ignore_errors=True)
    os.sync()
    command = [peer.binary, "--site", str(peer.folder), "--output-subdir", BUNDLE]
    return measure([*command, "--glob", ARTICLES, "--root-selector", ROOT, "--silent"], peer.folder, environment())


def changed_by_sentence(peer: Peer, article: str) -> int:
    """How many files of the index are new or different after an edit of that article's page, which is then undone."""
    page = peer.folder / "articles" / article / "index.html"
    text = page.read_text("utf-8")
    before = {file: file.read_bytes() for file in files_in(peer.folder / BUNDLE, SUFFIXES)}
    head, mark, body = text.partition("data-search-text")
    page.write_text(head + mark + body.replace("。", f"。{SENTENCE}", 1), "utf-8")
    index_pages(peer)
    after = {file: file.read_bytes() for file in files_in(peer.folder / BUNDLE, SUFFIXES)}
    page.write_text(text, "utf-8")
    index_pages(peer)
    return sum(before.get(file) != data for file, data in after.items())


def addresses(peer: Peer) -> dict[str, str]:
    """The address of each article, by the identifier that a search gives."""
    found = {}
    for file in (peer.folder / BUNDLE / "fragment").iterdir():
        text = gzip.decompress(file.read_bytes()).decode().removeprefix("pagefind_dcd")
        found[file.stem] = json.loads(text)["url"]
    return found
