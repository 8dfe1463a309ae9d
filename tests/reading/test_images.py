"""Images in content: pages have their sizes and smaller copies, and both follow each change of an image."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from beilin.reading.images import MAX_PIXELS, WIDTHS, Picture, inspect_image
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article


def image(width: int, height: int, ending: str = "jpeg", *, colour: str = "teal", **options: object) -> bytes:
    """An image that is worth a copy: a gradient, which is large as JPEG and PNG."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    picture.paste(colour, (0, 0, width // 2, height // 2))
    file = io.BytesIO()
    picture.save(file, ending.upper(), **options)
    return file.getvalue()


def rotated(width: int, height: int) -> bytes:
    """A photograph taken with the camera on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return image(width, height, exif=exif, quality=95)


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.jpg", image(600, 400), (600, 400)),
        ("a.png", image(60, 40, "png"), (60, 40)),
        ("a.jpg", image(60, 40, "png"), (60, 40)),  # the suffix is wrong
        ("a.JPG", rotated(600, 400), (400, 600)),
        ("a.gif", image(60, 40, "gif"), (60, 40)),
        ("a.svg", b'<?xml version="1.0"?><svg xmlns="x" viewBox="0 0 320.4 200"><svg width="9" height="9"/></svg>', (320, 200)),
        ("a.svg", b'<svg viewBox="0,0,1e2,50" width="640px" height="480">', (640, 480)),
        ("a.svg", b'<svg viewBox="0 0 30 20" width="100%" height="5em">', (30, 20)),
        ("a.svg", b"<svg viewBox='-1 -1 30 20' stroke-width='3'>", (30, 20)),
        ("a.svg", b"<svg/>", (0, 0)),
        ("a.svg", b'<svg viewBox="0 0 0 20"/>', (0, 0)),
        ("a.svg", f'<svg width="{2**70}" height="10">'.encode(), (0, 0)),  # more than any program shows
        ("a.svg", b"<svg viewBox='0 0 1e999 10'>", (0, 0)),
        ("a.svg", b"no", None),
        ("a.png", image(8, 8, "dds"), None),  # a format that Pillow knows, and browsers do not
        ("a.jpg", image(8, 8, "tiff"), None),
        ("a.png", image(64, 64, "webp")[:50], None),
        ("a.png", b"", None),
        ("a.png", image(60, 40, "png")[:60], None),
    ],
)  # fmt: skip
def test_the_size_of_an_image(name: str, data: bytes, size: tuple[int, int] | None) -> None:
    picture = inspect_image(name, data)
    assert (picture and (picture.width, picture.height)) == size


def test_copies_are_narrower_smaller_and_reproducible() -> None:
    data = image(2000, 1200, quality=95)
    picture = inspect_image("a.jpg", data)
    assert picture
    assert [copy.width for copy in picture.copies] == list(WIDTHS)
    for copy in picture.copies:
        assert len(copy.data) < len(data)
        with Image.open(io.BytesIO(copy.data)) as opened:
            assert (opened.format, opened.size) == ("WEBP", (copy.width, round(1200 * copy.width / 2000)))
    assert inspect_image("a.jpg", data) == picture
    between = inspect_image("a.png", image(1000, 10, "png"))
    assert between
    assert {copy.width for copy in between.copies} <= {480, 720, 1000}


def test_animated_and_huge_images_have_no_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = [Image.new("RGB", (600, 300), colour) for colour in ("red", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    assert inspect_image("a.webp", file.getvalue()) == Picture(600, 300)
    monkeypatch.setattr("beilin.reading.images.MAX_PIXELS", 600 * 400 - 1)
    assert inspect_image("a.jpg", image(600, 400, quality=95)) == Picture(600, 400, is_too_large=True)
    assert (Image.MAX_IMAGE_PIXELS or 0) > MAX_PIXELS


def image_tag(site: LittleSite) -> str:
    """The tag of the article's image."""
    page = site.page("articles/a/index.html")
    return page[page.index("<img") : page.index(">", page.index("<img")) + 1]


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An article with a photograph."""
    site = make_site({
        "content/articles/a.md": article("甲", "![圖](../images/甲,乙.jpg)\n", date="2024-01-01"),
        "content/images/甲,乙.jpg": image(1000, 500, quality=95),
    })  # fmt: skip
    site.build_well()
    return site


def test_a_page_states_the_images_size_and_its_copies(site: LittleSite) -> None:
    name = "/images/%E7%94%B2%2C%E4%B9%99.jpg"
    copies = ", ".join(f"{name}.{width}w.webp {width}w" for width in (480, 720, 1000))
    assert image_tag(site) == (
        f'<img src="{name.replace("%2C", ",")}" width="1000" height="500" loading="lazy" decoding="async" '
        f'srcset="{copies}" sizes="(max-width: 700px) 100vw, 700px" alt="圖">'
    )
    assert {f"images/甲,乙.jpg.{width}w.webp" for width in (480, 720, 1000)} <= site.outputs().keys()
    feed = site.page("feed.xml")
    assert f"srcset=&#34;https://example.org{name}.480w.webp 480w" in feed


def test_an_image_in_raw_html_keeps_its_own_size(site: LittleSite) -> None:
    site.write(
        {"content/articles/a.md": article("甲", '<img width="10" src="../images/甲,乙.jpg" alt="a > b, width=3">\n')}
    )
    site.build_well()
    assert image_tag(site).startswith('<img src="/images/')
    assert ' width="10"' in image_tag(site)
    assert image_tag(site).count(' width="') == 1
    assert 'height="' not in image_tag(site)


def test_pages_and_copies_follow_each_change_of_an_image(site: LittleSite, tmp_path: Path) -> None:
    assert site.build_well().written == 0
    site.write({"content/images/甲,乙.jpg": image(400, 300, quality=95)})
    site.build_well()
    assert 'width="400" height="300"' in image_tag(site)
    assert [path for path in site.outputs() if path.endswith(".webp")] == ["images/甲,乙.jpg.400w.webp"]
    site.write({"content/images/甲,乙.jpg": image(400, 300, quality=95, colour="red")})
    result = site.build_well()
    assert (result.rendered, result.written) == (0, 2)
    fresh = LittleSite(tmp_path / "fresh")
    shutil.copytree(site.root, fresh.root, ignore=shutil.ignore_patterns("site", ".beilin"))
    fresh.build_well()
    assert fresh.outputs() == site.outputs()
    (site.root / "content/images/甲,乙.jpg").unlink()
    assert [problem.code for problem in site.build().problems] == ["broken-image"]
    assert not [path for path in site.outputs() if path.endswith(".webp")]
    assert not list((site.root / ".beilin/images").glob("*.webp"))


def test_the_cache_of_copies_may_be_deleted_or_damaged(site: LittleSite) -> None:
    before = site.outputs()
    cache = site.root / ".beilin/images"
    (copy, *_) = sorted(cache.glob("*.webp"))
    copy.write_bytes(b"\0" * copy.stat().st_size)
    shutil.rmtree(site.output)
    site.build_well()
    assert site.outputs() == before
    (cache / "index.msgpack").write_bytes(b"damaged")
    site.build_well()
    assert site.outputs() == before
    shutil.rmtree(cache)
    assert site.build_well().written == 0
    assert site.outputs() == before


def test_an_image_that_cannot_be_read_is_a_warning_and_is_published(site: LittleSite) -> None:
    site.write({"content/images/甲,乙.jpg": "no image"})
    for _ in range(2):
        assert [(problem.code, problem.file) for problem in site.build().problems] == [
            ("bad-image", "content/images/甲,乙.jpg")
        ]
    assert site.page("images/甲,乙.jpg") == "no image"
    assert "width" not in image_tag(site)


def test_errors_do_not_wait_for_images(make_site: MakeSite) -> None:
    """Scaling the images of an archive takes minutes; front matter, tags and data are read before."""
    site = make_site({"content/a.jpg": image(900, 600)})
    for name, text in (
        ("content/articles/a.md", "---\ntitel: 甲\n---\nx\n"),
        ("content/tags.yaml", "甲: [乙]\n"),
        ("content/data/a.json", "{"),
        ("site.yaml", "title: 甲\n"),
    ):
        before = (site.root / name).read_bytes() if (site.root / name).exists() else None
        site.write({name: text})
        assert site.build_badly()
        assert not (site.root / ".beilin/images").exists(), name
        (site.root / name).unlink()
        if before is not None:
            site.write({name: before})
    site.build_well()
    assert list((site.root / ".beilin/images").glob("*.webp"))


def test_a_large_jpeg_is_decoded_at_a_fraction_and_has_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    width, height = 4 * WIDTHS[-1], 4 * WIDTHS[-1]
    file = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG")
    monkeypatch.setattr("beilin.reading.images.MAX_PIXELS", width * height // 4)
    picture = inspect_image("a.jpg", file.getvalue())
    assert picture is not None
    assert (picture.width, picture.height, picture.is_too_large) == (width, height, False)
    assert [copy.width for copy in picture.copies][: len(WIDTHS)] == list(WIDTHS)
    monkeypatch.setattr("beilin.reading.images.MAX_PIXELS", width * height // 4 - 1)
    assert inspect_image("a.jpg", file.getvalue()) == Picture(width, height, is_too_large=True)
