"""The benchmarks measure what they claim: the corpus is as specified, and gaps in a tool's pages are detected."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from beilin.building.build import BuildOptions, BuildResult, build
from benchmarks import related, words
from benchmarks.checks import IncompleteError, article_page, check_site, expected_pages, missing_of_article
from benchmarks.corpus import Article, make_articles, make_corpus, markdown_file
from benchmarks.dense import dense_text, make_dense_articles
from benchmarks.make_vocabulary import OPENCC_VERSION, VOCABULARY, vocabulary
from benchmarks.measure import CommandFailedError, Measure, measure
from benchmarks.plain import texts_of_markdown
from benchmarks.prose import Writer
from benchmarks.results import merge, section
from benchmarks.search.builds import SEARCHED, UNSEARCHED, Files, files_in, median_of, sum_of, written
from benchmarks.search.draw import LENGTHS, Piece, Text, draw_piece, draw_query, draw_word, text_of
from benchmarks.search.host import hosting
from benchmarks.search.recall import Oracle, Quality, mean_quality, quality_of
from benchmarks.search.tables import quality_table, transfer_table
from benchmarks.search.values import Transfer
from benchmarks.tools.beilin import BEILIN, BEILIN_INK
from benchmarks.tools.tool import Tool, links_as_addresses

FIRST_DENSE = "4681c135adde214da3fbe6da8edfd80a96302461aaa3389a95805a5c31b7089e"
FIRST_FIVE = "5ea90382b36a469992dcd6a0722a0b708789cd66c38834ee6dfebca95712e797"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(make_articles(60, seed=7))


def test_the_corpus_is_the_same_everywhere() -> None:
    digest = hashlib.sha256()
    for name, text in list(make_corpus(20, seed=7))[:5]:
        digest.update(f"{name}\n{text}\n".encode())
    assert digest.hexdigest() == FIRST_FIVE


def test_different_seeds_give_different_corpora() -> None:
    assert dict(make_corpus(5, seed=1)) == dict(make_corpus(5, seed=1)) != dict(make_corpus(5, seed=2))


def test_articles_are_about_4500_characters_long() -> None:
    lengths = [len(article.body) for article in make_articles(300)]
    assert 4300 < sum(lengths) / len(lengths) < 4700
    assert min(lengths) > 2500


def test_there_are_150_tags_and_few_of_them_are_used_much() -> None:
    assert len(set(words.TAGS)) == 150
    drawn = [article.tags for article in make_articles(1000)]
    assert 3.8 < sum(map(len, drawn)) / len(drawn) < 4.2
    uses = Counter(tag for tags in drawn for tag in tags)
    assert uses[words.TAGS[0]] > 1.5 * uses[words.TAGS[2]] > 3 * uses[words.TAGS[19]]
    assert sum(uses[tag] for tag in words.TAGS[75:]) < 0.2 * uses.total()


def test_articles_contain_all_kinds_of_blocks(articles: list[Article]) -> None:
    for number, article in enumerate(articles):
        lines = article.body.splitlines()
        assert {"#", ">", "-", "1"} <= {line[:1] for line in lines}, article.name
        assert "](" in article.body
        assert ("```" in article.body) == ("| --- |" in article.body) == (number % 10 == 0)
    assert len({article.date[:4] for article in make_articles(300)}) == 16


def test_links_lead_to_articles(articles: list[Article]) -> None:
    body = "".join(article.body for article in articles)
    assert "](https://example.org/licences/full-text)" in body
    assert ".md)" not in links_as_addresses(body)
    assert links_as_addresses("[a](b-1.md)[c](https://d.example/e.md)") == (
        "[a](/articles/b-1/)[c](https://d.example/e.md)"
    )


def han_runs_of_up_to_three(number: int) -> set[str]:
    text = dense_text(number)
    blocks = [text.title, *text.headings, *text.body]
    runs = [run for block in blocks for run in re.findall("[\u3400-\u9fff]+", block)]
    return {run[start : start + n] for n in (1, 2, 3) for run in runs for start in range(len(run) - n + 1)}


def test_dense_texts_have_as_many_different_runs_of_characters_as_real_ones() -> None:
    sets = [han_runs_of_up_to_three(number) for number in range(200)]
    assert 2900 < sum(map(len, sets)) / len(sets) < 3300
    growth = [len(set().union(*sets[:count])) for count in (50, 100, 200)]
    assert 1.3 < growth[1] / growth[0] < 1.6
    assert 1.25 < growth[2] / growth[1] < 1.5


@pytest.mark.skipif(version("opencc") != OPENCC_VERSION, reason="another version of OpenCC may have other words")
def test_the_vocabulary_is_that_of_opencc() -> None:
    assert VOCABULARY.read_text("utf-8").split() == vocabulary()


def test_the_dense_corpus_is_the_same_everywhere() -> None:
    articles = list(make_dense_articles(3, seed=7))
    digest = hashlib.sha256("\n".join(map(markdown_file, articles)).encode())
    assert digest.hexdigest() == FIRST_DENSE
    assert 2000 < sum(len(article.body) for article in make_dense_articles(100)) / 100 < 3000


@pytest.fixture(scope="module")
def dense() -> list[Text]:
    return [text_of(article) for article in make_dense_articles(20)]


def built(tool: Tool, project: Path, articles: list[Article]) -> BuildResult:
    tool.prepare(project, articles)
    return build(project, BuildOptions(jobs=1, today="2026-06-01"))


@pytest.mark.parametrize("tool", [BEILIN, BEILIN_INK], ids=lambda tool: tool.name)
def test_beilin_makes_all_pages_of_the_corpus(tool: Tool, tmp_path: Path, articles: list[Article]) -> None:
    result = built(tool, tmp_path / "archive", articles)
    assert result.problems == ()
    pages = check_site(result.output, articles)
    if tool is BEILIN:
        assert result.pages == pages.article + pages.tag + pages.home + len(["feed.xml", "sitemap.xml"])


def test_gaps_in_the_pages_are_detected(tmp_path: Path, articles: list[Article]) -> None:
    output = built(BEILIN, tmp_path / "archive", articles).output
    page = article_page(output, articles[0])
    whole = page.read_text("utf-8")
    assert not list(missing_of_article(whole, articles[0]))
    last = list(texts_of_markdown(articles[0].body))[-1]
    page.write_text(whole.replace(last[-12:], ""), "utf-8")
    with pytest.raises(IncompleteError, match="missing"):
        check_site(output, articles)
    page.unlink()
    with pytest.raises(IncompleteError, match="article=59"):
        check_site(output, articles)


def test_pages_are_counted_from_the_corpus_alone() -> None:
    many = [Article(f"a-{n}", "題", "2020-01-01", "甲", "乙", ("開源",), "文\n") for n in range(101)]
    expected = expected_pages(many)
    assert (expected.article, expected.tag, expected.home) == (101, 1 + 3, 6)
    assert markdown_file(many[0]).startswith("---\ntitle: 題\ndate: 2020-01-01\n")


def test_child_processes_are_measured(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass\n"
    hold = "import time\nheld = bytes(range(256)) * 200_000\ntime.sleep(0.4)\n"
    for code in (burn, hold):
        (tmp_path / "child.py").write_text(code)
        parent = "import subprocess, sys; subprocess.run([sys.executable, 'child.py'], check=True)"
        result = measure([sys.executable, "-c", parent], tmp_path, os.environ, with_memory=code == hold)
        if code == burn:
            assert result.cpu >= 0.3
            assert result.memory is None
        elif Path("/proc/self/smaps_rollup").exists():
            assert result.memory is not None
            assert result.memory > 51_200_000
    with pytest.raises(CommandFailedError, match=r"exit code 3:\nwhy"):
        measure([sys.executable, "-c", "print('why'); raise SystemExit(3)"], tmp_path, os.environ)


def test_results_are_sorted_by_size() -> None:
    large, small = (
        section(f"{size} articles, built", "2026-06-01", "2 cores", "run", "old") for size in ("10,000", "1,000")
    )
    text = merge(merge("", large), small)
    assert text.index("## 1,000") < text.index("## 10,000")
    again = merge(text, large.replace("old", "new"))
    assert again.count("## 10,000") == 1
    assert "new" in again
    assert merge(again, large) == text


def test_the_host_of_the_search_compresses_text_and_counts_what_it_sends(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>" + "同" * 1000, "utf-8")
    (tmp_path / "a.bin").write_bytes(bytes(1000))
    with hosting(tmp_path) as host, httpx.Client(base_url=host.url) as client:
        assert client.get("?q=1").text == "<p>" + "同" * 1000
        assert client.get("a.bin").content == bytes(1000)
        assert client.get("../none").status_code == 404
        page, binary, none = host.take()
    assert (page.path, page.size < 100) == ("/", True)
    assert (binary.size, none.size) == (1000, 0)
    assert host.take() == []


def test_written_files_are_counted(tmp_path: Path) -> None:
    for name in ("kept", "replaced", "removed"):
        (tmp_path / name).write_bytes(b"123")
    before = files_in(tmp_path)
    (tmp_path / "removed").unlink()
    (tmp_path / "other").write_bytes(b"123")
    (tmp_path / "other").rename(tmp_path / "replaced")
    (tmp_path / "new").write_bytes(b"12345")
    assert sum_of(written(before, files_in(tmp_path))) == Files(2, 8, 5)


def test_without_rounds_the_times_are_those_of_the_round_of_the_memory() -> None:
    timed, with_memory = Measure(1, 2, None, 10), Measure(5, 6, 7, 8)
    assert median_of([timed, with_memory]) == Measure(1, 2, 7, 10)
    assert median_of([with_memory]) == with_memory


def test_the_archives_of_the_search_differ_in_one_setting() -> None:
    plain, searched = (tool.other_files["site.yaml"].splitlines() for tool in (UNSEARCHED, SEARCHED))
    assert set(searched) - set(plain) == {"search: true"}
    assert set(plain) - set(searched) == {"search: false"}


def test_pieces_are_drawn_from_the_texts_and_found_by_the_oracle(dense: list[Text]) -> None:
    writer, oracle = Writer("1"), Oracle(dense)
    for length in LENGTHS:
        piece = draw_piece(dense, length, writer)
        assert len(piece.typed) == length
        holders = {number for number, text in enumerate(dense) if piece.typed in "".join((text.title, *text.blocks))}
        assert holders <= oracle.articles_with(piece) != set()
    word = draw_word(dense, writer)
    assert word.typed != word.twin
    assert oracle.articles_with(word) == oracle.articles_with(Piece(word.twin, word.typed, is_word=True))
    queries = [draw_query(dense, writer) for _ in range(100)]
    assert 0 < sum(" " in query for query in queries) < 25


def test_recall_and_precision_are_means_over_the_pieces(dense: list[Text]) -> None:
    pieces, oracle = [draw_piece(dense, 2, Writer("2"))] * 2, Oracle(dense)
    assert quality_of(pieces, lambda _: range(len(dense)), oracle).recall == 1
    assert quality_of(pieces, lambda _: range(len(dense)), oracle).precision < 1
    assert quality_of(pieces, lambda _: [], oracle) == Quality(0, 1)
    half = mean_quality([([1, 2], [1]), ([1], [1, 2])])
    assert half == Quality(0.75, 0.75)


def test_tables_of_the_search_round_no_share_up_to_one() -> None:
    quality = Quality(0.99996, 1, 1)
    assert "| 1 character | 0.999 | 1 | 1 | 1 | 1 |" in quality_table(
        {"1 character": (quality, Quality(1, 1, 1))}, {}, ""
    )
    transfers = [Transfer(size * 1000, size * 2000, size % 4) for size in range(1, 101)]
    assert "| Beilin | 50 | 95 | 101 | 190 | 3 |" in transfer_table({"Beilin": transfers})


def test_the_reach_of_related_articles_is_counted() -> None:
    done = CliRunner().invoke(related.main, ["--count", "60", "--edits", "40"], catch_exceptions=False)
    lines = done.output.splitlines()
    assert lines[0] == "60 articles, 40 sentences edited, one at a time"
    share = re.fullmatch(r"what the article is about is the same: (\d+)%", lines[1])
    compared, rendered = (re.search(r"mean ([\d.]+), 95% \d+, at most (\d+)", line) for line in lines[2:])
    assert share
    assert 40 < int(share[1]) < 100
    assert compared
    assert rendered
    assert 0 < float(rendered[1]) < float(compared[1]) < int(compared[2]) < 60
