"""The heading that was taken for the title of a document comes back where it stood."""

from __future__ import annotations

from beilin.importing.review.title_line import with_title_line
from tests.importing.support import body_of
from tests.importing.test_convert_document import converted_blocks, document, heading, paragraph


def test_a_heading_that_is_not_the_title_becomes_a_heading_again() -> None:
    conversion = converted_blocks(document(heading("其實是小節"), paragraph("正文的第一段。")))
    markdown, record = with_title_line(conversion.markdown.decode(), conversion.record)
    assert markdown.endswith("\n\n## 其實是小節\n\n正文的第一段。\n")
    assert record.body == (0, 1)
    assert record.headings == (0,)
    assert not record.restored
    assert body_of(conversion) == "正文的第一段。\n"
