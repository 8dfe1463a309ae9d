"""Images on other hosts are found by the reader, and only their sources are edited."""

from __future__ import annotations

import pytest

from beilin.editing.edits import apply_edits
from beilin.fetching.find import edits_for, remote_images
from beilin.reading.settings import ReaderSettings
from tests.little_site import article

SETTINGS = ReaderSettings(base_url="https://own.example/")
PATH = "content/articles/a.md"
URL = "https://far.example/a.png"
NEW = "../images/remote/far-example/a-1.png"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (f"![圖]({URL})", f"![圖]({NEW})"),
        (f"![圖]({URL} '題') 與 <{URL}>", f"![圖]({NEW} '題') 與 <{URL}>"),
        (f"[![圖]({URL})]({URL})", f"[![圖]({NEW})]({URL})"),
        (f"`![圖]({URL})` ![圖]({URL})", f"`![圖]({URL})` ![圖]({NEW})"),
        (f"![圖][一] ![二][一]\n\n[一]: {URL}", f"![圖][一] ![二][一]\n\n[一]: {NEW}"),
        (f"<img src='{URL}' width=3> ![圖]({URL})", f"<img src='{NEW}' width=3> ![圖]({NEW})"),
        (f"![圖]({URL}) ![別]({URL}?b=1)", f"![圖]({NEW}) ![別]({URL}?b=1)"),
        (f"```\n![圖]({URL})\n```", f"```\n![圖]({URL})\n```"),
    ],
)
def test_only_the_sources_of_images_are_edited(body: str, after: str) -> None:
    text = article("甲", body + "\n")
    edits = edits_for(PATH, text, SETTINGS, {URL: NEW})
    assert apply_edits(text, edits) == article("甲", after + "\n")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("![圖](https://far.example/圖 一.png)", ""),
        ("![圖](<https://far.example/圖 一.png>)", "https://far.example/%E5%9C%96%20%E4%B8%80.png"),
        ("![圖](https://far.example/%E5%9C%96.png)", "https://far.example/%E5%9C%96.png"),
        ("<img src='https://far.example/a?b=1&amp;c=2'>", "https://far.example/a?b=1&c=2"),
        ("![圖](//far.example/a.png)", "//far.example/a.png"),
        ("![圖](https://far.example/a\\_b.png)", "https://far.example/a_b.png"),
        ("![圖](https://own.example/a.png) ![圖](a.png) ![圖](data:image/png;base64,AA)", ""),
        ("[文](https://far.example/a.png)", ""),
        ("<video src='https://far.example/a.mp4'></video>", ""),
    ],
)
def test_what_is_written_in_many_ways_is_found_and_edited(written: str, address: str) -> None:
    text = article("甲", written + "\n")
    assert remote_images(PATH, text, SETTINGS) == ((address,) if address else ())
    if address:
        edited = apply_edits(text, edits_for(PATH, text, SETTINGS, {address: NEW}))
        assert NEW in edited
        assert remote_images(PATH, edited, SETTINGS) == ()
