"""Whatever a file is called, and however its name is written in a link, the page leads to the file as it is published."""

from __future__ import annotations

import json
import re
import unicodedata
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urljoin

import pytest

from beilin.building.build import BuildOptions
from beilin.checking.check import check
from tests.crawl import crawl, resolve
from tests.little_site import LittleSite, article, little_site

BASE = "https://example.org/"
INK = {"site.yaml": "title: 碑林\nbase_url: https://example.org/\n"}
# Names with every character that URLs, Markdown and HTML give a meaning to.
NAMES = [
    "C#筆記", "what?", "100%", "100%25", "a+b", "a b", "a&b;c", "(a)[b]", "a'b", 'a"b', "`a`", "50%zz", "a=b,c", "a~$@!*",
    "圖　全形", unicodedata.normalize("NFC", "がぞう café"), unicodedata.normalize("NFD", "がくしゅう né"), "a:b", "<a>", "a\\b",
]  # fmt: skip
# A target, its path already written as a URL, in each notation that has one.
NOTATIONS = {
    "link": "[x]({0})",
    "angle brackets": "[x](<{0}>)",
    "definition": "[x][y]\n\n[y]: <{0}> 'title'",
    "HTML": '<a href="{0}">x</a>',
    "HTML in a block": '<p>\n<a href="{0}">x</a>\n</p>',
}
_TARGET = re.compile(r'<(?:a|img)[^>]* (?:href|src)="([^"]*)"')


def site_with(root: Path, body: str, **files: str | bytes) -> LittleSite:
    return little_site(root, {"content/articles/a.md": article("甲", body, date="2024-01-01"), **files})


def targets_in(site: LittleSite, path: str = "articles/a/index.html") -> list[str]:
    """The links and images of an article's body."""
    return [unescape(target) for target in _TARGET.findall(site.page(path).partition("<article")[2])]


def leads_to(site: LittleSite, target: str, page: str = "articles/a/") -> bytes | None:
    """What a host answers when a browser follows the target."""
    file = resolve(site.output, BASE, urljoin(BASE + page, target).partition("#")[0])
    return file.read_bytes() if file else None


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_name_can_be_linked(tmp_path: Path, notation: str) -> None:
    files: dict[str, str | bytes] = {f"content/files/{name}.pdf": f"PDF {name}" for name in NAMES}
    written = [f"../files/{quote(name)}.pdf" for name in NAMES] + [f"/files/{quote(name)}.pdf" for name in NAMES]
    body = "\n\n".join(
        NOTATIONS[notation].format(target).replace("[y]", f"[y{number}]") for number, target in enumerate(written)
    )
    site = site_with(tmp_path, body + "\n", **files, **INK)
    site.build_well()
    found = targets_in(site)[: len(written)]
    assert [leads_to(site, target) for target in found] == [f"PDF {name}".encode() for name in (*NAMES, *NAMES)]
    assert crawl(site.output, BASE)[1] == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
def test_normalisation_does_not_matter(
    tmp_path: Path, form: Literal["NFC", "NFD"], on_disk: Literal["NFC", "NFD"]
) -> None:
    name, linked = unicodedata.normalize(on_disk, "がぞうé"), unicodedata.normalize(form, "がぞうé")
    site = site_with(
        tmp_path,
        f"[一]({linked}.md#がé) [二](../files/{linked}.pdf) ![三](<../files/{linked}.bin>) [四](/files/{linked}.pdf) "
        f"[[{linked}]] <a href='../files/{linked}.pdf'>五</a> [六](#{linked})\n\n## {name}\n",
        **{f"content/articles/{name}.md": article("乙", "## がé\n"), **INK},
        **{f"content/files/{name}.{ending}": "PDF" for ending in ("pdf", "bin")},
    )
    site.build_well()
    found = targets_in(site)
    assert [leads_to(site, target) is not None for target in found[:6]] == [True] * 6
    assert crawl(site.output, BASE)[1] == []  # ids as well
    codes = {problem.code for problem in check(site.root, site.options).problems}
    assert not codes & {"broken-link", "broken-image", "dead-anchor"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
def test_normalisation_of_the_name_of_a_part_does_not_matter(
    tmp_path: Path, form: Literal["NFC", "NFD"], on_disk: Literal["NFC", "NFD"]
) -> None:
    part = f"content/parts/{unicodedata.normalize(on_disk, 'がé')}.md"
    site = site_with(tmp_path, f"![[{unicodedata.normalize(form, 'がé')}]]\n", **{part: "部分。\n"})
    site.build_well()
    assert "部分。" in site.page("articles/a/index.html")
    site.write({part: "改過。\n"})
    assert site.build_well().rendered
    assert "改過。" in site.page("articles/a/index.html")


def test_a_number_sign_or_question_mark_in_a_name_may_stand_for_itself(tmp_path: Path) -> None:
    site = site_with(tmp_path, "[x](C#.md) [y](<../files/a?b.pdf>)\n",
                     **{"content/articles/C#.md": article("丙"), "content/files/a?b.pdf": "PDF"})  # fmt: skip
    site.build_well()
    assert leads_to(site, targets_in(site)[1]) == b"PDF"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("B.md", "Did you mean b.md?"),
        ("../Files/x.PDF", "Did you mean ../files/x.pdf?"),
        ("..%2Ffiles%2Fx.pdf", "Did you mean ../files/x.pdf?"),
        ("../files/one+two.pdf", "Did you mean ../files/one%20two.pdf?"),
        ("../files/a%20b.txt", "Did you mean ../files/a%2520b.txt?"),
        ("../../../../files/x.pdf", "There is no ../../files/x.pdf; write the path from this file."),
        ("b%00.md", "No file can have this name; check the address."),
        ("%C0%AE.md", "No file can have this name; check the address."),
        ("/Files/x.pdf", "Did you mean /files/x.pdf?"),
        ("/articles/B", "Did you mean /articles/b/?"),
        ("/a%2Fb", "No file can have this name; check the address."),
    ],
)
def test_what_leads_nowhere_is_reported_with_what_was_meant(tmp_path: Path, written: str, hint: str) -> None:
    site = site_with(
        tmp_path, f"一\n二\n\n三\n[x]({written})\n",
        **{"content/articles/b.md": article("乙"), "content/files/x.pdf": "", "content/files/one two.pdf": "",
           "content/files/a%20b.txt": ""},
    )  # fmt: skip
    (problem,) = site.build().problems
    assert (problem.code, problem.file, problem.line) == ("broken-link", "content/articles/a.md", 10)
    assert problem.hint.startswith(hint)


def test_the_same_target_is_reported_on_each_of_its_lines(tmp_path: Path) -> None:
    site = site_with(
        tmp_path, "字 [a](x.md)\n[b](xx.md) 字\n[c](x.md) [d](x.md)\n\n- [e](x.md)\n- <x.md>\n- [f](x.md)\n"
    )
    lines = [problem.line for problem in site.build().problems if problem.message.startswith("the link 'x.md'")]
    assert lines == [6, 8, 8, 10, 12]


EXTERNAL = [
    "https://zh.wikipedia.org/wiki/C%23", "https://example.com/a%2Fb", "https://example.com/what%3Fx", "https://example.com/100%25",
    "https://example.com/a%2Bb?q=%26&r=%3D#%E4%B8%AD", "https://example.com/%e4%b8%ad", "https://example.com/~a;b,c",
    "https://example.com/%C0%AF", "https://example.com/a%20b", "mailto:a%2Bb@example.com",
]  # fmt: skip


@pytest.mark.parametrize(
    "notation", ["[x]({0})", "[x](<{0}>)", "<{0}>", "[x][y]\n\n[y]: {0}", '<a href="{0}">x</a>', "{0} 字"]
)
@pytest.mark.parametrize("target", EXTERNAL)
def test_other_sites_are_linked_byte_for_byte(tmp_path: Path, notation: str, target: str) -> None:
    if notation.startswith("{0}") and not target.startswith("https"):
        pytest.skip("no link without a notation")
    site = site_with(tmp_path, notation.format(target) + "\n")
    site.build_well()
    assert targets_in(site) == [target]


def test_the_source_of_an_article_is_linked_byte_for_byte(tmp_path: Path) -> None:
    source = "https://zh.wikipedia.org/wiki/C%23?a=%26&b=%3D#%E4%B8%AD"
    site = site_with(tmp_path, "文。\n")
    site.write({"content/articles/a.md": article("甲", date="2024-01-01", source_url=source), **INK})
    site.build()
    assert f'<a href="{source.replace("&", "&amp;")}" rel="external">' in site.page("articles/a/index.html")
    assert f'<link rel="via" href="{source.replace("&", "&amp;")}"/>' in site.page("feed.xml")
    assert json.loads(site.page("feed.json"))["items"][0]["external_url"] == source


OWN = ["https://example.org", "http://example.org", "//example.org", "HTTPS://EXAMPLE.org:443"]


@pytest.mark.parametrize("own", OWN)
def test_whole_urls_of_the_site_are_links_into_the_archive(tmp_path: Path, own: str) -> None:
    site = site_with(
        tmp_path,
        f"[一]({own}/articles/b/#節) [二]({own}/articles/b) [三]({own}/articles/b/index.html?x#節) [四]({own})\n"
        f"[五]({own}/nope/)\n[六]({own}/articles/b/#nope)\n![七]({own}/files/x.svg)\n",
        **{"content/articles/b.md": article("乙", "## 節\n"), "content/files/x.svg": "<svg width='1' height='2'/>"},
    )
    found = {problem.line: problem.code for problem in check(site.root, site.options).problems}
    assert {line: code for line, code in found.items() if line and line > 5} == {7: "broken-link", 8: "dead-anchor"}
    site.build()
    assert targets_in(site)[:4] == [
        "/articles/b/#%E7%AF%80", "/articles/b", "/articles/b/index.html?x#%E7%AF%80", "/",
    ]  # fmt: skip
    assert '<img src="/files/x.svg" width="1" height="2"' in site.page("articles/a/index.html")


def test_what_is_outside_of_the_base_path_is_another_site(tmp_path: Path) -> None:
    site = site_with(
        tmp_path, "[一](https://example.org/other/) [二](https://example.org/archives/x) https://example.org/\n"
    )
    site.write({"site.yaml": "title: 碑林\nbase_url: https://example.org/archive/\ntheme: bare\n"})
    site.build_well()
    assert targets_in(site) == ["https://example.org/other/", "https://example.org/archives/x", "https://example.org/"]


def test_text_directives_are_for_the_browser_alone(tmp_path: Path) -> None:
    directive = ":~:text=%E4%B9%99,-x"
    site = site_with(
        tmp_path, f"[一](b.md#{directive}) [二](b.md#節{directive}) [三](#{directive}) [四](b.md#無{directive})\n",
        **{"content/articles/b.md": article("乙", "## 節\n")},
    )  # fmt: skip
    assert [
        problem.message for problem in check(site.root, site.options).problems if problem.code == "dead-anchor"
    ] == ["the link 'b.md#無:~:text=乙,-x' leads to content/articles/b.md, where no heading has the id '無'"]
    site.build()
    assert targets_in(site)[:3] == [f"/articles/b/#{directive}", f"/articles/b/#%E7%AF%80{directive}", f"#{directive}"]


def test_menus_and_aliases_are_written_in_the_same_way(tmp_path: Path) -> None:
    site = site_with(tmp_path, "文。\n", **{"content/files/C#.pdf": "PDF"})
    site.write({
        "site.yaml": "title: 碑林\nbase_url: https://example.org/\nmenu:\n"
        "- {title: 一, address: '/files/C%23.pdf'}\n- {title: 二, address: '/articles/a/?x=1#%E7%AF%80'}\n",
        "content/articles/a.md": article("甲", date="2024-01-01", aliases="['/old/C%23/', '/old/%E7%AF%80/']"),
    })  # fmt: skip
    assert site.build().published
    page = site.page("articles/a/index.html")
    assert 'href="/files/C%23.pdf"' in page
    assert 'href="/articles/a/?x=1#%E7%AF%80"' in page
    assert (site.output / "old/C#/index.html").is_file()
    assert (site.output / "old/節/index.html").is_file()


def test_a_menu_entry_that_leads_nowhere_is_reported(tmp_path: Path) -> None:
    site = site_with(tmp_path, "文。\n")
    site.write({
        "site.yaml": "title: 碑林\nbase_url: https://example.org/\nmenu:\n- {title: 一, address: /articles/a}\n"
        "- title: 二\n  address: /Articles/a/\n- {title: 三, address: 'https://example.org/nope/#x'}\n"
        "- {title: 四, address: 'https://example.com/nope/'}\n",
    })  # fmt: skip
    found = [problem for problem in check(site.root, site.options).problems if problem.file == "site.yaml"]
    assert [(problem.code, problem.line, problem.column) for problem in found] == [
        ("broken-link", 6, 12),
        ("broken-link", 7, 23),
    ]
    assert found[0].hint == "Did you mean /articles/a/?"


@pytest.mark.parametrize("alias", ["/a%2Fb/", "/a%00b/", "/%C0%AF/"])
def test_an_alias_that_no_file_can_have_is_refused(tmp_path: Path, alias: str) -> None:
    site = site_with(tmp_path, "文。\n")
    site.write({"content/articles/a.md": article("甲", aliases=f"[{alias}]")})
    (problem,) = site.build_badly()
    assert (problem.code, problem.line) == ("bad-value", 3)


def test_a_preview_at_another_address_keeps_links_to_the_site(tmp_path: Path) -> None:
    site = site_with(tmp_path, "[甲](https://example.org/articles/a/)\n")
    site.options = BuildOptions(jobs=1, today="2026-06-01", base_url="https://preview.example/x/")
    site.build_well()
    assert targets_in(site) == ["https://example.org/articles/a/"]
