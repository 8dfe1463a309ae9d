"""Settings that change how bodies are read: images on other hosts may be shown, and line breaks kept."""

from __future__ import annotations

import pytest

from beilin.reading.markdown import parser_without_fast_path, render_markdown
from beilin.reading.settings import ReaderSettings

SHOWING = ReaderSettings(base_url="https://own.example/", shows_remote_images=True)
BREAKING = ReaderSettings(breaks_lines=True)
PRIVATE = 'loading="lazy" referrerpolicy="no-referrer"'


def html_of(text: str, settings: ReaderSettings) -> tuple[str, list[str]]:
    rendered, problems = render_markdown(text, file="a.md", settings=settings)
    return rendered.body.html.strip(), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![圖](https://far.example/a.png)", f'<p><img src="https://far.example/a.png" alt="圖" {PRIVATE}></p>'),
        ("![圖](//far.example/a.png)", f'<p><img src="//far.example/a.png" alt="圖" {PRIVATE}></p>'),
        (
            "[![圖](https://far.example/a.png)](https://far.example/)",
            f'<p><a href="https://far.example/"><img src="https://far.example/a.png" alt="圖" {PRIVATE}></a></p>',
        ),
        (
            '<img src="https://far.example/a.png?b&amp;c" width="3">',
            f'<p><img src="https://far.example/a.png?b&amp;c" {PRIVATE} width="3"></p>',
        ),
        (
            '<picture><source srcset="https://far.example/b.webp 2x"><img src="https://far.example/a.png"></picture>',
            '<p><picture><source srcset="https://far.example/b.webp 2x">'
            f'<img src="https://far.example/a.png" {PRIVATE}></picture></p>',
        ),
        ("![圖](https://own.example/a.png)", '<p><img src="\x000\x00" alt="圖"></p>'),
        ("![圖](a.png)", '<p><img src="\x000\x00" alt="圖"></p>'),
    ],
)
def test_images_on_other_hosts_are_shown_if_the_settings_say_so(text: str, html: str) -> None:
    assert html_of(text, SHOWING) == (html, [])


@pytest.mark.parametrize(
    "text",
    [
        "![圖](ftp://far.example/a.png)",
        "![圖](blob:https://far.example/a)",
        '<video src="https://far.example/a.mp4"></video>',
        '<iframe src="https://far.example/"></iframe>',
        '<video poster="https://far.example/a.png" src="a.mp4"></video>',
    ],
)
def test_nothing_else_is_requested_from_them(text: str) -> None:
    shown, codes = html_of(text, SHOWING)
    assert codes == ["remote-image"]
    assert 'src="https:' not in shown
    assert "poster" not in shown


def test_line_breaks_are_kept_if_the_settings_say_so() -> None:
    text = "一行\n二行 **粗\n字**\n\n- 甲\n  乙\n\n> 引\n> 文\n\nplain\n"
    shown, codes = html_of(text, BREAKING)
    assert shown.replace("\n", "") == (
        "<p>一行<br>二行 <strong>粗<br>字</strong></p><ul><li>甲<br>乙</li></ul>"
        "<blockquote><p>引<br>文</p></blockquote><p>plain</p>"
    )
    assert codes == []
    rendered, _ = render_markdown(text, file="a.md", settings=BREAKING, md=parser_without_fast_path())
    assert rendered.body.html.strip() == shown
