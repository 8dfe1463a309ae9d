"""Control characters: refused in front matter, settings, tags and data, left out of pages, and never sent to a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from beilin.cli import cli
from beilin.problems.controls import REFUSED, printable
from beilin.reading.article import ReaderSettings, read_article
from beilin.reading.front_matter_fields import front_matter_fields
from tests.conftest import MakeSite
from tests.little_site import article

# C0, DEL, C1, noncharacters. NUL makes a file that is not text.
RAW = "\x01\x08\x0b\x0c\x1b\x7f\x80\x85\x9b\x9f\ufdd0\ufffe\uffff\U0001fffe\U0010ffff"
ESCAPES = [
    "\\x00",
    "\\x01",
    "\\e",
    "\\b",
    "\\N",
    "\\x7f",
    "\\x9b",
    "\\ufdd0",
    "\\ufffe",
    "\\ud800",
    "\\udfff",
    "\\U0001ffff",
]
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
FRONT_MATTER = {
    "title": "{}", "summary": "{}", "source_url": "https://example.org/{}", "slug": "{}", "date": "{}", "updated": "{}",
    "expires": "{}", "author": "{}", "source": "{}", "language": "{}", "tags": ["{}"], "series": "{}",
    "aliases": ["/{}/"], "extra": {"a": ["{}"]}, "draft": "{}", "series_order": "{}", "title_proposed": "{}", "tidy": "{}",
    "featured": "{}", "id": "{}", "license": "{}", "rights": "{}", "robots": "{}", "noai": "{}",
    "withdrawn": {"date": "2026-01-01", "reason": "{}"},
    "provenance": {"file": "{}", "sha256": "0", "importer": "0"},
}  # fmt: skip


def quoted(value: object, character: str) -> str:
    """The value as YAML in which double quotes hold the character."""
    return json.dumps(value, ensure_ascii=False).replace("{}", character)


def test_every_key_of_the_front_matter_is_tried() -> None:
    assert front_matter_fields("UTC").keys() == FRONT_MATTER.keys()


@pytest.mark.parametrize("key", [*FRONT_MATTER, "extra key"])
def test_no_text_of_the_front_matter_may_have_one(key: str) -> None:
    for character in (*RAW, *ESCAPES):
        refused_at_its_key(key, character)


def refused_at_its_key(key: str, character: str) -> None:
    """Assert that the character is refused in a value of the key, or in a key of `extra`, with its line."""
    value = quoted(FRONT_MATTER.get(key, {f"a{'{}'}": "b"}), character)
    lines = {"title": '"t"', "date": "2024-01-01", "extra" if key == "extra key" else key: value}
    text = "---\n" + "".join(f"{name}: {value}\n" for name, value in lines.items()) + "---\n\n文。\n"
    read, problems = read_article("content/articles/a.md", text.encode(), ReaderSettings())
    assert read is None
    errors = [problem for problem in problems if problem.severity == "error"]
    assert [problem.line for problem in errors] == [list(lines).index("extra" if key == "extra key" else key) + 2]
    assert errors[0].code == ("yaml-syntax" if "\\ud" in character else "control-character")
    assert errors[0].column
    assert errors[0].hint


ANYWHERE = ("\x01", "\x9b", "\ufffe")


@pytest.mark.parametrize(
    ("path", "text", "line", "characters"),
    [
        ("content/tags.yaml", '甲:\n  synonyms: ["@"]\n', 2, (*ANYWHERE, "\\x1b", "\\ufdd0")),
        ("content/tags.yaml", '甲: {}\n"@": {}\n', 2, (*ANYWHERE, "\\x1b")),
        (
            "site.yaml", 'title: 碑\nbase_url: https://example.org/\ndescription: "@"\ntheme: bare\n', 3,
            (*ANYWHERE, "\\x1b"),
        ),
        ("content/data/a.yaml", 'a: 1\nb: ["@"]\n', 2, (*ANYWHERE, "\\x1b")),
        ("content/data/a.yaml", '"@": 1\n', 1, (*ANYWHERE, "\\x1b")),
        ("content/data/a.csv", "a,b\nc,@\n", 2, ANYWHERE),
        ("themes/bare/messages/zh-Hant.yaml", 'a: b\nc: "@"\n', 2, (*ANYWHERE, "\\x1b")),
        ("themes/bare/theme.yaml", 'description: "@"\n', 1, (*ANYWHERE, "\\x1b")),
    ],
)  # fmt: skip
def test_no_other_text_may_have_one(
    make_site: MakeSite, path: str, text: str, line: int, characters: tuple[str, ...]
) -> None:
    site = make_site({"content/articles/a.md": article("甲")})
    for character in characters:
        site.write({path: text.replace("@", character)})
        (problem,) = site.build_badly()
        assert (problem.code, problem.file, problem.line) == ("control-character", path, line)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,\n "b": ["x\\u0007"]}', (2, 10)),
        ('{"a": "\\\\u0007",\n "b\\b": 1}', (2, 4)),
        ('["\\ud83d\\ude00", "\\ud83d"]', (1, 19)),
        ('["\x7f"]', (1, 3)),
    ],
)
def test_json_may_have_none_as_an_escape(make_site: MakeSite, text: str, place: tuple[int, int]) -> None:
    (problem,) = make_site({"content/data/a.json": text}).build_badly()
    assert (problem.code, (problem.line, problem.column)) == ("control-character", place)


def test_escapes_of_what_is_allowed_are(make_site: MakeSite) -> None:
    make_site({
        "content/data/a.json": '["\\n\\t\\\\u0001 \\ud83d\\ude00"]',
        "content/data/b.yaml": '"\\n\\t\\\\x01 \\u78d1"\n',
        "content/articles/a.md": article('"甲\\\\x01"'),
    }).build_well()  # fmt: skip


def test_whatever_a_body_has_pages_and_feeds_can_be_read(make_site: MakeSite) -> None:
    codes = [
        *range(9),
        11,
        12,
        *range(14, 32),
        *range(127, 160),
        0xD800,
        0xDFFF,
        0xFDD0,
        0xFFFE,
        0xFFFF,
        0x1FFFE,
        0x10FFFF,
    ]
    references = "".join(f"a&#{code};b&#x{code:x};" for code in codes)
    raw = "".join(f"a{character}b" for character in RAW + BIDI)
    kinds = [
        "{}",
        "# {}",
        "`{}`",
        "```\n{}\n```",
        "<b title='{}'>{}</b>",
        "<div>{}</div>",
        "![{}](images/x.png)",
        "[{}](a.md '{}')",
    ]
    kinds += ["- {}", "> {}", "[[a|{}]]", "| {} |\n| --- |\n| {} |", "x[^1]\n\n[^1]: {}", "<https://example.org/{}>"]
    body = "\n\n".join(kind.replace("{}", text) for kind in kinds for text in (raw, references, "&#12;"))
    site = make_site({
        "site.yaml": "title: 碑\nbase_url: https://example.org/\ntheme: ink\n",
        "content/articles/a.md": article("甲", body, date="2024-01-01", tags="[乙]"),
        "content/articles/b.md": article("乙", f"{references}{raw}\n", date="2024-01-02"),
    })  # fmt: skip
    result = site.build()
    assert result.published, result.problems
    stray = [problem for problem in result.problems if problem.code == "stray-control"]
    assert {problem.line for problem in stray if problem.file == "content/articles/b.md"} == {6}
    for path in site.outputs():
        if path.endswith((".html", ".xml", ".json", ".txt", ".svg", ".css", ".js")):
            text = (site.output / path).read_text("utf-8")
            assert not REFUSED.search(text), path
            if path.endswith(".xml"):
                ElementTree.fromstring(text)
            elif path.endswith(".json"):
                json.loads(text)


def test_words_beside_a_character_that_is_left_out_stay(make_site: MakeSite) -> None:
    site = make_site({"content/articles/a.md": article("甲", "一\x07二\x0c三\x1b[31m四\n")})
    result = site.build()
    assert "一二 三[31m四" in site.page("articles/a/index.html")
    assert [(problem.line, problem.column) for problem in result.problems] == [(5, 2), (5, 4), (5, 6)]


def test_many_are_counted(make_site: MakeSite) -> None:
    result = make_site({"content/articles/a.md": article("甲", "一\x07\n" * 300)}).build()
    stray = [problem for problem in result.problems if problem.code == "stray-control"]
    assert len(stray) == 100
    assert "200 more follow" in stray[-1].message


@pytest.mark.parametrize("character", BIDI)
def test_a_control_of_direction_is_a_warning_with_its_place(make_site: MakeSite, character: str) -> None:
    escape = f"\\u{ord(character):04x}"
    site = make_site({
        "content/articles/a.md": article(f"甲{character}", f"文{character}。\n", source=f'"乙{escape}"'),
        "content/data/a.json": f'["{character}", "{escape}"]',
        "content/tags.yaml": f"丙:\n  synonyms: [丁{character}]\n",
    })  # fmt: skip
    result = site.build()
    assert result.published
    places = {(problem.code, problem.location) for problem in result.problems if problem.code == "bidi-control"}
    expected = ["articles/a.md:2:9", "articles/a.md:3:11", "articles/a.md:6:2", "data/a.json:1:3", "tags.yaml:2:15"]
    assert places == {("bidi-control", f"content/{place}") for place in expected}


def test_no_message_sends_a_control_to_the_terminal(make_site: MakeSite) -> None:
    hostile = "\x1b]52;c;eA==\x07\x9b2J\u202e"
    site = make_site({"content/articles/a.md": article("甲", f"[x](no{hostile}.md) {hostile}\n")})
    Path(site.root / "content/articles" / f"b{hostile}.md").write_text(article("乙", f"{hostile}\n"), "utf-8")
    for command in (
        ["build"],
        ["check"],
        ["list"],
        ["explain", "/articles/a/"],
        ["check", "--format", "json"],
        ["check", "--format", "github"],
    ):
        printed = CliRunner().invoke(cli, [*command, "--root", str(site.root)]).output
        assert printed
        assert not REFUSED.search(printed), command
        assert "\u202e" not in printed, command


def test_escapes_are_those_of_python() -> None:
    assert printable("a\x1b\u202e\ud800\n碑 \t", keep="\t") == "a\\x1b\\u202e\\ud800\\n碑 \t"
