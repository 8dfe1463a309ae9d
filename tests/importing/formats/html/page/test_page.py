"""Whole pages: the article, what surrounds it, and the facts."""

from __future__ import annotations

from beilin.importing.classify.page_rules import PageRule
from beilin.importing.classify.site_rules import SiteRules
from beilin.importing.formats.html.page.convert import convert_page
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0035)https://news.example/2023/06/a.html -->
<html lang="zh-Hant"><head><meta charset="utf-8"><title>研究發現新材料 - 晨星報</title>
<meta property="og:site_name" content="晨星報"><meta property="og:title" content="研究發現新材料">
<meta property="article:published_time" content="2023-06-21T01:19:00Z">
<link rel="canonical" href="https://news.example/2023/06/a.html">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
"headline":"研究發現新材料","datePublished":"2023-06-22T09:00:00+08:00","author":[{"@type":"Person","name":"王小明"},
{"@id":"#p2"}],"keywords":"材料,電池"},{"@id":"#p2","@type":"Person","name":"李大華"}]}</script>
</head><body><nav><ul><li><a href="/">首頁</a></li><li><a href="/tech">科技</a></li></ul></nav>
<div class="article"><h1>研究發現新材料</h1><p class="meta">2023-06-22 09:00</p>
<p>研究團隊今日宣布，他們在實驗室中發現了一種全新的材料，這種材料可以在室溫下儲存大量的能量，並且能夠反覆使用超過一萬次。</p>
<p>團隊負責人表示，這項發現將改變電池產業的未來，預計在五年內可以投入量產，屆時電動車的續航里程將大幅提升，成本也會下降。</p>
<h2>應用前景</h2>
<p>業界認為，這種材料最先會應用於手機與筆記型電腦，接著才是電動車與電網儲能，不過仍有許多工程問題需要解決，例如散熱與安全。</p>
</div><div class="related"><h3>相關新聞</h3><ul><li><a href="/x">另一則新聞</a></li></ul></div>
<footer>版權所有 © 晨星報</footer></body></html>"""


def convert(html: str, *rules: PageRule) -> Document:
    document = convert_page("page.html", Page(html), FormatSettings(site_rules=SiteRules(pages=rules)))
    assert isinstance(document, Document)
    return document


def body_of(document: Document) -> list[str]:
    """The Markdown of the blocks that are neither set aside nor state a fact."""
    stated = {fact.line for fact in document.facts}
    blocks = enumerate(document.blocks)
    return [block.markdown for number, block in blocks if number not in document.noise and number not in stated]


def facts_of(document: Document) -> dict[str, tuple[str, ...]]:
    return {fact.key: fact.values for fact in reversed(document.facts)}


def test_the_article_is_the_body_and_the_rest_is_set_aside() -> None:
    document = convert(PAGE)
    body = body_of(document)
    assert len(body) == 4
    assert body[2] == "## 應用前景"
    aside = [document.blocks[number].text for number in document.noise]
    assert aside == ["首頁", "科技", "相關新聞", "另一則新聞", "版權所有 © 晨星報"]


def test_facts_are_read_and_disagreements_are_doubts() -> None:
    document = convert(PAGE)
    assert facts_of(document) == {
        "title": ("研究發現新材料",),
        "author": ("王小明", "李大華"),
        "date": ("2023-06-22T09:00:00+08:00",),
        "tags": ("材料", "電池"),
        "source": ("晨星報",),
        "source_url": ("https://news.example/2023/06/a.html",),
    }
    assert [(doubt.rule, "2023-06-21" in doubt.evidence) for doubt in document.doubts] == [("date", True)]


def test_a_rule_of_the_archive_says_what_is_the_article_and_where_the_facts_are() -> None:
    html = PAGE.replace("<h2>", '<p class="ad">買一送一，只限今日！</p><h2 id="x">')
    rule = PageRule(
        "news.example", body=".article", noise=".ad, h2", title=".article h1", author=".meta", date="p.meta"
    )
    document = convert(html.replace("2023-06-22 09:00<", "作者：王小明　2023-06-23 08:00<"), rule)
    body = body_of(document)
    assert len(body) == 3
    assert facts_of(document)["title"] == ("研究發現新材料",)
    assert facts_of(document)["author"] == ("王小明",)
    assert facts_of(document)["date"] == ("2023-06-23 08:00",)
    evidence = {finding.evidence for finding in document.noise.values()}
    assert evidence >= {"in .ad, h2 of the rule for news.example", "not in .article of the rule for news.example"}


def test_a_rule_that_matches_nothing_is_reported_and_not_used() -> None:
    document = convert(PAGE, PageRule("example", body=".gone"))
    assert len(body_of(document)) == 4
    assert any("matches nothing" in doubt.evidence for doubt in document.doubts)
    other = convert(PAGE, PageRule("other.example", body="footer"))
    assert len(body_of(other)) == 4


OLD = """<html><head><title>台積電擴廠計畫曝光_科技_墾荒網</title></head><body>
<div><a href="/">首頁</a> | <a href="/tech">科技</a> | <a href="/bbs">論壇</a></div>
<table><tr><td><center><font size="5"><b>台積電擴廠計畫曝光</b></font></center>
<center>2023年06月21日 09:19　來源：墾荒網　作者：陳某某</center><div id="zoom">
　　墾荒網6月21日電，台積電今天宣布將在南部科學園區興建新的晶圓廠，預計投資金額超過新台幣五千億元。<br><br>
　　公司發言人表示，新廠將採用最先進的製程，預計在三年後開始量產，屆時將可創造超過一萬個工作機會。<br><br>
　　不過環保團體質疑，擴廠將帶來龐大的用水與用電需求，政府應該先提出完整的評估報告。</div></td>
<td><b>相關新聞</b><ul><li><a href="1">某公司股價大漲</a></li><li><a href="2">某某宣布辭職</a></li></ul></td>
</tr></table><p align="center">Copyright © 2023 墾荒網 版權所有</p></body></html>"""


def test_a_page_without_headings_and_data_is_read_by_what_it_shows() -> None:
    document = convert(OLD)
    assert facts_of(document) == {
        "title": ("台積電擴廠計畫曝光",),
        "date": ("2023-06-21 09:19",),
        "author": ("陳某某",),
        "source": ("墾荒網",),
    }
    assert [text[:6] for text in body_of(document)] == ["墾荒網6月2", "公司發言人表", "不過環保團體"]


def test_paragraphs_and_lists_of_a_short_page_stay_with_the_others() -> None:
    html = """<html><head><title>老街的早餐店</title></head><body><header><a href="/">首頁</a></header><article>
<h1>老街的早餐店</h1><p>老街上的早餐店每天清晨四點就開門，老闆娘一邊揉麵一邊和熟客說話，聲音很輕。</p>
<p>豆漿是自己磨的，油條是現炸的，客人排隊排到街口，沒有人抱怨。</p><p>有人問她為什麼不漲價，她只是笑笑，說大家都不容易。</p>
<ul><li>豆漿 20 元</li><li>油條 15 元</li></ul><p>離開的時候，太陽剛好從屋頂後面升起來，整條街都亮了。</p></article>
<footer>版權所有</footer></body></html>"""
    body = body_of(convert(html))
    assert body[-3:] == ["豆漿 20 元", "油條 15 元", "離開的時候，太陽剛好從屋頂後面升起來，整條街都亮了。"]
