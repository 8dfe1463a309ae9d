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
# The sections of which a Chinese page consists if it lacks some: the guide to themes, but not their reference.
SECTIONS = {
    "themes.md": {
        "themes",
        "making-a-theme",
        "the-theme-plain",
        "assets",
        "what-a-template-may-do",
        "kinds-of-page-of-your-own",
        "messages",
        "the-scripts",
        "the-search",
        "the-style-sheet",
    }
}
# The blocks that both have in the same order. Paragraphs are left out, as one language may need two where the other has one.
BLOCKS = {"heading_open", "list_item_open", "blockquote_open", "fence", "tr_open", "td_open", "th_open"}
COMMENT = re.compile(r"(?:^|\s+)# .*$", re.MULTILINE)
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


@cache
def tokens_of(path: Path) -> tuple[Token, ...]:
    """The document as tokens of its blocks."""
    return tuple(MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8")))


@cache
def english_page(name: str) -> tuple[Token, ...]:
    """The tokens of the English page that the Chinese one of this name has to have."""
    tokens = tokens_of(DOCS / name)
    if name not in SECTIONS:
        return tokens
    found: list[Token] = []
    taken = set()
    section = ""
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            section = heading_slug(text_of(tokens[at + 1]))
        if section in SECTIONS[name]:
            taken.add(section)
            found.append(token)
    assert taken == SECTIONS[name]
    return tuple(found)


def chinese_page(name: str) -> tuple[Token, ...]:
    """The tokens of the Chinese page."""
    return tokens_of(CHINESE / name)


def inline_of(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens of the text."""
    for token in tokens:
        yield from token.children or ()


def text_of(heading: Token) -> str:
    """The text of a heading."""
    return "".join(child.content for child in heading.children or ())


def ids_of(tokens: Sequence[Token]) -> list[str]:
    """The ids of the headings, in order."""
    ids = [heading_slug(text_of(tokens[at + 1])) for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(set(ids)) == len(ids), "two headings with one id"
    return ids


def links_of(tokens: Sequence[Token]) -> list[str]:
    """Where links and images lead."""
    found = [token.attrGet("href") or token.attrGet("src") for token in inline_of(tokens)]
    return [unquote(str(target)) for target in found if target]


def codes_of(tokens: Sequence[Token]) -> set[str]:
    """What stands between backticks."""
    return {token.content for token in inline_of(tokens) if token.type == "code_inline"}


def numbers_of(tokens: Sequence[Token]) -> set[str]:
    """The numbers in the text."""
    return {number for token in inline_of(tokens) if token.type == "text" for number in NUMBER.findall(token.content)}


def fences_of(tokens: Sequence[Token]) -> list[Token]:
    """The blocks of code."""
    return [token for token in tokens if token.type == "fence"]


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
        ids = ids_of(english_page(file))
        if fragment not in ids:
            return f"../{file}#{fragment}"
        fragment = f"#{ids_of(chinese_page(file))[ids.index(fragment)]}"
    return f"{place}{fragment}"


def broken_links(path: Path) -> list[str]:
    """The links to files that do not exist, and to headings that the file does not have."""
    broken = []
    for target in links_of(tokens_of(path)):
        place, _, fragment = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = path.parent / place if place else path
        if not file.exists() or (fragment and fragment not in ids_of(tokens_of(file))):
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
    def structure(tokens: Sequence[Token]) -> list[str]:
        return [f"{token.tag or token.type} {token.level}" for token in tokens if token.type in BLOCKS]

    assert structure(chinese_page(name)) == structure(english_page(name))


@pytest.mark.parametrize("name", PAIRS)
def test_both_have_the_same_code(name: str) -> None:
    """Comments are translated; so is what a command prints, in blocks that have the language `text`."""
    for english, chinese in zip(fences_of(english_page(name)), fences_of(chinese_page(name)), strict=True):
        assert chinese.info == english.info
        assert chinese.content.count("\n") == english.content.count("\n")
        if english.info != "text":
            assert COMMENT.sub(" #", chinese.content) == COMMENT.sub(" #", english.content)


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize("name", PAIRS)
def test_both_name_the_same_settings_options_and_files(name: str) -> None:
    """What is between backticks stays as it is, but for messages, which are as users of Chinese see them."""
    english, chinese = codes_of(english_page(name)), codes_of(chinese_page(name))
    assert not [code for code in sorted(english) if code not in chinese and translated(code) not in chinese]
    assert not chinese - english - {translated(code) for code in english}


@pytest.mark.parametrize("name", PAIRS)
def test_every_number_of_the_english_page_is_in_the_chinese_one(name: str) -> None:
    assert not numbers_of(english_page(name)) - numbers_of(chinese_page(name))


@pytest.mark.parametrize("name", PAIRS)
def test_both_lead_to_the_same_places_and_to_each_other(name: str) -> None:
    english, chinese = links_of(english_page(name)), links_of(chinese_page(name))
    expected = [counterpart(target, name) for target in english if target != f"zh-Hant/{name}"]
    assert f"zh-Hant/{name}" in english[:5]
    assert f"../{name}" in chinese[:5]
    chinese.remove(f"../{name}")
    assert without(expected, chinese) == []
    assert without(chinese, expected) == []


@pytest.mark.parametrize("name", PAGES)
def test_emphasis_is_emphasis_to_every_reader_of_markdown(name: str) -> None:
    """`**重點。**後文` is not emphasis to CommonMark, nor to GitHub: the full stop belongs behind the mark."""
    assert not [
        token.content for token in inline_of(chinese_page(name)) if token.type == "text" and "*" in token.content
    ]


@pytest.mark.parametrize("name", PAGES)
def test_the_punctuation_is_full_width(name: str) -> None:
    for token in inline_of(chinese_page(name)):
        if token.type == "text":
            assert tidied(token.content, "zh-Hant") == token.content
