"""What leaves its page, as in a feed, can stand beside other articles in any document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from beilin.rendering.standalone import stand_alone
from tests.crawl import crawl
from tests.little_site import article, little_site

PAGE = "https://example.org/archive/articles/a/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p id="_p1">字</p>', "<p>字</p>"),
        ('<h2 id="節">節</h2>', "<h2>節</h2>"),
        ('<a href="#fn1" id="fnref1">[1]</a>', f'<a href="{PAGE}#fn1">[1]</a>'),
        ('<a name="x" class="y"></a>', '<a class="y"></a>'),
        ('<a href="x%23y.md?a=1&amp;b=2">x</a>', f'<a href="{PAGE}x%23y.md?a=1&amp;b=2">x</a>'),
        ('<a href="../b/">x</a>', '<a href="https://example.org/archive/articles/b/">x</a>'),
        ('<a href="/b/">x</a>', '<a href="https://example.org/b/">x</a>'),
        ('<a href="//b.example/c">x</a>', '<a href="https://b.example/c">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a href="https://b.example/a%2Fb?q=%26#c">x</a>', '<a href="https://b.example/a%2Fb?q=%26#c">x</a>'),
        ('<a href="//[">x</a>', '<a href="//[">x</a>'),
        ('<img src="a.png" srcset="b.png 480w, /c.png 720w" alt="src=&quot;x&quot;">',
         f'<img src="{PAGE}a.png" srcset="{PAGE}b.png 480w, https://example.org/c.png 720w" alt="src=&quot;x&quot;">'),
        ('<video src="a.mp4" poster="b.png"></video>', f'<video src="{PAGE}a.mp4" poster="{PAGE}b.png"></video>'),
        ('<blockquote cite="#x">字</blockquote>', f'<blockquote cite="{PAGE}#x">字</blockquote>'),
        ('<td headers="h1">字</td>', "<td>字</td>"),
        ("<p>id=&quot;x&quot; href=&quot;#y&quot;</p>", "<p>id=&quot;x&quot; href=&quot;#y&quot;</p>"),
        ('<p title="an id=x">字</p>', '<p title="an id=x">字</p>'),
    ],
)  # fmt: skip
def test_of_a_tag(html: str, expected: str) -> None:
    assert stand_alone(html, PAGE) == expected


BODY = """\
文[^1]與[節](#節)、[[#節]]、[死](dead.md)、[乙](b.md#x)、![圖](x.svg)。

## 節

- [ ] 項

| 甲 |
| - |
| 乙 |

<details><summary>更多</summary>

內容。

</details>

[^1]: 註
"""


def test_every_feed_of_a_site(tmp_path: Path) -> None:
    site = little_site(tmp_path, {
        "site.yaml": "title: 碑林\nbase_url: https://example.org/archive/\ntheme: own\n",
        "themes/own/theme.yaml": "extends: ink\nkinds:\n  all:\n    template: all.xml\n    address: /all.xml\n    for: site\n    feed: true\n",
        "themes/own/templates/all.xml": "{% extends 'ink/feed.xml' %}",
        "content/tags.yaml": "開源: {slug: open}\n",
        "content/articles/x.svg": "<svg width='1' height='2'/>",
        **{f"content/articles/{name}.md": article(name, BODY, date="2024-01-01", tags="[開源]") for name in "ab"},
    })  # fmt: skip
    assert site.build().published
    feeds = [path for path in site.outputs() if re.search(r"(?:feed|all)\.(?:xml|json)$", path)]
    assert {"feed.xml", "feed.json", "tags/open/feed.xml"} < set(feeds)
    for path in feeds:
        bodies = _bodies(site.page(path))
        assert len(bodies) == 2
        for body in bodies:
            assert not re.search(r'\s(?:id|name)="', body), path
            targets = re.findall(r'\s(?:href|src)="([^"]*)"', body)
            assert len(targets) >= 6
            assert all(target.startswith("https://example.org/archive/") for target in targets), path
            assert "<details>" in body
    broken = crawl(site.output, "https://example.org/archive/")[1]
    assert all("dead.md" in line or "#x" in line for line in broken)


def _bodies(feed: str) -> list[str]:
    if feed.startswith("{"):
        return [item["content_html"] for item in json.loads(feed)["items"]]
    return [element.text or "" for element in ElementTree.fromstring(feed).iter("{http://www.w3.org/2005/Atom}content")]
