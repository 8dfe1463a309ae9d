"""An archive's own patterns: what they decide, how they are checked, and how their decisions are explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.importing.classify.site_rules import SiteRule, SiteRules
from beilin.importing.classify.site_rules_file import read_site_rules
from beilin.importing.convert import convert
from beilin.importing.explain import explain_source
from beilin.importing.settings import ConversionSettings, ImportSettings
from beilin.importing.tasks import Source
from tests.importing.support import CONVERSION, READER, THREE

RULES = """\
chrome:
  - {name: 墾荒導覽, pattern: '首頁 > .+'}
stamps:
  - {name: 墾荒快訊, pattern: '〔\\d\\d:\\d\\d更新〕'}
teasers:
  - {name: 墾荒延伸, pattern: '延伸閱讀[:：].+'}
bylines:
  - {name: 墾荒署名, pattern: '墾荒網記者(?P<author>\\S+?)報導'}
"""
SOURCE = """\
首頁 > 科技 > 模型
墾荒網記者林某報導
第一段說的是費用,長短足夠。
一則快訊插在這里。〔09:30更新〕
第二段說的是別的事情。
延伸閱讀:另一篇文章的題目
"""


def rules_of(root: Path, text: str = RULES) -> tuple[SiteRules, list[str]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "content/import.yaml").write_text(text, "utf-8")
    rules, problems = read_site_rules(root)
    return rules, [f"{problem.location}: {problem.message}" for problem in problems]


def test_an_archive_without_the_file_has_no_rules(tmp_path: Path) -> None:
    assert read_site_rules(tmp_path) == (SiteRules(), [])


def test_the_rules_of_an_archive_decide_by_name_and_the_proof_still_holds(tmp_path: Path) -> None:
    rules, problems = rules_of(tmp_path)
    assert problems == []
    conversion, faults = convert("x.txt", SOURCE.encode(), ConversionSettings(THREE, READER, rules))
    assert conversion is not None, faults
    record = conversion.record
    assert [(item.line, item.rule) for item in record.set_aside] == [(0, "墾荒導覽"), (3, "墾荒快訊"), (5, "墾荒延伸")]
    assert "author: 林某" in conversion.markdown.decode()
    assert record.body == (2, 4)


def test_a_teaser_pattern_matches_only_at_the_end(tmp_path: Path) -> None:
    rules, _ = rules_of(tmp_path)
    text = "延伸閱讀:這是正文里的一句話\n" + "正文一段。\n" * 3
    conversion, _ = convert("x.txt", text.encode(), ConversionSettings(THREE, READER, rules))
    assert conversion is not None
    assert conversion.record.set_aside == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("chrome: [", "content/import.yaml:2:1: YAML cannot be read"),
        ("[]", "content/import.yaml:1:1: expected a mapping"),
        ("chrom: []", "content/import.yaml:1:1: unknown key 'chrom'"),
        ("chrome:\n  - {name: a}", "content/import.yaml:2:5: chrome: "),
        ("chrome:\n  - {name: a, pattern: x, where: y}", "content/import.yaml:2:27: unknown key 'where'"),
        ("chrome:\n  - {name: '', pattern: x}", "content/import.yaml:2:12: the name is empty"),
        ("chrome:\n  - {name: a, pattern: '(x'}", "content/import.yaml:2:24: the pattern cannot be read: "),
        ("chrome:\n  - {name: a, pattern: '(x+)+y'}", "content/import.yaml:2:24: a repeat is inside a repeat"),
        ("chrome:\n  - {name: a, pattern: '((x|y*)z)*'}", "content/import.yaml:2:24: a repeat is inside"),
        (
            "chrome:\n  - {name: a, pattern: '.*a.*b.*c.*d'}",
            "content/import.yaml:2:24: the pattern has 4 unbounded repeats",
        ),
        ("chrome:\n  - {name: a, pattern: 'x*'}", "content/import.yaml:2:24: the pattern matches empty text"),
        ("bylines:\n  - {name: a, pattern: 'x'}", "content/import.yaml:2:24: the pattern names no fact"),
        ("bylines:\n  - {name: a, pattern: '(?P<who>x)'}", "content/import.yaml:2:24: there is no fact 'who'"),
    ],
)
def test_a_faulty_rule_is_reported_with_its_position(tmp_path: Path, text: str, problem: str) -> None:
    rules, problems = rules_of(tmp_path, text)
    assert rules == SiteRules()
    assert [words for words in problems if words.startswith(problem)], problems


def test_every_line_is_explained_with_its_runner_up(tmp_path: Path) -> None:
    rules, _ = rules_of(tmp_path)
    (tmp_path / "x.txt").write_text(SOURCE.replace("〔09:30更新〕", "〔09:30更新〕一則。[2023/3/30 13:35:07]"), "utf-8")
    settings = ImportSettings(tmp_path, ConversionSettings(THREE, READER, rules))
    ((output, is_importable),) = explain_source(Source(tmp_path / "x.txt"), settings)
    text = "\n".join(output)
    assert is_importable
    assert "    1  set aside, 墾荒導覽: 首頁 > 科技 > 模型\n       evidence: the whole line matches 首頁 > .+" in text
    assert "    2  front matter, byline: 墾荒網記者林某報導\n       evidence: author = 林某" in text
    assert "    4  set aside, stamped flash: " in text
    assert "second: " in text.split("    4  set aside")[1].split("    5  ")[0]
    assert not (tmp_path / "content/articles").exists()


def test_a_refused_source_is_explained_by_the_reason(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"")
    ((output, is_importable),) = explain_source(Source(tmp_path / "x.txt"), ImportSettings(tmp_path, CONVERSION))
    assert not is_importable
    assert "the file is empty" in output[0]


def test_a_byline_may_state_several_facts_but_no_invalid_date() -> None:
    rule = SiteRule("署名", r"記者(?P<author>\S+?)報導,(?P<date>\S+)")
    texts = ("記者林某、陳某報導,2023年5月6日\n正文一段說的是事。\n", "記者林某報導,昨天\n正文一段說的是事。\n")
    rules = SiteRules(bylines=(rule,))
    first, second = (convert("x.txt", text.encode(), ConversionSettings(THREE, READER, rules))[0] for text in texts)
    assert first is not None
    assert second is not None
    assert "author: [林某, 陳某]\ndate: 2023-05-06\n" in first.markdown.decode()
    assert {fact.key for fact in second.record.facts} == {"title"}  # which is proposed


def test_rules_for_pages_are_selectors(tmp_path: Path) -> None:
    rules, problems = rules_of(tmp_path, "pages:\n  - {host: news.example, body: '.text', noise: '.ad, .share'}\n")
    assert problems == []
    assert [(rule.host, rule.body, rule.noise) for rule in rules.pages] == [("news.example", ".text", ".ad, .share")]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{host: 'https://news.example', body: p}", "the host is not the name of a site"),
        ("{host: news.example}", "the rule has no selector"),
        ("{host: news.example, body: 'p['}", "the selector cannot be read"),
        ("{host: news.example, title: 'p::before'}", "the selector cannot be read"),
        ("{host: news.example, body: p, nose: a}", "unknown key 'nose'"),
    ],
)
def test_a_rule_for_pages_that_cannot_be_used_is_an_error_at_its_place(tmp_path: Path, rule: str, message: str) -> None:
    rules, problems = rules_of(tmp_path, f"pages:\n  - {rule}\n")
    assert rules == SiteRules()
    assert len(problems) == 1
    assert message in problems[0]
    assert problems[0].startswith("content/import.yaml:2:")
