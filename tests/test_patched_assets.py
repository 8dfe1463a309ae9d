"""Pages of which only the assets changed get their new digests without being rendered."""

from __future__ import annotations

from pathlib import Path

import pytest

import beilin.rendering.render
from beilin.rendering.assets import DIGEST_LENGTH
from tests.little_site import SETTINGS, LittleSite, article, little_site

CSS = "themes/bare/assets/bare.css"
ARTICLES: dict[str, str | bytes] = {
    f"content/articles/a{n}.md": article(f"第{n}篇", f"文{n}。\n", date=f"2024-01-0{n}") for n in range(1, 4)
}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates of the pages that are rendered."""
    names: list[str] = []
    render = beilin.rendering.render.render

    def spy(root: Path, template: str, *rest: object) -> object:
        names.append(template)
        return render(root, template, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("beilin.rendering.render.render", spy)
    return names


def equals_clean(site: LittleSite, folder: Path) -> None:
    """The output is that of a first build of the same sources."""
    clean = little_site(folder / "clean")
    sources = (path for place in ("content", "themes") for path in (site.root / place).rglob("*") if path.is_file())
    clean.write({path.relative_to(site.root).as_posix(): path.read_bytes() for path in sources})
    clean.build()
    assert site.outputs() == clean.outputs()


def edit_style_sheet(site: LittleSite) -> None:
    """Give it other bytes."""
    site.write({CSS: (site.root / CSS).read_text("utf-8") + "p { margin: 0 }\n"})


def test_an_edited_style_sheet_renders_no_page(tmp_path: Path, rendered: list[str]) -> None:
    site = little_site(tmp_path / "a", ARTICLES)
    site.build_well()
    for _ in range(2):  # what is patched can be patched again
        rendered.clear()
        edit_style_sheet(site)
        result = site.build_well()
        assert rendered == []
        assert (result.rendered, result.written > 3) == (0, True)
        equals_clean(site, tmp_path)


def test_what_a_text_says_of_an_asset_stays(tmp_path: Path, rendered: list[str]) -> None:
    """An article that quotes the page that it is on is rendered."""
    site = little_site(tmp_path / "a", ARTICLES)
    site.build_well()
    digest = next(path.name for path in (site.output / "assets").iterdir()).split(".")[1]
    assert len(digest) == DIGEST_LENGTH
    site.write({"content/articles/a2.md": article("引", f"`/assets/bare.{digest}.css`\n", date="2024-01-02")})
    site.build_well()
    rendered.clear()
    edit_style_sheet(site)
    site.build_well()
    assert "article.html" in rendered
    assert rendered.count("article.html") == 1
    assert f"bare.{digest}.css" in site.page("articles/a2/index.html")
    equals_clean(site, tmp_path)


def test_a_page_that_computes_something_from_an_asset_is_rendered(tmp_path: Path, rendered: list[str]) -> None:
    site = little_site(tmp_path / "a", ARTICLES)
    site.write({"themes/bare/templates/article.html": "{{ assets['bare.css'] | upper }}{{ body | safe }}"})
    site.build_well()
    rendered.clear()
    edit_style_sheet(site)
    site.build_well()
    assert set(rendered) == {"article.html"}
    equals_clean(site, tmp_path)


@pytest.mark.parametrize("harm", ["altered", "deleted", "new", "same bytes"])
def test_a_page_is_rendered_if_it_is_not_what_the_last_build_wrote(
    tmp_path: Path, rendered: list[str], harm: str
) -> None:
    site = little_site(tmp_path / "a", ARTICLES)
    if harm == "same bytes":  # so a digest does not say whose it is
        other = {"themes/bare/assets/other.css": (site.root / CSS).read_bytes()}
        site.write(other | {"themes/bare/templates/404.html": "{{ assets['other.css'] }}"})
        site.write({"content/pages/404.md": article("無")})
    site.build_well()
    rendered.clear()
    edit_style_sheet(site)
    page = site.output / "articles/a1/index.html"
    if harm == "altered":
        page.write_text(page.read_text("utf-8").replace("文1", "改"), "utf-8")
    elif harm == "deleted":
        page.unlink()
    elif harm == "new":
        site.write({"content/articles/a9.md": article("新", date="2020-01-01")})
    site.build_well()
    assert "article.html" in rendered
    equals_clean(site, tmp_path)


def test_a_body_that_changes_with_a_style_sheet_is_rendered(tmp_path: Path, rendered: list[str]) -> None:
    site = little_site(tmp_path / "a", ARTICLES)
    site.build_well()
    rendered.clear()
    edit_style_sheet(site)
    site.write({"content/articles/a1.md": article("第1篇", "另一段。\n", date="2024-01-01")})
    site.build_well()
    assert rendered.count("article.html") == 1
    equals_clean(site, tmp_path)


def test_a_page_is_rendered_under_another_base_path(tmp_path: Path, rendered: list[str]) -> None:
    """Though only `assets` differs for a template that uses nothing else of the site."""
    site = little_site(tmp_path / "a", ARTICLES)
    site.write({"themes/bare/templates/article.html": "{{ assets['bare.css'] }}{{ body | safe }}"})
    site.build_well()
    rendered.clear()
    site.write({"site.yaml": SETTINGS.replace("example.org/", "example.org/archive/")})
    site.build_well()
    assert rendered.count("article.html") == len(ARTICLES)
    assert site.page("articles/a1/index.html").startswith("/archive/assets/bare.")
