"""Bodies and their texts are kept in a cache, and read from the Markdown where it has nothing to offer."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from beilin.model import Article, InputChangedError
from beilin.reading.article import read_article
from beilin.reading.bodies import NO_EXTENT, BodySource, Extent, append_body, encode_body
from beilin.reading.settings import ReaderSettings

SETTINGS = ReaderSettings("zh-Hant", "Asia/Taipei")
PATH = "content/articles/a.md"
TEXT = "---\ntitle: 題\n---\n一段。\n\n## 節\n\n- 項[[某文]]\n\n| 格 |\n|---|\n"


class Memo(NamedTuple):
    extent: Extent


class Kept(NamedTuple):
    root: Path
    article: Article
    digest: str
    extent: Extent

    def source(self, extent: Extent) -> BodySource:
        return BodySource(self.root, SETTINGS, self.root / "cache", {PATH: Memo(extent)})


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """An article in its file, and its body in the cache behind that of another."""
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(TEXT, "utf-8")
    article, _ = read_article(PATH, TEXT.encode(), SETTINGS)
    other, _ = read_article(PATH, TEXT.replace("項", "別").encode(), SETTINGS)
    assert article
    assert other
    append_body(tmp_path / "cache", encode_body(other.body)[0], other.text)
    data, digest = encode_body(article.body)
    return Kept(tmp_path, article, digest, append_body(tmp_path / "cache", data, article.text))


def test_body_and_text_come_from_the_cache(kept: Kept) -> None:
    (kept.root / PATH).unlink()
    source = kept.source(kept.extent)
    assert source.get(PATH, kept.digest) == kept.article.body
    assert source.text(PATH, kept.digest) == kept.article.text
    assert [block.text for block in kept.article.text] == ["一段。", "節", "項某文", "格"]


def test_every_damaged_byte_is_noticed(kept: Kept) -> None:
    """Whatever byte is another, what comes is what was kept: for the file is still there."""
    segment = kept.root / "cache" / kept.extent.segment
    data = segment.read_bytes()
    for at in range(kept.extent.offset, kept.extent.offset + kept.extent.length):
        segment.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        source = kept.source(kept.extent)
        assert source.get(PATH, kept.digest) == kept.article.body
        assert source.text(PATH, kept.digest) == kept.article.text


@pytest.mark.parametrize("length", [0, 1, 8, 100])
def test_a_torn_record_is_read_from_the_file(kept: Kept, length: int) -> None:
    source = kept.source(kept.extent._replace(length=length))
    assert source.get(PATH, kept.digest) == kept.article.body
    assert source.text(PATH, kept.digest) == kept.article.text


def test_without_a_cache_a_changed_file_is_told(kept: Kept) -> None:
    source = kept.source(NO_EXTENT)
    assert source.text(PATH, kept.digest) == kept.article.text
    (kept.root / PATH).write_text(TEXT + "又。\n", "utf-8")
    with pytest.raises(InputChangedError):
        source.text(PATH, kept.digest)


def test_a_body_that_was_read_just_now_gives_its_text(kept: Kept) -> None:
    (kept.root / PATH).unlink()
    source = BodySource(kept.root, SETTINGS, kept.root / "cache", {}, {PATH: kept.article.body})
    assert source.text(PATH, kept.digest) == kept.article.text
