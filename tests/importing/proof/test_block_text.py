"""What the page shows of a block is compared with its text, whatever form the block has."""

from __future__ import annotations

import pytest

from beilin.importing.model import Block, BlockKind, Container
from beilin.importing.proof.block_text import definitions_in, shows_its_text
from tests.importing.support import READER

NOTES = definitions_in([Block("paragraph", "註", "註", containers=(Container("note", 1, label="n-1"),))])
TABLE = '<table><tr><th colspan="2">甲</th></tr><tr><td>a &lt; b</td><td>乙</td></tr></table>'


@pytest.mark.parametrize(
    ("kind", "text", "markdown"),
    [
        ("paragraph", "粗 和 連結", "**粗** 和 [連結](https://a.example/x)"),
        ("paragraph", "公式 x_i^2 在此", "公式 $x_i^2$ 在此"),
        ("paragraph", "公式 \\(x_i^2\\) 在此", "公式 $x_i^2$ 在此"),
        ("paragraph", "公式在此", "公式 $x_i^2$ 在此"),
        ("paragraph", "E=mc^2", "$$\nE=mc^2\n$$"),
        ("paragraph", "有註[3]，又有*。", "有註[^n-1]，又有[^n-1]。"),
        ("paragraph", "有註，又有。", "有註[^n-1]，又有[^n-1]。"),
        ("paragraph", "做完", "[x] 做完"),
        ("paragraph", "圖在這裡", "![圖的說明](https://a.example/x.png) 圖在這裡"),
        ("paragraph", "漢字hàn", "<ruby>漢字<rt>hàn</rt></ruby>"),
        ("paragraph", "H2O 按 Ctrl", "H<sub>2</sub>O 按 <kbd>Ctrl</kbd>"),
        ("paragraph", "軟\u00ad連\u200b字", "軟連字"),
        ("table", "甲 a < b 乙", TABLE),
        ("figure", "說明", '![圖](https://a.example/x.png "說明")'),
        ("figure", "", "[影片](https://a.example/v)"),
        ("other", "詞 定義，22 見後 22。", "詞\n: 定義，[^n-1] 見後 22。"),
        ("other", "甲乙[1]", "甲乙[^n-1]"),
        ("code", "a\n\n    b", "```py\na\n\n    b\n```"),
        ("heading", "題 #", "### 題 \\#"),
        ("rule", "", "---"),
    ],
)
def test_markdown_that_shows_the_text_is_accepted(kind: BlockKind, text: str, markdown: str) -> None:
    containers = (Container("bullet", 2, 1),) if markdown.startswith("[x]") else ()
    assert shows_its_text(Block(kind, text, markdown, containers=containers), NOTES, READER)


@pytest.mark.parametrize(
    ("kind", "text", "markdown"),
    [
        ("paragraph", "甲乙", "甲"),
        ("paragraph", "甲", "甲乙"),
        ("paragraph", "星*號*", "星*號*"),
        ("paragraph", "有註[3]。", "有註[^2]。"),
        ("paragraph", "有註，很長的一段話被當成註的記號。", "有註[^n-1]。"),
        ("paragraph", "甲", "[甲]: https://a.example/"),
        ("paragraph", "甲", "<script>甲</script>"),
        ("paragraph", "公式 y 在此", "公式 $x_i^2$ 在此"),
        ("table", "甲 乙", "<table><tr><td>甲</td></tr></table>"),
        ("figure", "說明", "![說明](https://a.example/x.png)"),
        ("code", "a\n\n    b", "```\na\n\n  b\n```"),
        ("other", "甲乙丙丁戊己庚辛壬癸子丑寅卯", "甲[^n-1]"),
        ("other", "甲乙", "乙甲"),
        ("code", "a", "a"),
        ("heading", "題", "題"),
    ],
)
def test_markdown_that_does_not_is_not(kind: BlockKind, text: str, markdown: str) -> None:
    assert not shows_its_text(Block(kind, text, markdown), NOTES, READER)
