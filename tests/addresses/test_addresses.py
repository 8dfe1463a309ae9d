"""Addresses are permanent: each one ever recorded shows the same words of the archive, or redirects to where they are.

`recorded.json` has every address of the sample archive, and the words of its content that a visitor reads there. The
theme's own words are not recorded, and neither are the titles of other articles on an article's page: which articles
are related may change. Theme assets are left out, because their names contain a digest of their bytes, and so are the
files of the search index, which only its script asks for.
A path with `file:` names the source file whose bytes are published unchanged.

`--regenerate` adds addresses and words, drops none, and writes nothing while any is lost.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from beilin.planning.kinds import KINDS as KINDS_OF_PAGE
from tests.addresses.sample import build_variants, own_words
from tests.addresses.shown import address_of, destination, file_of, redirect_of, text_at
from tests.little_site import LittleSite

RECORD = Path(__file__).parent / "recorded.json"
FILE = "file:"  # before the source of what is published as it is

Recorded = dict[str, dict[str, list[str]]]  # by variant and address

_UNRECORDED = re.compile(r"assets/|search/(?!index\.html)")
_LIST = r"(page/\d+/)?"
# The addresses of each kind of page. A redirect is known by what it does.
KINDS = {
    "home": "/" + _LIST,
    "article": r"/articles/[^/]+/",
    "tombstone": "/articles/stolen/",
    "collation": r"/articles/[^/]+/collation/" + _LIST,
    "markdown": r"/articles/[^/]+/index\.md",
    "page": "/about/",
    "not-found": r"/404\.html",
    "tags": "/tags/" + _LIST,
    "tag": "/tags/(?!page/)[^/]+/" + _LIST,
    "tag-feed": r"/tags/[^/]+/feed\.xml",
    "years": "/years/",
    "year": r"/years/\d{4}/" + _LIST,
    "undated": "/undated/" + _LIST,
    "authors": "/authors/" + _LIST,
    "author": "/authors/(?!page/)[^/]+/" + _LIST,
    "sources": "/sources/" + _LIST,
    "source": "/sources/(?!page/)[^/]+/" + _LIST,
    "series-list": "/series/" + _LIST,
    "series": "/series/(?!page/)[^/]+/" + _LIST,
    "timeline": "/timeline/",
    "timeline-year": r"/timeline/(\d{4}|undated)/" + _LIST,
    "search": "/search/",
    "feed-list": "/feeds/",
    "dead-links": "/dead-links/",
    "days": r"/days/\d\d\.json",
    "opensearch": r"/opensearch\.xml",
    "feed": r"/feed\.xml",
    "json-feed": r"/feed\.json",
    "sitemap": r"/sitemap\.xml",
    "robots": r"/robots\.txt",
    "service-worker": r"/sw\.js",
    "article-twin": r"/zh-Han[st]/articles/[^/]+/",
    "page-twin": "/zh-Hans/about/",
    "tombstone-twin": "/zh-Hans/articles/stolen/",
}
# Of settings that the sample lacks: drawn with a font, and for machines alone. They have no text.
_WITHOUT_TEXT = {"share-picture", "share-picture-twin", "tdm-reservation", "export", "book", "sitemap-index"}


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> dict[str, LittleSite]:
    """The built sample archives by name."""
    return build_variants(tmp_path_factory.mktemp("addresses"))


@pytest.fixture(scope="module")
def recorded(variants: dict[str, LittleSite], *, regenerate: bool) -> Recorded:
    """What is recorded, with what is new if that is to be added."""
    record: Recorded = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    if regenerate and not _lost(variants, record):
        for name, site in variants.items():
            known = record.setdefault(name, {})
            for address, words in _everything_shown(site).items():
                known[address] = sorted({*known.get(address, ()), *words})
        RECORD.write_text(_as_text(record), "utf-8")
    return record


def test_every_recorded_address_still_shows_its_words(variants: dict[str, LittleSite], recorded: Recorded) -> None:
    lost = _lost(variants, recorded)
    assert recorded
    assert not lost, "\n".join(["Addresses are permanent. These no longer show what they did:", *lost])


def test_every_address_of_the_sample_is_recorded(variants: dict[str, LittleSite], recorded: Recorded) -> None:
    missing = [
        f"{name}: {address}"
        for name, site in variants.items()
        for address in _addresses(site)
        if address not in recorded[name]
    ]
    assert not missing, "\n".join(["Add these with --regenerate:", *missing])


def test_an_address_of_every_kind_is_recorded(variants: dict[str, LittleSite], recorded: Recorded) -> None:
    assert KINDS.keys() == {kind.name for kind in KINDS_OF_PAGE if not kind.is_redirect} - _WITHOUT_TEXT, (
        "say what the addresses of a new kind of page look like"
    )
    output, addresses = variants["plain"].output, recorded["plain"]
    redirects = {address for address in addresses if redirect_of(output, address)}
    assert redirects
    for kind, pattern in KINDS.items():
        assert [one for one in addresses.keys() - redirects if re.fullmatch(pattern, one)], kind


def _addresses(site: LittleSite) -> list[str]:
    return [address_of(path) for path in sorted(site.outputs()) if not _UNRECORDED.match(path)]


def _everything_shown(site: LittleSite) -> dict[str, list[str]]:
    """The words to record for each address."""
    content = (site.root / "content").rglob("*.*")
    sources = {path.read_bytes(): path for path in content if path.suffix not in (".md", ".yaml")}
    shown = {}
    for address in _addresses(site):
        source = sources.get(file_of(site.output, address).read_bytes())
        if source:
            shown[address] = [FILE + source.relative_to(site.root).as_posix()]
            continue
        end = destination(site.output, address)
        text = text_at(site.output, end) or ""
        words = own_words(site, end, text_at(site.output, end + "index.md"))
        shown[address] = [word for word in words if word in text]
    return shown


def _lost(variants: dict[str, LittleSite], record: Recorded) -> list[str]:
    return [
        f"{name}: {address}: {problem}"
        for name, addresses in record.items()
        for address, words in addresses.items()
        if (problem := _what_is_lost(variants[name], address, words))
    ]


def _what_is_lost(site: LittleSite, address: str, words: list[str]) -> str:
    """What the address no longer shows; "" if it shows everything."""
    text = text_at(site.output, address)
    if text is None:
        return "nothing is there"
    lost = [word for word in words if not word.startswith(FILE) and word not in text]
    end = file_of(site.output, destination(site.output, address))
    files = [word.removeprefix(FILE) for word in words if word.startswith(FILE)]
    lost += [FILE + source for source in files if end.read_bytes() != (site.root / source).read_bytes()]
    return f"without {'、'.join(lost)}" if lost else ""


def _as_text(record: Recorded) -> str:
    """The record as JSON, sorted, an address a line."""
    variants = []
    for name, addresses in sorted(record.items()):
        lines = [
            f"  {json.dumps(address, ensure_ascii=False)}: {json.dumps(words, ensure_ascii=False)}"
            for address, words in sorted(addresses.items())
        ]
        variants.append(f" {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(variants) + "\n}\n"
