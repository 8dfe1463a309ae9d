"""What the search needs of a theme: pages with the text that is indexed, and nothing of it where there is no search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from beilin.indexing.documents import SearchText
from beilin.text.folding import tokens
from tests.browser.sample import EVERYTHING
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, article
from tests.test_search_texts import contents
from tests.theme.conftest import ROOT, Built
from tests.theme.page_text import page_blocks
from tests.theme.test_inheritance import family

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
MAX_CLIENT = 8704  # gzip; with the scripts of any page 16 KB at most
OTHERS: dict[str, str | bytes] = {
    "content/images/x.svg": "<svg/>",
    "content/parts/part.md": "## 條款\n\n依[[one]]，見[下](#條款)。[^1]\n\n[^1]: 部件的註。\n",
    "content/articles/every.md": article(
        "全", re.sub(r"\.\./images/[a-z-]+\.(svg|png)", "../images/x.svg", re.sub(r"\]\([a-z-]+\.md\)", "](one.md)", EVERYTHING))
        + "\n\n![[part]]\n\n見[[one]]與[[one|那篇]]、C++<br>換行。\n",
    ),
}  # fmt: skip


def _words(texts: Iterable[str]) -> list[str]:
    return [token.text for text in texts for token in tokens(text)]


def _differing(output: Path, found: Iterable[tuple[str, SearchText]]) -> list[str]:
    """The addresses of the pages whose marked text is not the one that is indexed, folded."""
    wrong = []
    for address, text in found:
        blocks = page_blocks((output / address.strip("/") / "index.html").read_text("utf-8"))
        headings, others = ([block for block, is_heading in blocks if is_heading is wanted] for wanted in (True, False))
        if (_words(headings), _words(others)) != (_words([text.headings]), _words([text.body])) or not blocks:
            wrong.append(address)
    return wrong


def test_pages_have_the_text_that_is_indexed(built: Built) -> None:
    found = [(document.address, text) for document, text in contents(built.output.parent)[1].values()]
    assert len(found) > 40
    assert _differing(built.output, found) == []


@pytest.mark.parametrize("theme", ["ink", "plain"])
def test_a_page_with_every_construct_has_the_text_that_is_indexed(make_site: MakeSite, theme: str) -> None:
    site = family(make_site, theme, OTHERS)
    assert site.build().published
    document, text = contents(site.root)[1]["every"]
    assert len(_words([text.body])) > 280
    assert "部件的註" in text.body
    assert _differing(site.output, [(document.address, text)]) == []
    other = SearchText(text.title, text.headings, text.body.replace("結尾", "結束"))
    assert _differing(site.output, [(document.address, other)]) == [document.address]


def test_opensearch_describes_the_search(built: Built) -> None:
    description = ElementTree.fromstring(built.text("opensearch.xml").encode())
    assert description.tag == f"{OPENSEARCH}OpenSearchDescription"
    (url,) = description.iter(f"{OPENSEARCH}Url")
    assert url.get("template") == "https://example.org/archive/search/?q={searchTerms}"
    assert '<link rel="search" type="application/opensearchdescription+xml"' in built.text(
        "articles/llama-family/index.html"
    )


def test_without_search_nothing_of_it_is_in_a_page(make_site: MakeSite) -> None:
    site = family(make_site, "ink", {"site.yaml": SETTINGS.replace("theme: bare", "theme: ink\nsearch: false")})
    site.build_well()
    outputs = site.outputs()
    assert not [path for path in outputs if "search" in path]
    for path, content in outputs.items():
        if path.endswith(".html"):
            assert b"search/" not in content, path
            assert b'class="search"' not in content, path


def test_the_scripts_are_small_and_run_nothing_from_text() -> None:
    import gzip

    from beilin.rendering.assets import AssetFile, prepare_assets

    paths = sorted((ROOT / "themes/ink/assets").glob("search*.js"))
    files = {path.name: AssetFile(path.name, path.read_bytes()) for path in paths}
    uses = "".join(f'{{{{ assets["{name}"] }}}}' for name in files)
    published, _ = prepare_assets(files, {"page.html": uses}, ["page.html"])
    assert len(published) == 3
    assert sum(len(gzip.compress(asset.content or b"", 9)) for asset in published.values()) <= MAX_CLIENT
    for file in files.values():
        assert not re.search(
            rb"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|setTimeout\(['\"]", file.data
        )
