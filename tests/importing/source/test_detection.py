"""The encoding of a source is detected from its bytes, or the source is refused; it is never guessed."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from beilin.importing.convert import convert
from beilin.importing.source.detection import decode_source
from beilin.importing.source.encodings import ENCODINGS
from beilin.importing.source.plausibility import _COMMON
from beilin.problems.problem import Problem
from tests.importing.support import CONVERSION

TRADITIONAL = """\
來源:墾荒週報
今年春天,三家公司先後公開了自己的模型,外界才知道訓練的帳單有多長。
工程師說:「我們原本以為算力最貴,後來發現資料才是。」這句話在會議上被記了下來。
沒有人反對開放,問題只是誰來付錢,以及付到什麼時候為止。
"""
SIMPLIFIED = """\
来源:垦荒周报
今年春天,三家公司先后公开了自己的模型,外界才知道训练的账单有多长。
工程师说:“我们原本以为算力最贵,后来发现数据才是。”这句话在会议上被记了下来。
没有人反对开放,问题只是谁来付钱,以及付到什么时候为止。
"""
ENGLISH = "Source: The Clearing\nNobody objects to openness; the question is who pays, and until when.\n"


def detected(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text and the encoding of bytes that must be decoded."""
    decoded, problem = decode_source("x.txt", data, encoding)
    assert decoded is not None, problem
    return decoded.text, decoded.encoding


def refused(data: bytes, encoding: str = "") -> Problem:
    decoded, problem = decode_source("x.txt", data, encoding)
    assert decoded is None
    assert problem is not None
    assert problem.hint
    return problem


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL + "恒溫的機房裏\n", "cp950", "cp950"),
        (TRADITIONAL + "他講粵語:佢哋嘅嘢\n", "big5hkscs", "big5-hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED + "㐀與𠮷\n", "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (ENGLISH, "ascii", "utf-8"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        ("Café · 3 × 4 °C, naïve and “quoted”.\n", "utf-8", "utf-8"),
        ("Café · 3 × 4 °C, naïve.\n", "utf-8", "utf-8"),
        ("Привет, читатель. Кто платит за модели?\n", "utf-8", "utf-8"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(text: str, codec: str, encoding: str) -> None:
    assert detected(text.encode(codec)) == (text, encoding)


@pytest.mark.parametrize(
    ("mark", "codec"), [(BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")]
)
def test_a_byte_order_mark_decides_even_for_a_word(mark: bytes, codec: str) -> None:
    assert detected(mark + "模型".encode(codec)) == ("\ufeff模型", codec)


@pytest.mark.parametrize("encoding", ["big5", "gb18030"])
def test_a_few_characters_are_refused_with_every_possible_reading(encoding: str) -> None:
    problem = refused("模型的帳".encode(encoding))
    assert problem.message == "the encoding of the file is not certain"
    assert f"{encoding} reads “模型的帳”" in problem.hint
    assert "--encoding" in problem.hint


def test_the_editor_decides() -> None:
    data = "模型的帳".encode("big5")
    assert detected(data, "big5") == ("模型的帳", "big5")
    assert detected(data, "gb18030")[0] == data.decode("gb18030")
    assert detected(b"\x93Hello\x94", "windows-1252") == ("“Hello”", "windows-1252")
    assert detected("模型".encode("utf-16"), "utf-16") == ("\ufeff模型", "utf-16-le")


def test_what_the_editor_chose_must_fit() -> None:
    problem = refused(("好的\n模型" + TRADITIONAL).encode("gb18030"), "utf-8")
    assert problem.message == "the file is not UTF-8 (byte 0xba at byte 1)"
    assert (problem.line, problem.column) == (1, 1)
    problem = refused("第一行\n第二".encode() + b"\xff", "utf-8")
    assert (problem.line, problem.column) == (2, 3)
    assert refused("模型".encode("utf-16-le") + b"x", "utf-16-le").line == 1
    assert "not certain" in refused("\u4e8c\u4e09".encode("utf-16-le"), "utf-16").message


def test_a_damaged_text_is_refused_and_never_repaired() -> None:
    for codec in ("utf-8", "big5", "gb18030"):
        data = TRADITIONAL.encode(codec)
        problem = refused(data[:200] + b"\xff\xff" + data[200:])
        assert "\ufffd" not in problem.hint


def test_latin_text_in_windows_1252_is_not_chinese() -> None:
    data = "“It’s open,” he said — and the café’s owner, who’d heard it before, didn’t reply.".encode("cp1252")
    problem = refused(data * 5)
    assert "windows-1252 reads ““It’s open" in problem.hint


@pytest.mark.parametrize("codec", ["shift_jis", "euc-jp"])
def test_japanese_is_not_taken_for_chinese(codec: str) -> None:
    text = "今日の会議で、三つの会社がモデルを公開すると発表した。費用は誰が払うのか、まだ決まっていない。\n"
    refused((text * 3).encode(codec))


def test_korean_is_not_taken_for_chinese() -> None:
    text = "오늘 회의에서 세 회사가 모형을 공개한다고 발표했다. 비용을 누가 낼지는 아직 정해지지 않았다.\n"
    refused((text * 3).encode("euc-kr"))


def test_utf32_and_binary_are_refused() -> None:
    assert "UTF-32" in refused(TRADITIONAL.encode("utf-32")).message
    assert refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").message == "this is not a text file (byte 0x00 at byte 9)"
    assert refused(BOM_UTF16_LE + b"a\0\0\0").message.startswith("this is not a text file")


def test_the_encoding_is_in_the_front_matter_and_the_import_record() -> None:
    conversion, _ = convert("x.txt", TRADITIONAL.encode("big5"), CONVERSION)
    assert conversion is not None
    assert "\n  encoding: big5\n" in conversion.markdown.decode()
    assert conversion.record.encoding == "big5"
    assert "問題只是誰來付錢" in conversion.markdown.decode()


SENTENCES = st.lists(st.sampled_from(TRADITIONAL.split("\n")[1:4] + SIMPLIFIED.split("\n")[1:4]), min_size=2)
CODECS = st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "gb18030"])


@pytest.mark.slow
@settings(derandomize=True, max_examples=150, deadline=None)
@given(SENTENCES, CODECS, st.text(max_size=8))
def test_any_mixture_is_read_back_or_refused(sentences: list[str], codec: str, litter: str) -> None:
    text = "\n".join([*sentences, litter.encode("utf-8", "ignore").decode()])
    decoded, problem = decode_source("x.txt", text.encode(codec))
    assert (decoded is None) != (problem is None)
    assert decoded is None or decoded.text == text


@settings(derandomize=True, max_examples=400, deadline=None)
@given(
    st.text(st.sampled_from("".join(sorted({*TRADITIONAL}))), min_size=1, max_size=60),
    st.sampled_from(["big5", "gb18030"]),
)
def test_short_texts_are_read_right_or_refused(text: str, codec: str) -> None:
    decoded, problem = decode_source("x.txt", text.encode(codec))
    assert decoded is None or decoded.text == text, problem


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.binary(max_size=80), st.sampled_from(["", *ENCODINGS]))
def test_any_bytes_are_read_without_loss_or_refused(data: bytes, encoding: str) -> None:
    decoded, problem = decode_source("x.txt", data, encoding)
    assert (decoded is None) != (problem is None)
    assert decoded is None or "\ufffd" not in decoded.text or "\ufffd".encode(decoded.encoding) in data


SEVEN_BIT = {"hz": "HZ", "utf-7": "UTF-7", "iso2022_jp_2": "ISO-2022-JP-2", "iso2022_kr": "ISO-2022-KR"}


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("hz", "开源模型的账单。"),
        ("hz", "A sentence on open source: 开源。\nThe end.\n"),
        ("utf-7", "開源模型的帳單"),
        ("utf-7", "A sentence on open source: 開源。\nThe end.\n"),
        ("iso2022_jp_2", "開源的文字"),
        ("iso2022_jp_2", "开源模型的账单。"),
        ("iso2022_kr", "開源的文字"),
    ],
)
def test_chinese_in_ascii_bytes_is_recognised_and_refused(codec: str, text: str) -> None:
    data = text.encode(codec)
    problem = refused(data)
    assert problem.message == f"the file is {SEVEN_BIT[codec]}, which is not supported"
    assert f"iconv -f {SEVEN_BIT[codec]} " in problem.hint
    assert detected(data, "utf-8") == (data.decode("ascii"), "utf-8")


def test_iso_2022_cn_is_refused_although_python_has_no_codec_for_it() -> None:
    assert "ISO-2022-CN" in refused(b"\x1b$)A\x0e=;;;\x0f\n").message


@pytest.mark.parametrize(
    "text",
    [
        "a+b=c, 1+1=2, C+++D, x+abcd-y, and +1-202-555-0100.\n",
        "key: MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA+abc/def+ghi==\n",
        "LaTeX: Fig.~{\\ref{a}}, and a home in ~{user}.\n",
        "\x1b[31mred\x1b[0m and \x1b(B of a terminal's log\n",
    ],
)
def test_signs_that_escapes_use_too_are_ascii(text: str) -> None:
    assert detected(text.encode()) == (text, "utf-8")


ALL_CODECS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gb2312", "big5", "cp950", "big5hkscs",
    *SEVEN_BIT,
)  # fmt: skip


@settings(max_examples=int(os.environ.get("BEILIN_TEXTS", "400")))
@given(st.sampled_from(ALL_CODECS), st.lists(st.sampled_from(sorted(_COMMON)), min_size=1, max_size=300), st.booleans())
def test_no_text_is_silently_read_in_a_wrong_encoding(codec: str, characters: list[str], with_latin: bool) -> None:
    """Random frequent characters, which are harder than prose: nothing but the encoding gives them away."""
    text = "".join(characters) + ("，as they say.\n" if with_latin else "")
    data = text.encode(codec, errors="ignore")
    written = data.decode(codec)
    # 三, a tab and an N in UTF-16, is both.
    assume(not (codec.startswith("utf-16-") and re.fullmatch(rb"[\t\n\r -~]+", data)))
    decoded, problem = decode_source("x.txt", data)
    assert (problem is None) == (decoded is not None)
    if decoded and written:
        assert decoded.text.removeprefix("\ufeff") == written, (codec, decoded)
