"""Bodies and their texts come from a cache, or from the Markdown if they are missing or damaged there."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from beilin.files.segments import NO_EXTENT, Extent
from beilin.model import Article, InputChangedError
from beilin.reading.article import read_article
from beilin.reading.bodies import BodySource, append_body, encode_body
from beilin.reading.settings import ReaderSettings

SETTINGS = ReaderSettings("zh-Hant", "Asia/Taipei")
PATH = "content/articles/a.md"
TEXT = "---\ntitle: 題\n---\n一段。\n\n## 節\n\n- 項[[某文]]\n\n| 格 |\n|---|\n"


class Row(NamedTuple):
    extent: Extent


class CachedBody(NamedTuple):
    root: Path
    article: Article
    digest: str
    extent: Extent

    def source(self, extent: Extent) -> BodySource:
        return BodySource(self.root, SETTINGS, self.root / "cache", {PATH: Row(extent)})


@pytest.fixture
def cached(tmp_path: Path) -> CachedBody:
    """An article in its file, and its body in the cache, after that of a different article."""
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(TEXT, "utf-8")
    article, _ = read_article(PATH, TEXT.encode(), SETTINGS)
    other, _ = read_article(PATH, TEXT.replace("項", "別").encode(), SETTINGS)
    assert article
    assert other
    append_body(tmp_path / "cache", encode_body(other.body)[0], other.text)
    data, digest = encode_body(article.body)
    return CachedBody(tmp_path, article, digest, append_body(tmp_path / "cache", data, article.text))


def test_body_and_text_come_from_the_cache(cached: CachedBody) -> None:
    (cached.root / PATH).unlink()
    source = cached.source(cached.extent)
    assert source.get(PATH, cached.digest) == cached.article.body
    assert source.text(PATH, cached.digest) == cached.article.text
    assert [block.text for block in cached.article.text] == ["一段。", "節", "項某文", "格"]


def test_every_damaged_byte_is_noticed(cached: CachedBody) -> None:
    """Whichever byte changes, the body is right, because it is read from the file."""
    segment = cached.root / "cache" / cached.extent.segment
    data = segment.read_bytes()
    for at in range(cached.extent.offset, cached.extent.offset + cached.extent.length):
        segment.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        source = cached.source(cached.extent)
        assert source.get(PATH, cached.digest) == cached.article.body
        assert source.text(PATH, cached.digest) == cached.article.text


@pytest.mark.parametrize("length", [0, 1, 8, 100])
def test_a_truncated_record_is_read_from_the_file(cached: CachedBody, length: int) -> None:
    source = cached.source(cached.extent._replace(length=length))
    assert source.get(PATH, cached.digest) == cached.article.body
    assert source.text(PATH, cached.digest) == cached.article.text


def test_without_a_cache_a_changed_file_is_noticed(cached: CachedBody) -> None:
    source = cached.source(NO_EXTENT)
    assert source.text(PATH, cached.digest) == cached.article.text
    (cached.root / PATH).write_text(TEXT + "又。\n", "utf-8")
    with pytest.raises(InputChangedError):
        source.text(PATH, cached.digest)


def test_a_body_that_was_just_read_gives_its_text(cached: CachedBody) -> None:
    (cached.root / PATH).unlink()
    source = BodySource(cached.root, SETTINGS, cached.root / "cache", {}, {PATH: cached.article.body})
    assert source.text(PATH, cached.digest) == cached.article.text
