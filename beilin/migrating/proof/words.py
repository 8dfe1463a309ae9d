"""The words of a text, to be counted: whole words of alphabets, and single characters of scripts without spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from beilin.importing.record.fingerprints import normalised
from beilin.text.cjk import HAN

_UNSPACED = f"{HAN}\u3040-\u30ff\u3100-\u312f"  # Han, kana and bopomofo
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def words_of(texts: Iterable[str]) -> Counter[str]:
    """The words in the texts with their numbers, without regard to case and width."""
    return Counter(_WORD.findall(normalised("\n".join(texts))))


def words_of_source(texts: Iterable[str]) -> Counter[str]:
    """The words that the sources of the texts may show: those written, and those meant by references and escapes."""
    whole = "\n".join(texts)
    return words_of([whole]) | words_of([unescape(whole)]) | words_of([unquote(whole)])
