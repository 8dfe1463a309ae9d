"""The cover of an article is the image that others show with a link to it."""

from __future__ import annotations

from tests.conftest import MakeSite
from tests.little_site import SETTINGS, article

INK = SETTINGS.replace("theme: bare", "theme: ink").replace("example.org/", "example.org/base/")


def test_the_cover_is_named_by_its_whole_url(make_site: MakeSite) -> None:
    covers = {
        "a": ("/img/海 a.png", "https://example.org/base/img/%E6%B5%B7%20a.png"),
        "b": ("https://far.example/a.png?b&c", "https://far.example/a.png?b&amp;c"),
        "c": ("//far.example/a.png", "https://far.example/a.png"),
        "d": ("sea.jpg", "https://example.org/base/articles/d/sea.jpg"),
        "e": ("/img/%E6%B5%B7.png", "https://example.org/base/img/%E6%B5%B7.png"),
        "f": ("'\"><script>", "https://example.org/base/articles/f/%22%3E%3Cscript%3E"),
    }
    site = make_site({
        "site.yaml": INK,
        **{f"content/articles/{name}.md": article(name, extra=f"{{cover: '{cover.replace(chr(39), '')}'}}")
           for name, (cover, _) in covers.items()},
        "content/articles/none.md": article("無"),
        "content/articles/other.md": article("別", extra="{cover: {image: a.png}}"),
    })  # fmt: skip
    assert site.build().published
    for name, (_, url) in covers.items():
        assert f'<meta property="og:image" content="{url}">' in site.page(f"articles/{name}/index.html")
        assert '<meta name="twitter:card" content="summary_large_image">' in site.page(f"articles/{name}/index.html")
        assert site.page(f"articles/{name}/index.html").count('"og:image"') == 1
    for name in ("none", "other"):  # have the picture of the site
        assert '"og:image" content="https://example.org/base/assets/share.' in site.page(f"articles/{name}/index.html")
