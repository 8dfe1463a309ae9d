"""The documentation in Traditional Chinese keeps in step with the English one; every link of both leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from beilin.text.slugs import heading_slug
from beilin.text.tidying.tidy import tidied
from beilin.translations.language import language
from beilin.translations.translate import translated

DOCS = Path(__file__).parent.parent / "docs"
CHINESE = DOCS / "zh-Hant"
PAGES = sorted(path.name for path in CHINESE.glob("*.md"))
PAIRS = [name for name in PAGES if (DOCS / name).exists()]
# The blocks that both have in the same order. Paragraphs are left out, as one language may need two where the other has one.
BLOCKS = {"heading_open", "list_item_open", "blockquote_open", "fence", "tr_open", "td_open", "th_open"}
COMMENT = re.compile(r"(?:^|\s+)# .*$", re.MULTILINE)
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


@cache
def tokens_of(path: Path) -> tuple[Token, ...]:
    """The document as tokens of its blocks."""
    return tuple(MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8")))


def inline_of(path: Path) -> Iterator[Token]:
    """The tokens of the document's text."""
    for token in tokens_of(path):
        yield from token.children or ()


def ids_of(path: Path) -> list[str]:
    """The ids of the headings, in order."""
    tokens = tokens_of(path)
    texts = [
        "".join(child.content for child in tokens[at + 1].children or ())
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    assert len(set(map(heading_slug, texts))) == len(texts), "two headings with one id"
    return [heading_slug(text) for text in texts]


def links_of(path: Path) -> list[str]:
    """Where links and images of the document lead."""
    found = [token.attrGet("href") or token.attrGet("src") for token in inline_of(path)]
    return [unquote(str(target)) for target in found if target]


def codes_of(path: Path) -> set[str]:
    """What stands between backticks."""
    return {token.content for token in inline_of(path) if token.type == "code_inline"}


def numbers_of(path: Path) -> set[str]:
    """The numbers in the text."""
    return {number for token in inline_of(path) if token.type == "text" for number in NUMBER.findall(token.content)}


def fences_of(path: Path) -> list[Token]:
    """The blocks of code."""
    return [token for token in tokens_of(path) if token.type == "fence"]


def counterpart(target: str, name: str) -> str:
    """Where the Chinese page has to lead if the English page `name` leads to the target.

    To the Chinese page where there is one, and in it to the heading in the same place.
    """
    if re.match(r"[a-z]+:", target):
        return target
    place, _, fragment = target.partition("#")
    file = place or name
    if file not in PAIRS:
        return f"../{target}"
    if fragment:
        ids = ids_of(DOCS / file)
        fragment = f"#{ids_of(CHINESE / file)[ids.index(fragment)]}"
    return f"{place}{fragment}"


def broken_links(path: Path) -> list[str]:
    """The links to files that do not exist, and to headings that the file does not have."""
    broken = []
    for target in links_of(path):
        place, _, fragment = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = path.parent / place if place else path
        if not file.exists() or (fragment and fragment not in ids_of(file)):
            broken.append(target)
    return broken


@pytest.fixture
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages are those that users of Traditional Chinese read."""
    monkeypatch.setenv("BEILIN_LANGUAGE", "zh-Hant")
    language.cache_clear()
    yield
    language.cache_clear()


def without(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """The items of the first that the second lacks, each as often as it lacks it."""
    return sorted((Counter(left) - Counter(right)).elements())


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_every_link_leads_to_a_file_and_a_heading_that_exist(path: Path) -> None:
    assert not broken_links(path)


@pytest.mark.parametrize("name", PAIRS)
def test_both_have_the_same_headings_lists_and_tables(name: str) -> None:
    def structure(path: Path) -> list[str]:
        return [f"{token.tag or token.type} {token.level}" for token in tokens_of(path) if token.type in BLOCKS]

    assert structure(CHINESE / name) == structure(DOCS / name)


@pytest.mark.parametrize("name", PAIRS)
def test_both_have_the_same_code(name: str) -> None:
    """Comments are translated; so is what a command prints, in blocks that have the language `text`."""
    for english, chinese in zip(fences_of(DOCS / name), fences_of(CHINESE / name), strict=True):
        assert chinese.info == english.info
        assert chinese.content.count("\n") == english.content.count("\n")
        if english.info != "text":
            assert COMMENT.sub(" #", chinese.content) == COMMENT.sub(" #", english.content)


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize("name", PAIRS)
def test_both_name_the_same_settings_options_and_files(name: str) -> None:
    """What is between backticks stays as it is, but for messages, which are as users of Chinese see them."""
    english, chinese = codes_of(DOCS / name), codes_of(CHINESE / name)
    assert not [code for code in sorted(english) if code not in chinese and translated(code) not in chinese]
    assert not chinese - english - {translated(code) for code in english}


@pytest.mark.parametrize("name", PAIRS)
def test_every_number_of_the_english_page_is_in_the_chinese_one(name: str) -> None:
    assert not numbers_of(DOCS / name) - numbers_of(CHINESE / name)


@pytest.mark.parametrize("name", PAIRS)
def test_both_lead_to_the_same_places_and_to_each_other(name: str) -> None:
    english, chinese = links_of(DOCS / name), links_of(CHINESE / name)
    expected = [counterpart(target, name) for target in english if target != f"zh-Hant/{name}"]
    assert f"zh-Hant/{name}" in english[:5]
    assert f"../{name}" in chinese[:5]
    chinese.remove(f"../{name}")
    assert without(expected, chinese) == []
    assert without(chinese, expected) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_punctuation_is_full_width(name: str) -> None:
    for token in inline_of(CHINESE / name):
        if token.type == "text":
            assert tidied(token.content, "zh-Hant") == token.content
