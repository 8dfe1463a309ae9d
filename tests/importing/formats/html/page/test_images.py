"""Images that came with a page."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from beilin.importing.formats.html.page.format import document, items
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Item

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 200
OTHER = b"\x89PNG\r\n\x1a\n" + b"y" * 200
TEXT = "這是一段夠長的文字，讓讀取器認為它是正文的一部分，而且有逗號。"


def read(path: Path) -> Document:
    (item,) = items(path, path.name, FormatSettings())
    assert isinstance(item, Item)
    found = document(item, FormatSettings())
    assert isinstance(found, Document)
    return found


def page_with(tmp_path: Path, *images: str) -> Document:
    path = tmp_path / "saved/page.html"
    path.parent.mkdir(exist_ok=True)
    paragraphs = f"<p>{TEXT}</p>" * 3
    path.write_text(f"<html><body><article>{paragraphs}{''.join(images)}{paragraphs}</article></body></html>", "utf-8")
    return read(path)


def markdown_of(page: Document) -> str:
    return "\n".join(block.markdown for number, block in enumerate(page.blocks) if number not in page.noise)


def test_images_in_the_folder_beside_a_page_come_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "saved/page_files"
    folder.mkdir(parents=True)
    (folder / "圖 一.png").write_bytes(PNG)
    page = page_with(
        tmp_path, '<p><img src="./page_files/%E5%9C%96%20%E4%B8%80.png" srcset="https://a.example/2x.png 2x"></p>'
    )
    assert [(image.data, image.source) for image in page.images] == [
        (PNG, "./page_files/%E5%9C%96%20%E4%B8%80.png"),
    ]
    assert "](圖-一.png)" in markdown_of(page)


def test_images_in_a_page_itself_come_with_it_once(tmp_path: Path) -> None:
    data = f'<p><img src="data:image/png;base64,{b64encode(PNG).decode()}"></p>'
    page = page_with(tmp_path, data, data, data.replace(b64encode(PNG).decode(), b64encode(OTHER).decode()))
    assert [image.name for image in page.images] == ["image.png", "image-2.png"]
    assert markdown_of(page).count("](image.png)") == 2


def test_nothing_above_the_folder_of_the_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved/link.png").symlink_to(tmp_path / "secret.png")
    sources = (
        "../secret.png",
        "link.png",
        str(tmp_path / "secret.png"),
        (tmp_path / "secret.png").as_uri(),
        "%2e%2e/secret.png",
    )
    page = page_with(tmp_path, *(f'<p><img src="{source}"></p>' for source in sources))
    assert page.images == ()


def test_what_is_not_an_image_does_not_come_with_a_page(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved/notes.png").write_text("not an image, whatever its name says " * 10, "utf-8")
    placeholder = f'<img src="data:image/png;base64,{b64encode(PNG[:40]).decode()}" data-src="https://a.example/x.png">'
    page = page_with(tmp_path, '<p><img src="notes.png"></p>', f"<p>{placeholder}</p>")
    assert page.images == ()
    assert "https://a.example/x.png" in markdown_of(page)


def test_only_the_images_of_the_article_are_written(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved/logo.png").write_bytes(OTHER)
    page = f"<article>{f'<p>{TEXT}</p>' * 3}</article><footer><p>版權所有</p><img src='logo.png'></footer>"
    (tmp_path / "saved/page.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    assert read(tmp_path / "saved/page.html").images == ()
