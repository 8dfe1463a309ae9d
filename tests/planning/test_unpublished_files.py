"""What only unpublished Markdown shows is not published; what a published page shows too, or nothing shows, is."""

from __future__ import annotations

import pytest

from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article

HIDDEN = "---\ntitle: 稿\n{}\n---\n\n{}\n"


def published(site: LittleSite) -> set[str]:
    """The published images and files."""
    assert site.build().published
    return {path for path in site.outputs() if path.startswith(("images/", "files/", "demo/", "articles/d/pic"))}


@pytest.mark.parametrize("why", ["draft: true", "date: 2030-01-01", "expires: 2020-01-01"])
@pytest.mark.parametrize(
    "shown", ["![](../images/a.svg)", "[下載](/images/a.svg)", "[x](https://example.org/images/a.svg)"]
)
def test_what_only_an_unpublished_article_shows_is_not_published(make_site: MakeSite, why: str, shown: str) -> None:
    site = make_site({
        "content/images/a.svg": "<svg/>", "content/images/b.svg": "<svg/>",
        "content/articles/d.md": HIDDEN.format(why, shown), "content/articles/a.md": article("文"),
    })  # fmt: skip
    assert published(site) == {"images/b.svg"}
    site.write({"content/articles/a.md": article("文", shown + "\n")})
    assert published(site) == {"images/a.svg", "images/b.svg"}
    site.write({"content/articles/a.md": article("文")})
    assert published(site) == {"images/b.svg"}
    site.write({"content/articles/d.md": article("發表", shown + "\n")})
    assert published(site) == {"images/a.svg", "images/b.svg"}


def test_drafts_that_are_shown_show_their_files(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/images/a.svg": "<svg/>",
            "content/articles/d.md": HIDDEN.format("draft: true", "![](../images/a.svg)"),
        }
    )
    site.options = site.options._replace(drafts=True)
    site.build()
    assert (site.root / ".beilin/preview/images/a.svg").exists()


def test_copies_of_an_image_go_with_it(make_site: MakeSite) -> None:
    import io
    import random

    import PIL.Image

    file = io.BytesIO()
    PIL.Image.frombytes("L", (800, 20), random.Random(0).randbytes(16000)).save(file, "png")
    site = make_site(
        {"content/images/a.png": file.getvalue(), "content/articles/d.md": article("文", "![](../images/a.png)\n")}
    )
    assert "images/a.png.480w.webp" in published(site)
    site.write({"content/articles/d.md": HIDDEN.format("draft: true", "![](../images/a.png)")})
    assert published(site) == set()


KEEPERS: dict[str, dict[str, str | bytes]] = {
    "a page": {"content/pages/p.md": article("頁", "![](../images/a.svg)\n")},
    "a part of a page": {
        "content/parts/p.md": "![](../images/a.svg)\n", "content/articles/b.md": article("文", "![[p]]\n"),
    },
    "extra of an article": {"content/articles/b.md": article("文", extra="{cover: a.svg}")},
    "a template": {"themes/bare/templates/404.html": "<img src='/images/a.svg'>"},
    "a style sheet of the theme": {
        "themes/bare/assets/bare.css": "body { background: url(/images/a.svg) }",
    },
    "a data file": {"content/data/d.yaml": "logo: images/a.svg\n"},
    "the menu": {"site.yaml": SETTINGS + "menu: [{title: 圖, address: /images/a.svg}]\n"},
    "an HTML page": {"content/demo/index.html": "<img src='../images/a%2Esvg'>"},
    "a file of a file": {"content/demo/x.html": "<link href=y.css>", "content/demo/y.css": "url('../images/a.svg')"},
    "an exact exception": {"site.yaml": SETTINGS + "publish: [images/a.svg]\n"},
}  # fmt: skip


@pytest.mark.parametrize("keeper", KEEPERS)
def test_what_anything_published_shows_is_published(make_site: MakeSite, keeper: str) -> None:
    draft = {
        "content/images/a.svg": "<svg/>",
        "content/articles/d.md": HIDDEN.format("draft: true", "![](../images/a.svg)"),
    }
    site = make_site(draft)
    assert published(site) == set()
    site.write(KEEPERS[keeper])
    assert "images/a.svg" in published(site)


OTHERS: dict[str, dict[str, str | bytes]] = {
    "a draft": {"content/articles/e.md": HIDDEN.format("draft: true", "![](../images/a.svg)")},
    "a part that nothing includes": {"content/parts/p.md": "![](../images/a.svg)\n"},
    "a part of a draft": {
        "content/parts/p.md": "![](../images/a.svg)\n", "content/articles/e.md": HIDDEN.format("draft: true", "![[p]]"),
    },
    "extra of a draft": {"content/articles/e.md": HIDDEN.format("draft: true\nextra: {cover: images/a.svg}", "")},
    "a file that only a draft shows": {
        "content/articles/e.md": HIDDEN.format("draft: true", "[x](/demo/)"),
        "content/demo/index.html": "<img src=../images/a.svg>",
    },
    "files of the same name elsewhere": {
        "content/articles/e.md": HIDDEN.format("draft: true", "[x](/images/a.svg)"),
        "content/demo/x.html": "<img src=a.svg>", "content/y.html": "<img src='./demo/images/a.svg'>",
    },
    "a folder of a draft": {
        "content/articles/d/index.md": HIDDEN.format("draft: true", ""), "content/articles/d/pic.svg": "<svg/>",
        "content/images/a.svg": "",
    },
    "a wildcard": {
        "content/articles/e.md": HIDDEN.format("draft: true", "![](../images/a.svg)"),
        "site.yaml": SETTINGS + "publish: ['**']\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("other", OTHERS)
def test_what_nothing_published_shows_is_not(make_site: MakeSite, other: str) -> None:
    site = make_site({"content/images/a.svg": "<svg/>", "content/articles/b.md": article("文"), **OTHERS[other]})
    found = published(site) - {"demo/x.html"}
    assert found == ({"images/a.svg"} if other == "a folder of a draft" else set())


def test_a_name_with_spaces_is_found_in_any_spelling(make_site: MakeSite) -> None:
    site = make_site({
        "content/images/圖 (1).svg": "<svg/>",
        "content/articles/d.md": HIDDEN.format("draft: true", "![](<../images/圖 (1).svg>)"),
    })  # fmt: skip
    assert published(site) == set()
    site.write({"content/demo/x.html": "<img src='../images/%E5%9C%96%20%281%29.svg'>"})
    assert "images/圖 (1).svg" in published(site)


def test_what_was_published_before_is_named_once(make_site: MakeSite) -> None:
    site = make_site(
        {"content/images/a.svg": "<svg/>", "content/articles/d.md": article("文", "![](../images/a.svg)\n")}
    )
    assert published(site) == {"images/a.svg"}
    site.write({"content/articles/d.md": HIDDEN.format("draft: true", "![](../images/a.svg)")})
    result = site.build()
    assert (result.withdrawn, result.withheld) == (("content/images/a.svg",), {"unpublished": 1})
    result = site.build()
    assert (result.withdrawn, result.withheld) == ((), {"unpublished": 1})


def test_the_count_is_right_after_each_kind_of_build(make_site: MakeSite) -> None:
    site = make_site({
        "content/images/a.svg": "<svg/>", "content/a.bak": "", "content/articles/a.md": article("文"),
        "content/articles/d.md": HIDDEN.format("draft: true", "![](../images/a.svg)"),
    })  # fmt: skip
    counts = []
    for files in ({}, {"content/articles/a.md": article("文", "改。\n")}, {"content/b.bak": ""}, {}):
        site.write(files)  # type: ignore[arg-type]
        counts.append(dict(site.build().withheld))
    first = {"leftover": 1, "unpublished": 1}
    assert counts == [first, first, first | {"leftover": 2}, first | {"leftover": 2}]


def test_what_a_lost_state_left_in_the_output_is_named_until_it_is_cleaned(make_site: MakeSite) -> None:
    shown = article("文", "![](../images/a.svg)\n")
    site = make_site({"content/images/a.svg": "<svg/>", "content/articles/d.md": shown, "content/x/y.md": "x"})
    site.write({"site.yaml": SETTINGS + "publish: [x/y.md]\n"})
    site.build_well()
    (site.root / ".beilin/site.sqlite").unlink()
    site.write({"content/articles/d.md": HIDDEN.format("draft: true", "![](../images/a.svg)"), "site.yaml": SETTINGS})
    for _ in range(2):
        exposed = [problem.message for problem in site.build().problems if problem.code == "exposed-files"]
        assert len(exposed) == 1
        assert exposed[0].endswith(": content/images/a.svg, content/x/y.md")
    site.options = site.options._replace(clean=True)
    assert "exposed-files" not in {problem.code for problem in site.build().problems}
    assert not (site.output / "images/a.svg").exists()


def test_a_link_to_what_is_withheld_says_how_to_publish_it(make_site: MakeSite) -> None:
    site = make_site({"content/slides.key": "x", "content/articles/a.md": article("文", "[講](../slides.key)\n")})
    (problem,) = site.build().problems
    assert (problem.code, "List it under `publish`" in problem.hint) == ("broken-link", True)
    site.write({"site.yaml": SETTINGS + "publish: [slides.key]\n"})
    site.build_well()
