"""The script of the search folds, reads queries, hashes, ranks and proves as Python does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from beilin.indexing.documents import SearchText
from beilin.indexing.hashes import gram_hash, text_hash
from beilin.indexing.sizes import IndexSizes
from beilin.indexing.state import SegmentState
from beilin.searching.ask import ask, by_relevance, is_exact
from beilin.searching.index_reader import Index
from beilin.searching.query import parse_query
from beilin.text.folding import fold_file, folded, search_key
from benchmarks.dense import dense_text
from tests.browser.tabs import Tab
from tests.indexing.folder_index import FolderIndex
from tests.searching.cases import OPEN, read_cases, with_marks, without_marks

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

# Planes 4 to 13 have no characters.
ALL = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x40010), *range(0xDFFF0, 0xE0400), 0x10FFFF)))
# The script with the table of all characters, for one call in the page.
WITH_CORE = """async ([core, file, given]) => {
    const search = await import(core), table = file && search.folding(file);
    %s
}"""
FOLD = "return table.fold(given).folded"
KEYS = "return given.map(text => table.query(text).key)"
HASHES = "return given.map(text => [...text].map(one => one.codePointAt(0))).map(codes => [codes.length > 0 && codes.length < 4 ? search.gramHash(codes) : null, search.textHash(codes)])"
QUERIES = """return given.map(typed => {
    const { required, excluded, script } = table.query(typed);
    return [required, excluded].map(terms => terms.map(term => term.map(part => part.forms.join("|") + (part.isOpen ? "*" : "")))).concat(script ?? "");
})"""
PROOFS = """return given.map(([typed, ...texts]) => {
    const query = table.query(typed), blocks = texts.map(text => table.fold(text));
    return query.patterns.length && search.isProved(blocks, query) ? blocks.map(block => search.marksOf(block, query.patterns)) : null;
})"""
RANKS = """const use = search.indexAt(given.index);
    return Promise.all(given.queries.map(typed => use(async index => {
        const { found, isExact } = await search.rank(index, index.query(typed));
        found.sort((one, other) => other[1] - one[1] || other[0] - one[0]);
        return [found.map(([number]) => number), isExact];
    })))"""
QUERIES_ASKED = (
    "開源", "开源", "的", "權重", "授權條款", "羊駝家族", "大型語言模型", "llama", "lla", "LLaMA 授權", "2023", "apache 2.0", '"open source"',
    "開源 -授權", "沒有這種東西", "第3篇", "計劃", "c", "模型 權重 授權", "文字", "文字 文字", "一", "gpt-4", "", "。", "q" * 600,
)  # fmt: skip


@dataclass(frozen=True)
class Core:
    """The script, as it is published, in a page."""

    page: Page
    url: str

    def run(self, program: str, given: object, file: str = "") -> Any:
        """What the program returns, with the table in the file."""
        return self.page.evaluate(WITH_CORE % program, [self.url, file, given])


@pytest.fixture
def core(tab: Tab, output: Path) -> Core:
    """The script in a page of the sample archive."""
    (script,) = output.glob("assets/search-core.*.js")
    tab.page.goto(f"{tab.home}search/")
    return Core(tab.page, f"{tab.home}assets/{script.name}")


@pytest.fixture(scope="module")
def table() -> str:
    """The file for an archive that has every character."""
    return fold_file(ALL)


def test_every_character_folds_as_in_python(core: Core, table: str) -> None:
    expected = folded(ALL).replace("\0", "")
    found = core.run(FOLD, ALL, table)
    assert [pair for pair in zip(found, expected, strict=True) if pair[0] != pair[1]] == []


def test_names_have_the_keys_that_they_have_in_python(core: Core, table: str) -> None:
    texts = [case["typed"] for kind in ("queries", "proofs") for case in read_cases(kind)]
    texts += [without_marks(text) for case in read_cases("proofs") for text in case["blocks"]]
    texts += ["AI", "Open Source", "開源AI 模型 GPT 4", " a b 開 源 c d"]
    assert core.run(KEYS, texts, table) == [search_key(text) for text in texts]


def test_hashes_are_those_of_python(core: Core) -> None:
    texts = [
        "一",
        "开",
        "开源",
        "源开",
        "开源码",
        "𠮷",
        "𠮷野",
        "野𠮷家",
        "〇〇〇",
        "가나다",
        "カメラ",
        "a",
        "the",
        "開源軟體",
        "c++",
        "",
    ]
    expected = [[gram_hash(text) if 0 < len(text) < 4 else None, text_hash(text)] for text in texts]
    assert core.run(HASHES, texts) == expected


def test_queries_mean_what_the_cases_say(core: Core, table: str) -> None:
    cases = read_cases("queries")
    found = core.run(QUERIES, [case["typed"] for case in cases], table)
    wrong = []
    for case, (required, excluded, script) in zip(cases, found, strict=True):
        # A term that is typed twice counts once; the script leaves that to the index.
        once = [term for number, term in enumerate(required) if term not in required[:number]]
        meaning = once, excluded, script.lower()
        expected = case.get("required", []), case.get("excluded", []), case.get("script", "")
        wrong += [] if meaning == expected else [(case["typed"], meaning, expected)]
    assert not wrong


def test_texts_hold_what_the_cases_say(core: Core, table: str) -> None:
    cases = read_cases("proofs")
    texts = [[case["title"], *case["blocks"]] for case in cases]
    given = [[case["typed"], *map(without_marks, own)] for case, own in zip(cases, texts, strict=True)]
    found = core.run(PROOFS, given, table)
    wrong = []
    for case, own, marks in zip(cases, texts, found, strict=True):
        shown = None
        if marks is not None:
            shown = [
                with_marks(*_in_code_points(without_marks(text), spans)) for text, spans in zip(own, marks, strict=True)
            ]
        expected = own if case.get("is_result", True) else None
        wrong += [] if shown == expected else [(case["typed"], shown, expected)]
    assert not wrong
    assert any(OPEN in text for own in texts for text in own)


def _in_code_points(text: str, spans: list[list[int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text, and the spans counted in code points instead of UTF-16 units."""
    units = text.encode("utf-16-le")

    def place(unit: int) -> int:
        return len(units[: 2 * unit].decode("utf-16-le"))

    return text, tuple((place(start), place(end)) for start, end in spans)


def test_results_are_those_of_python_in_the_same_order(core: Core, output: Path) -> None:
    assert _agree(core, output / "search", "/archive/search/", QUERIES_ASKED) > 15


def test_results_from_two_segments_are_those_of_python(core: Core, tmp_path: Path) -> None:
    """Dense texts, and queries of every length from them: of grams and of words, sparse lists and dense ones."""
    texts = [dense_text(number) for number in range(56)]
    searched = {
        f"{number:02}": SearchText(text.title, "\n".join(text.headings), "\n".join(text.body))
        for number, text in enumerate(texts)
    }
    folder = tmp_path / "index"
    FolderIndex(folder, IndexSizes(max_single=32, step=32)).update(searched)

    def answer(route: Route) -> None:
        route.fulfill(body=(folder / route.request.url.partition("/two/")[2]).read_bytes())

    core.page.route("**/two/**", answer)
    queries = [text.body[0][place : place + length] for length, text in enumerate(texts[::3], 1) for place in (0, 7)]
    queries += [text.title for text in texts[::8]]
    assert _agree(core, folder, "/archive/two/", queries) > 30
    core.page.unroute_all()


def _agree(core: Core, folder: Path, url: str, queries: Sequence[str]) -> int:
    """Hold that the results in the browser are those of Python; the number of queries that have some."""
    meta = json.loads((folder / "meta.json").read_bytes())
    segments = [
        SegmentState(one["path"], one["first"], one["count"], one["bits"], one["words"], one["epoch"], {})
        for one in meta["segments"]
    ]
    index = Index(segments, lambda path: (folder / path).read_bytes())
    parsed = [parse_query(typed) for typed in queries]
    expected = [[by_relevance(ask(query, index)), is_exact(query)] for query in parsed]
    found = core.run(RANKS, {"index": url, "queries": list(queries)})
    assert [each for each in zip(queries, found, expected, strict=True) if each[1] != each[2]] == []
    return sum(bool(numbers) for numbers, _ in expected)
