"""What the heads of pasted pages state: the title, and the day, authors and source around it, in whatever order."""

from __future__ import annotations

import pytest

from tests.importing.support import converted

CHINESE = """
去年秋天，我們把一座開了三十年的工廠裡的排產軟體換成了開源的版本，前後花了四個月。
最難的不是技術，而是說服每一個班組長，新的介面並不會讓他們多填一張表。
"""
ENGLISH = """

For eleven years our company of nine people has run its own mail server, and this spring we stopped.

What wore us down was everyone else's idea of who may send mail, which was never written down.
"""
# The head; then title, day, authors and source.
HEADS = [
    (
        "首页 > 新闻 > 国内 > 题目在此处，逗号之后\n题目在此处，逗号之后\n2023-06-02 作者：王小明",
        "题目在此处，逗号之后",
        "2023-06-02",
        "王小明",
        "",
    ),
    ("您現在的位置：首頁 » 科技 »\n\n工廠換軟體的故事", "工廠換軟體的故事", "", "", ""),
    ("Home › Tech › \n\n工廠換軟體的故事\n2023/06/02", "工廠換軟體的故事", "2023-06-02", "", ""),
    ("原題：原來的題目：副題", "原來的題目：副題", "", "", ""),
    ("工廠換軟體的故事\n撰文：王小明\n攝影：李四\n編輯：陳五\n校對：林六", "工廠換軟體的故事", "", "王小明", ""),
    ("工廠換軟體的故事\n撰文／王小明 攝影／李四", "工廠換軟體的故事", "", "王小明", ""),
    ("工廠換軟體的故事\n\n作者 王小明\n譯者 李四", "工廠換軟體的故事", "", "王小明", ""),
    ("工廠換軟體的故事\n2023-06-02 10:20\n王小明 李四", "工廠換軟體的故事", "2023-06-02", "王小明、李四", ""),
    ("A New Way\nThu, 14 Oct 2021 12:59:53 +0000\nAnn Example", "A New Way", "2021-10-14", "Ann Example", ""),
    ("A New Way\n2021-10-14T12:59:53Z", "A New Way", "2021-10-14", "", ""),
    ("A New Way\nAnn Example\n2021-10-14T12:59:53+02:00", "A New Way", "2021-10-14", "Ann Example", ""),
    (
        "A New Way of Doing Things | The Site\nThe Site\nHome\nA New Way of Doing Things\nby Ann Example on October 14, 2021",
        "A New Way of Doing Things",
        "2021-10-14",
        "Ann Example",
        "",
    ),
    ("\ue001\n\ue002 首頁\n\ue003\n工廠換軟體的故事\n2023-06-02", "工廠換軟體的故事", "2023-06-02", "", ""),
    ("\ue001 \ue002\n工廠換軟體的故事", "工廠換軟體的故事", "", "", ""),
    (
        "首页\n资讯\n正文\n某公司发布新芯片\n2019-09-25 10:20 来源: 某某网",
        "某公司发布新芯片",
        "2019-09-25",
        "",
        "某某网",
    ),
    (
        "某公司发布新芯片\n2019-09-25 10:20:11\u3000来源: 某某网\u3000\u3000作者: 李明\u3000\u3000责任编辑：王五",
        "某公司发布新芯片",
        "2019-09-25",
        "李明",
        "某某网",
    ),
    ("某公司发布新芯片\n某某网 2019-09-25 10:20:11", "某公司发布新芯片", "2019-09-25", "", "某某网"),
    ("某公司发布新芯片\n某某网 李明 2019-09-25 10:20:11", "某公司发布新芯片", "2019-09-25", "李明", "某某网"),
    ("某公司发布新芯片\n2019-09-25 10:20:11   阅读 1203   评论 3", "某公司发布新芯片", "2019-09-25", "", ""),
    ("某公司发布新芯片\n\n李明\n\n2019-09-25", "某公司发布新芯片", "2019-09-25", "李明", ""),
    ("某公司发布新芯片\n2019-09-25 李明", "某公司发布新芯片", "2019-09-25", "李明", ""),
    ("A Short Note on Ports\n\nTweet\nShare on LinkedIn\nPin it", "A Short Note on Ports", "", "", ""),
    ("English | 中文\n\nA Short Note on Ports", "A Short Note on Ports", "", "", ""),
    (
        "News\n\nVillage library wins fight\n\nDana Example, Senior Reporter\nSeptember 5, 2023 • 4 min read",
        "Village library wins fight",
        "2023-09-05",
        "Dana Example",
        "",
    ),
    (
        "Village library wins fight\n\nDana Example\nThe Valley Post\nSept. 5, 2023",
        "Village library wins fight",
        "2023-09-05",
        "Dana Example",
        "The Valley Post",
    ),
    (
        "Village library wins fight\nPublished: 5 Sep 2023, 10:20 GMT\nUpdated: 6 Sep 2023, 11:20 GMT\nAuthor: Dana Example",
        "Village library wins fight",
        "2023-09-05",
        "Dana Example",
        "",
    ),
    (
        "工廠換軟體的故事\n\n2023-06-02 10:20\n山城日報／ 記者張以安／南投報導",
        "工廠換軟體的故事",
        "2023-06-02",
        "張以安",
        "山城日報",
    ),
    (
        "工廠換軟體的故事\n\n記者張以安／南投報導\n2023年6月2日 週五 上午10:20",
        "工廠換軟體的故事",
        "2023-06-02",
        "張以安",
        "",
    ),
    ("工廠換軟體的故事\n\n北窗\n\n關注\n\n2023-06-02", "工廠換軟體的故事", "2023-06-02", "北窗", ""),
    ("工廠換軟體的故事\n——一家老廠的四個月\n2023-06-02", "工廠換軟體的故事", "2023-06-02", "", ""),
    ("王小明：我為什麼換軟體\n2023-06-02", "王小明：我為什麼換軟體", "2023-06-02", "", ""),
    ("我們換了軟體！\n2023-06-02", "我們換了軟體！", "2023-06-02", "", ""),
    ("標題：工廠換軟體的故事\n發布日期：2023/06/02\n點閱次數：123", "工廠換軟體的故事", "2023-06-02", "", ""),
    (
        "工廠換軟體的故事\n文／王小明\n出處：某電子報\n日期：民國112年6月2日",
        "工廠換軟體的故事",
        "2023-06-02",
        "王小明",
        "某電子報",
    ),
    ("工廠換軟體的故事\n採訪撰文｜王小明、李四\n攝影｜陳五", "工廠換軟體的故事", "", "王小明、李四", ""),
    ("工廠換軟體的故事\n\n◎ 王小明", "工廠換軟體的故事", "", "王小明", ""),
    ("工廠換軟體的故事\n\n王小明／文", "工廠換軟體的故事", "", "王小明", ""),
    ("What is open?\n\nMarch 4, 2022 | by Ann Example | 3 Comments", "What is open?", "2022-03-04", "Ann Example", ""),
    (
        "What is open?\nWritten by Ann Example\nPublished on Mar 04, 2022",
        "What is open?",
        "2022-03-04",
        "Ann Example",
        "",
    ),
    (
        "某公司发布新芯片_某某网\n某公司发布新芯片\n2019年09月25日 10:20 来源：某某网\n字体：大 中 小",
        "某公司发布新芯片",
        "2019-09-25",
        "",
        "某某网",
    ),
    (
        "某公司发布新芯片\n作者：小白\n日期：2019-09-25\n原文链接：https://a.example/1.html",
        "某公司发布新芯片",
        "2019-09-25",
        "小白",
        "",
    ),
    ("2019-09-25\n某公司发布新芯片", "某公司发布新芯片", "2019-09-25", "", ""),
    ("李明\n2019-09-25\n某公司发布新芯片", "某公司发布新芯片", "2019-09-25", "李明", ""),
]


@pytest.mark.parametrize(("head", "title", "day", "authors", "source"), HEADS)
def test_a_head_states_what_an_editor_reads(head: str, title: str, day: str, authors: str, source: str) -> None:
    conversion = converted(head + (ENGLISH if head.isascii() else CHINESE))
    facts = {fact.key: fact.values for fact in conversion.record.facts}
    read = ("".join(facts.get("date", ()))[:10], "、".join(facts.get("author", ())), "".join(facts.get("source", ())))
    assert (conversion.title, *read) == (title, day, authors, source)


@pytest.mark.parametrize("label", ["作者：-", "文/•", "By: --"])
def test_a_name_has_letters(label: str) -> None:
    assert "author" not in {fact.key for fact in converted(f"工廠換軟體的故事\n{label}\n{CHINESE}").record.facts}


def test_editors_and_photographers_are_only_in_the_record() -> None:
    conversion = converted(f"工廠換軟體的故事\n撰文：王小明\n攝影：李四\n編輯：陳五\n{CHINESE}")
    assert [fact.values for fact in conversion.record.facts if fact.key == "credit"] == [("李四",), ("陳五",)]
    assert "李四" not in conversion.markdown.decode()


def test_the_name_on_the_hint_to_bookmark_is_that_of_the_site() -> None:
    conversion = converted(f"鏈上觀察 鏈上觀察\nCtrl+D 收藏鏈上觀察\n工廠換軟體的故事\n2023-06-02\n{CHINESE}")
    assert [item.line for item in conversion.record.set_aside] == [0, 1]
    assert conversion.title == "工廠換軟體的故事"


def test_a_reporter_in_brackets_before_the_first_sentence_is_the_author_and_stays() -> None:
    record = converted(f"工廠換軟體的故事\n〔記者張以安／南投報導〕{CHINESE.strip()}").record
    (fact,) = [fact for fact in record.facts if fact.key == "author"]
    assert (fact.values, fact.evidence) == (("張以安",), "line 2 begins with 〔記者張以安／南投報導〕")
    assert record.body == (1, 2)


def test_a_subtitle_below_the_title_stays_in_the_article() -> None:
    head = "Small Machines\n\nSubscribe\nSign in\n\nThe Library That Lends Servers\nComputers like books\n\nEve Example\nMar 14, 2023"
    conversion = converted(head + ENGLISH)
    assert conversion.title == "The Library That Lends Servers"
    assert "Computers like books" in conversion.markdown.decode()


WRAPPED = """
一家公司把權重公開，並不等於把運行的成本也送了出去，機櫃有人付錢，夜裡看守機
櫃的人也有人付錢。這個人多半就是本欄的讀者：按小時租用機器，卻忘了把它關掉，
等到月底帳單寄來才發現自己替一個沒有人用的服務付了三十天的電費。
"""
WRAPPED_ENGLISH = """
When a company gives its weights away it does not give away the cost of
running them. Somebody pays for the racks, and somebody pays for the
people who keep the racks alive at night.
"""


@pytest.mark.parametrize("head", ["", "作者：甲某\n2023-06-02\n", "By Ann Example\nJune 2, 2023\n"])
@pytest.mark.parametrize("text", [WRAPPED, WRAPPED_ENGLISH])
def test_the_first_line_of_a_wrapped_paragraph_is_not_the_title(head: str, text: str) -> None:
    assert "title" not in {fact.key for fact in converted(f"{head}{text}{text}").record.facts}


@pytest.mark.parametrize("text", [WRAPPED, WRAPPED_ENGLISH])
def test_a_line_above_a_wrapped_paragraph_is_the_title(text: str) -> None:
    assert converted(f"模型的代價\n{text}{text}").title == "模型的代價"
    assert converted(f"模型的代價\n作者：甲某\n2023-06-02\n{text}{text}").title == "模型的代價"


def test_the_title_of_an_encyclopedia_stands_above_its_commands() -> None:
    head = "Contents\nList of bridges\n12 languages\nArticle\nTalk\nRead\nTools\nFrom Wikipedia, the free encyclopedia"
    assert converted(head + ENGLISH).title == "List of bridges"


def test_a_line_right_above_the_author_is_preferred_to_later_lines() -> None:
    head = "mail\nThe hidden cost of mail\nBy Ann Example\nMay 20, 2019\nOlena Photo Agency Archive\nMay 20, 2019"
    assert converted(head + ENGLISH).title == "The hidden cost of mail"
