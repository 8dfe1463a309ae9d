"""Markdown is imported as it is: its head as facts, its body verbatim, its images beside the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.importing.convert import Conversion
from beilin.importing.convert_document import convert_document
from beilin.importing.formats.markdown import document, items
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Item
from tests.importing.support import CONVERSION, body_of

SETTINGS = FormatSettings()
BODY = """\
第一段有**重點**、[連結](https://a.example/x)和腳注[^1]，還有 `程式` 與 $x^2$。

## 小節 [參照][Ref]

- 甲 [參照][ref]
    - 乙

> [!note]
> 引文

<details>
<summary>摘要</summary>

裡面有**重點**。

</details>

| 甲 | 乙 |
|---|---|
| 1 | [參照][ref] |

```python
def f():

    return 1
```

![圖](https://a.example/b.png)

術語
: 定義

[ref]: https://b.example/

[^1]: 注文
    第二行

    第二段
"""


def imported(text: str, name: str = "x.md") -> Conversion:
    """The conversion of Markdown that must convert."""
    item = Item("markdown", name, text.encode(), name)
    conversion, problems = convert_document(item, parsed(item), CONVERSION)
    assert conversion is not None, problems
    return conversion


def parsed(item: Item) -> Document:
    read = document(item, SETTINGS)
    assert isinstance(read, Document)
    return read


def facts_in(conversion: Conversion) -> dict[str, tuple[str, ...]]:
    return {fact.key: fact.values for fact in conversion.record.facts}


def test_the_body_stays_as_it_is() -> None:
    assert body_of(imported(f"# 題目\n\n{BODY}")) == BODY


def test_the_first_heading_is_the_title_and_not_repeated() -> None:
    conversion = imported("# 題目\n\n正文。\n")
    assert (conversion.title, conversion.title_proposed, body_of(conversion)) == ("題目", False, "正文。\n")


def test_several_first_headings_are_no_title() -> None:
    conversion = imported("# 甲\n\n正文。\n\n# 乙\n\n正文二。\n")
    assert conversion.title_proposed
    assert body_of(conversion) == "## 甲\n\n正文。\n\n## 乙\n\n正文二。\n"


def test_yaml_and_toml_become_facts_and_unknown_keys_are_in_the_record() -> None:
    head = {
        "---": 'title: 題目\ndate: 2024-03-02\nauthors: [甲, 乙]\nsource: https://a.example/x\nlayout: post\ntags:\n  - 羊駝\n',
        "+++": 'title = "題目"\ndate = 2024-03-02\nauthors = ["甲", "乙"]\nurl = "https://a.example/x"\nlayout = "post"\n[taxonomies]\ntags = ["羊駝"]\n',
    }  # fmt: skip
    for fence, inner in head.items():
        conversion = imported(f"{fence}\n{inner}{fence}\n\n# 題目\n\n正文。\n")
        facts = facts_in(conversion)
        assert facts["title"] == ("題目",)
        assert facts["author"] == ("甲", "乙")
        assert facts["source_url"] == ("https://a.example/x",)
        assert facts["date"] == ("2024-03-02",)
        assert conversion.tags == ("LLaMA",)
        (entry,) = conversion.record.set_aside
        assert (entry.rule, entry.text.split()[0]) == ("unused key", "layout" if fence == "+++" else "layout:")
        assert body_of(conversion) == "正文。\n"


def test_licence_and_rights_are_kept() -> None:
    conversion = imported("---\nlicence: CC-BY-SA-4.0\ncopyright: © 2023 硯秋\n---\n\n# 題目\n\n正文。\n")
    assert '\nlicense: CC-BY-SA-4.0\nrights: "© 2023 硯秋"\n' in conversion.markdown.decode()
    assert conversion.record.set_aside == ()


def test_the_head_of_a_reader_becomes_facts() -> None:
    text = (
        "Title: 題目 | 某站\n\nURL Source: https://a.example/x\n\nPublished Time: 2026-10-02T17:13:19+08:00\n\n"
        "Markdown Content:\n# 題目\n\n正文。\n"
    )
    conversion = imported(text)
    facts = facts_in(conversion)
    assert facts["title"] == ("題目",)
    assert facts["source_url"] == ("https://a.example/x",)
    assert facts["date"] == ("2026-10-02T17:13:19+08:00",)
    assert body_of(conversion) == "正文。\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n正文。\n\n---\n",
        "---\n正文。\n---\n",
        "正文。\n\n---\n\ntitle: 甲\n",
        "---\n甲：乙。\n",
    ],
)
def test_what_only_looks_like_a_head_stays_in_the_article(text: str) -> None:
    conversion = imported(text)
    assert conversion.record.facts == ()
    assert conversion.record.set_aside == ()


def test_a_script_is_not_in_the_article_and_a_second_definition_is_in_the_record() -> None:
    conversion = imported("[甲][r]\n\n<script>alert(1)</script>\n\n[r]: /x\n\n[r]: /y\n")
    assert [entry.rule for entry in conversion.record.set_aside] == ["script", "second definition"]
    assert body_of(conversion) == "[甲][r]\n\n[r]: /x\n"


def test_images_beside_the_file_come_with_it_and_others_do_not(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    (folder / "圖").mkdir(parents=True)
    (folder / "圖" / "a b.png").write_bytes(b"one")
    (folder / "a b.png").write_bytes(b"two")
    (tmp_path / "secret.png").write_bytes(b"three")
    text = "![甲](圖/a%20b.png) ![乙](<a b.png>)\n\n![丙](../secret.png) ![丁](missing.png)\n"
    (folder / "x.md").write_text(text, "utf-8")
    (item,) = items(folder / "x.md", "x.md", SETTINGS)
    assert isinstance(item, Item)
    read = parsed(item)
    assert [(image.name, image.data) for image in read.images] == [("a b.png", b"one"), ("a b-2.png", b"two")]
    assert read.blocks[0].markdown == "![甲](a%20b.png) ![乙](a%20b-2.png)"
    assert [doubt.evidence for doubt in read.doubts] == [
        "the image ../secret.png is not beside the file",
        "the image missing.png is not beside the file",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[^1]: 注文\n\n~~~\n沒有結束的程式",
        "<div>\n\n正文。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n[^1]: 注文",
        "</div>\n\n- 甲\n\n<details>\n<summary>摘要</summary>\n\n裡面\n\n</details>\n\n<p>\n\n末。",
        "正文在這裡，已經說了好幾句話。\n\n<!-- 沒有結束\n\n## 題\n\n正文。[甲](乙\n\n`丙",
    ],
)
def test_markdown_that_is_not_closed_loses_nothing(text: str) -> None:
    conversion = imported(text)
    letters = [character for character in text if character > "\u2e80"]
    assert sorted(letters) == sorted(c for c in body_of(conversion) if c > "\u2e80")
