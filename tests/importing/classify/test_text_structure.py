"""Wrapped lines, code, tables and speakers in plain text are recognised only where they are certain."""

from __future__ import annotations

import textwrap

import pytest

from beilin.importing.classify.structure.structure import Structure, find_structure
from beilin.importing.source.joins import divided_text, joined_texts
from tests.importing.support import source_lines

ENGLISH = (
    "When a company gives its weights away it does not give away the cost of running them. Somebody pays for the racks, "
    "and somebody pays for the people who keep the racks alive at night.",
    "In 1998 the first version was written in a garage, by two students who had no idea what they were doing. It worked, "
    "and nobody knows why.",
    'The committee met on Tuesday (as it always does) and decided nothing at all. "Ask again in March," it said, which '
    "surprised no one who had been there before.",
)
CHINESE = (
    "一家公司把權重公開，並不等於把運行的成本也送了出去。機櫃有人付錢，夜裡看守機櫃的人也有人付錢。",
    "「怎麼會這樣？」他問，「免費的模型一個月也要三千塊，早知道我就先看合約了。」沒有人回答，窗外下著雨，一直下到天亮。",
    "使用 Kubernetes 部署 LLaMA 之前，請先確認 GPU 的驅動程式是不是最新的版本，否則很容易遇到奇怪的錯誤，例如 out of memory 之類。",
)
CODE = {
    "python": 'import os\n\ndef main(argv):\n    """Run the thing and say how it went."""\n    for name in argv:\n        print(name)\n\n    # 完成\n    return 0',
    "c": "#include <stdio.h>\n\nint main(void)\n{\n    int i;\n    for (i = 0; i < 10; i++) {\n        printf(\"%d\", i);\n    }\n}",
    "shell": "$ git clone https://a.example/b.git\n$ cd b\n$ make install",
    "prompt": ">>> a = 1\n>>> a + 1\n2",
    "sql": "SELECT name, count(*)\nFROM users\nWHERE age > 30\nGROUP BY name;",
    "yaml": 'version: 3\nservices:\n  web:\n    image: nginx\n    ports:\n      - "80:80"',
    "json": '{\n  "name": "a",\n  "list": [1, 2]\n}',
    "html": '<div class="a">\n  <p>Hello</p>\n</div>',
    "css": "body {\n  color: red;\n}\n\n.a > .b {\n  display: none;\n}",
    "ruby": "class Foo\n  def greet\n    puts \"Hello #{@name}\"\n  end\nend",
    "lisp": "(defun fact (n)\n  (if (<= n 1)\n      1\n      (* n (fact (- n 1)))))",
    "make": "all: main.o\n\tgcc -o main main.o\n\nclean:\n\trm -f *.o",
    "indented": "    x = load()\n    x.run()",
}  # fmt: skip
TABLES = {
    "tabs": "公司\t價格\t備註\n甲\t100\t無\n乙\t200\t含稅",
    "columns": "Name     Age  City\nAnn       31  London\nBob       40  Paris",
    "two wide rows": "cost        = racks / tenants\ntenants     = 1*DIGIT",
    "box": "┌──────┬──────┐\n│ 公司 │ 價格 │\n├──────┼──────┤\n│ 甲   │ 100  │\n└──────┴──────┘",
    "signs": "+---+---+\n| a | b |\n+---+---+",
    "drawing": "+--------+       +--------+\n| client | ----> | server |\n+--------+       +--------+",
    "log": "2023-06-02 10:00:01 INFO start\n2023-06-02 10:00:02 WARN low memory\n2023-06-02 10:00:03 ERROR no memory",
    "contents": "1.  Introduction . . . . . . . .  2\n2.  Costs  . . . . . . . . . . .  3\n3.  Ends . . . . . . . . . . . .  4",
}  # fmt: skip


def structure_of(text: str) -> Structure:
    return find_structure(source_lines(*text.split("\n")))


def paragraphs_of(text: str) -> list[str]:
    """The text of each paragraph after joining."""
    lines = source_lines(*text.split("\n"))
    structure = find_structure(lines)
    texts = {line.number: line.text for line in lines if line.text}
    return list(joined_texts(texts, structure.joins).values())


def wrapped_chinese(text: str, width: int, indent: str = "") -> str:
    """The text wrapped after that many Han characters, with punctuation that stays with the character before it."""
    lines, line = [], indent
    for character in text:
        if len(line) >= width and character not in "，。？」":
            lines.append(line)
            line = ""
        line += character
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [60, 72, 79])
@pytest.mark.parametrize("indent", ["", "    "])
def test_wrapped_english_paragraphs_are_found_again(width: int, indent: str) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width, initial_indent=indent) for paragraph in ENGLISH)
    assert paragraphs_of(text) == list(ENGLISH)


def test_indented_paragraphs_need_no_blank_lines() -> None:
    text = "\n".join(textwrap.fill(paragraph, 72, initial_indent="    ") for paragraph in ENGLISH)
    assert paragraphs_of(text) == list(ENGLISH)


@pytest.mark.parametrize("width", [30, 36, 40])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_wrapped_chinese_paragraphs_are_found_again(width: int, indent: str) -> None:
    paragraphs = CHINESE[:2]
    text = "\n\n".join(wrapped_chinese(paragraph, width, indent) for paragraph in paragraphs)
    assert paragraphs_of(text) == list(paragraphs)


def test_a_short_line_above_a_wrapped_paragraph_is_not_joined() -> None:
    text = "\n\n".join(f"The night watch\n{textwrap.fill(paragraph, 70)}" for paragraph in ENGLISH)
    assert paragraphs_of(text) == [part for paragraph in ENGLISH for part in ("The night watch", paragraph)]


def test_quotes_addresses_and_verse_in_a_wrapped_letter_are_not_joined() -> None:
    lines = [
        "> a quoted line that somebody wrote in an earlier letter, and that is as",
        "> long as the others",
        "Ann Example",
        "12 Long Street",
        "Tyger Tyger, burning bright,",
        "In the forests of the night;",
    ]
    between = f"{lines[0]}\n{lines[1]}\n\n{lines[2]}\n{lines[3]}\n\n{lines[4]}\n{lines[5]}"
    wrapped = [textwrap.fill(paragraph, 72) for paragraph in ENGLISH]
    text = f"{wrapped[0]}\n\n{wrapped[1]}\n\n{between}\n\n{wrapped[2]}"
    assert paragraphs_of(text) == [*ENGLISH[:2], *lines, ENGLISH[2]]


def test_lines_without_paragraphs_between_them_are_left_for_the_editor() -> None:
    text = "\n".join(textwrap.fill(f"{a} {b}", 72) for a in ENGLISH for b in ENGLISH)
    structure = structure_of(text)
    assert structure.joins == ()
    assert [doubt.rule for doubt in structure.doubts if doubt.rule == "wrapped text"] == ["wrapped text"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("an old chap-", "ter of the chapter", "an old chapter of the chapter"),
        ("a well-", "known well-known company", "a well-known well-known company"),
        ("the co-", "operation of all", "the co-operation of all"),
        ("before 1998—", "and after", "before 1998—and after"),
        ("before 1998 —", "and after", "before 1998 — and after"),
        ("and/", "or both", "and/or both"),
    ],
)
def test_hyphens_and_dashes_at_line_ends(before: str, after: str, expected: str) -> None:
    filler = textwrap.fill(ENGLISH[0], 62)
    first = f"{'x' * (61 - len(before))} {before}"
    lines = source_lines(*f"{filler}\n\n{first}\n{after} now.".split("\n"))
    structure = find_structure(lines)
    stripped = {piece.line for piece in structure.hyphens}
    texts = {line.number: line.text[:-1] if line.number in stripped else line.text for line in lines if line.text}
    assert list(joined_texts(texts, structure.joins).values())[1].split(" ", 1)[1] == f"{expected} now."


def test_a_joined_text_is_divided_again_where_its_record_says() -> None:
    lines = source_lines(*textwrap.fill(ENGLISH[0], 60).split("\n"), "", *textwrap.fill(ENGLISH[1], 60).split("\n"))
    structure = find_structure(lines)
    texts = {line.number: line.text for line in lines if line.text}
    joins = [join for join in structure.joins if join.line < 4]
    assert divided_text(ENGLISH[0], joins) == [texts[number] for number in range(len(joins) + 1)]


@pytest.mark.parametrize("language", CODE)
@pytest.mark.parametrize("prose", [ENGLISH, CHINESE])
def test_code_between_paragraphs_is_preformatted_whole(language: str, prose: tuple[str, ...]) -> None:
    code = CODE[language]
    structure = structure_of(f"{prose[0]}\n\n{code}\n\n{prose[1]}\n\n{prose[2]}")
    assert structure.preformatted == (tuple(range(2, 2 + len(code.split("\n")))),)


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_or_drawing_is_preformatted_whole(kind: str) -> None:
    table = TABLES[kind]
    structure = structure_of(f"下表是價格。\n\n{table}\n\n以上。")
    assert structure.preformatted == (tuple(range(2, 2 + len(table.split("\n")))),)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("首頁 | 新聞 | 體育\n正文。", id="one row of a menu"),
        pytest.param("────────\n正文。\n────────", id="separators"),
        pytest.param("One sentence.  Another one.\nA third.  A fourth.\nFifth.  Sixth.", id="two spaces after a stop"),
        pytest.param("return to the sea\nbreak the silence\nfor the love of it", id="verse of keywords"),
        pytest.param("甲(A)、乙(B)；\n丙(C)、丁(D)；\n戊(E)。", id="names with brackets"),
        pytest.param("In the forests of the night;\nWhat the hammer;\nwhat the chain;", id="verse with semicolons"),
        pytest.param("Name: Ann\nAge: 31\nCity: London", id="facts"),
    ],
)
def test_prose_and_verse_are_not_preformatted(text: str) -> None:
    assert structure_of(text).preformatted == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["Q: What for?", "A: For racks.", "Q: And people?", "A: People too."],
        ["甲山：你好。", "乙水：你也好。", "甲山：天氣真好。", "他笑了。", "乙水：是的。"],
        ["[00:01] Ann: Hello.", "[00:04] Bob: Hello.", "[00:09] Ann: Well.", "[00:12] Bob: Well."],
        ["Ann Example 00:01", "Hello.", "Bob Example 00:04", "Hello.", "Ann Example 00:09", "So.", "Bob Example 00:12", "Yes."],
    ],
)  # fmt: skip
def test_a_row_of_turns_has_speakers(lines: list[str]) -> None:
    turns = structure_of("\n\n".join(lines)).turns
    assert len(turns) == 4
    assert all(lines[turn.line // 2][turn.start :].startswith(turn.name) for turn in turns)


@pytest.mark.parametrize(
    "lines",
    [
        ["優點：輕。", "缺點：貴。", "優點：快。", "缺點：重。"],
        ["Ann: Hello.", "Bob: Hello.", "Ann: Well."],
        ["甲：100元", "乙：200元", "甲：300元", "乙：400元"],
        ["甲山：你好。", *["旁白很長，說了很多話。"] * 9, "乙水：你好。", "甲山：嗯。", "乙水：嗯。"],
        ["https://a.example/", "https://b.example/", "http://c.example/", "http://d.example/"],
    ],
)
def test_labels_that_are_not_clearly_speakers_are_not_strong(lines: list[str]) -> None:
    assert structure_of("\n\n".join(lines)).turns == ()


def test_the_hierarchy_of_headings_follows_their_numbers() -> None:
    text = "一、甲\n文。\n1. 子\n文。\n2. 丑\n文。\n二、乙\n文。\n1. 寅\n文。\n2. 卯\n文。\n三、丙\n文。"
    assert list(structure_of(text).levels.values()) == [2, 3, 3, 2, 3, 3, 2]
    decimal = "1 Costs\nText.\n1.1 Racks\nText.\n1.1.1 Power\nText.\n1.2 People\nText.\n2 Ends\nText."
    assert list(structure_of(decimal).levels.values()) == [2, 3, 4, 3, 2]


def test_short_lines_that_repeat_below_numbered_headings_are_one_level_deeper() -> None:
    text = "一、甲牌\n輕便\n很輕的一支手機，拿著不累。\n二、乙牌\n輕便\n重一點，但是還算可以接受。\n結語\n都不錯。"
    structure = structure_of(text)
    assert list(structure.levels.items()) == [(0, 2), (1, 3), (3, 2), (4, 3)]
    assert structure_of(text.replace("很輕的一支手機，拿著不累。\n", "")).headings.keys() == {0, 2}


def test_three_numberings_are_three_levels() -> None:
    text = "第一章 甲\n文。\n一、子\n文。\n（一）寅\n文。\n（二）卯\n文。\n二、丑\n文。\n第二章 乙\n文。\n一、辰\n文。\n二、巳\n文。"
    assert list(structure_of(text).levels.values()) == [2, 3, 4, 4, 3, 2, 3, 3]


def test_a_row_of_headings_is_headings_throughout_or_not_at_all() -> None:
    assert list(structure_of("一、甲\n文。\n二、乙\n文。\n三、這一段以句號結束。\n文。").headings) == []
