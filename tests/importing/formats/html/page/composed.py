"""Composed pages with their truth: articles in three languages, in the layouts that sites have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Layout = Callable[["Article", str], str]


@dataclass(frozen=True, slots=True)
class Article:
    """What a page is composed of, and what must be read from it."""

    language: str
    title: str
    author: str
    day: str
    site: str
    blocks: tuple[tuple[str, str], ...]  # (HTML, the text that readers see)


def _p(text: str) -> tuple[str, str]:
    return f"<p>{text}</p>", text


ARTICLES = (
    Article(
        "zh-Hant",
        "城市裡的夜行動物",
        "林小雨",
        "2023-06-21",
        "墾荒週刊",
        (
            _p("入夜之後，城市並沒有真正安靜下來。路燈底下，果子狸沿著水管爬上屋頂，尋找白天被人遺落的果實。"),
            _p("研究人員在三年之間架設了兩百臺自動相機，記錄到十七種哺乳動物，其中有四種從未在這個區域被發現。"),
            ("<h2>牠們怎麼過馬路</h2>", "牠們怎麼過馬路"),
            _p("最危險的時刻是黃昏。車流還沒有散去，而動物已經開始活動，每年有超過九百隻動物因此喪命。"),
            ("<ul><li>涵洞：小型動物的首選</li><li>天橋：很少被使用</li></ul>", "涵洞：小型動物的首選天橋：很少被使用"),
            ("<blockquote><p>「我們不是住在牠們的地盤上，我們是鄰居。」</p></blockquote>", "「我們不是住在牠們的地盤上，我們是鄰居。」"),
            _p("市政府計畫在明年興建三座動物通道，並且在施工期間限制夜間照明，讓動物逐漸習慣新的路線。"),
        ),
    ),
    Article(
        "zh-Hans",
        "一家书店的三十年",
        "陈国华",
        "2022-11-03",
        "南方阅读",
        (
            _p("书店开在老城区的一条小巷里，门口没有招牌，只有一盏昏黄的灯。老板每天早上九点准时开门，三十年没有变过。"),
            _p("最困难的时候，一个月只卖出去十二本书。他没有想过关门，因为附近的孩子放学以后没有别的地方可以去。"),
            ("<h2>数字会说话</h2>", "数字会说话"),
            (
                "<table><tr><th>年份</th><th>册数</th></tr><tr><td>1993</td><td>4200</td></tr>"
                "<tr><td>2023</td><td>980</td></tr></table>",
                "年份册数199342002023980",
            ),
            _p("销量虽然下降了，来的人却没有减少。他们坐在地板上看书，一看就是一个下午，走的时候把书放回原处。"),
            ("<h2>以后怎么办</h2>", "以后怎么办"),
            _p("去年冬天，几个长大了的孩子凑钱替他付了房租。他说，这家书店从那天起就不再是他一个人的了。"),
        ),
    ),
    Article(
        "en",
        "Why the Bridge Hums",
        "Ann Example",
        "2021-03-14",
        "The Harbour Post",
        (
            _p("On windy nights the old bridge sings. The note is low, almost too low to hear, and it carries for miles along the river."),
            _p("Engineers were asked in the spring to find out whether the sound was a warning. They hung forty sensors from the deck."),
            ("<h2>What the sensors said</h2>", "What the sensors said"),
            _p("The wind does not shake the bridge; it plays it. Air rushing past the handrail sheds small vortices at a steady rhythm."),
            ("<pre><code>f = 0.2 * speed / width</code></pre>", "f = 0.2 * speed / width"),
            ("<ol><li>Measure the wind.</li><li>Measure the rail.</li></ol>", "Measure the wind.Measure the rail."),
            _p("The council has decided to leave the rail as it is, and to sell recordings of the hum to pay for the next coat of paint."),
        ),
    ),
)  # fmt: skip

_WORDS = {
    "zh-Hant": ("首頁", "科技", "文化", "相關文章", "另一篇有趣的文章", "訂閱電子報", "版權所有", "分享", "則留言", "寫得真好，謝謝作者的分享。"),
    "zh-Hans": ("首页", "科技", "文化", "相关文章", "另一篇有趣的文章", "订阅电子报", "版权所有", "分享", "条评论", "写得真好，谢谢作者的分享。"),
    "en": ("Home", "Science", "Culture", "Related articles", "Another interesting article", "Subscribe to our newsletter",
           "All rights reserved", "Share", "comments", "Great piece, thank you for writing it."),
}  # fmt: skip


def _links(*names: str) -> str:
    return "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(names))


def news(article: Article, body: str) -> str:
    """A news site with semantic elements and OpenGraph."""
    home, science, culture, related, other, subscribe, rights, share, *_ = _WORDS[article.language]
    return f"""<!DOCTYPE html><html lang="{article.language}"><head><title>{article.title} | {article.site}</title>
<meta property="og:title" content="{article.title}"><meta property="og:site_name" content="{article.site}">
<meta property="article:published_time" content="{article.day}T08:00:00+08:00"><meta name="author" content="{article.author}">
</head><body><header class="site-header"><nav><ul>{_links(home, science, culture)}</ul></nav></header><main>
<article><header><h1>{article.title}</h1><p class="byline">{article.author}</p></header>
<div class="share-buttons"><a href="#">{share} Facebook</a><a href="#">{share} LINE</a></div>
<div class="article-body">{body}</div></article>
<aside class="related"><h3>{related}</h3><ul>{_links(other, other + " 2", other + " 3")}</ul></aside></main>
<section class="newsletter"><form><p>{subscribe}</p><input><button>OK</button></form></section>
<footer><p>© 2023 {article.site} {rights}</p></footer></body></html>"""


def blog(article: Article, body: str) -> str:
    """A blog in the style of WordPress, with comments and a sidebar."""
    home, science, culture, related, other, subscribe, _, share, comments, praise = _WORDS[article.language]
    return f"""<!DOCTYPE html><html><head><title>{article.title} - {article.site}</title>
<meta property="og:site_name" content="{article.site}"></head><body class="single single-post"><div id="page">
<div id="masthead"><p class="site-title"><a href="/">{article.site}</a></p><ul class="menu">{_links(home, science)}</ul></div>
<div id="primary"><div class="post hentry"><h1 class="entry-title">{article.title}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date" datetime="{article.day}">{article.day}</time></span>
<span class="byline"><span class="author vcard"><a rel="author" href="/a">{article.author}</a></span></span></div>
<div class="entry-content">{body}</div><div class="sharedaddy"><h3>{share}</h3><a href="#">Twitter</a></div></div>
<div id="comments"><h2>2 {comments}</h2><ol class="comment-list"><li class="comment"><p>{praise}</p></li>
<li class="comment"><p>{praise} {praise}</p></li></ol></div></div>
<div id="secondary" class="widget-area"><h3>{related}</h3><ul>{_links(other, culture)}</ul><p>{subscribe}</p></div>
</div></body></html>"""


def soup(article: Article, body: str) -> str:
    """A page of nested divs with meaningless classes, and JSON-LD."""
    home, science, culture, related, other, subscribe, rights, *_ = _WORDS[article.language]
    return f"""<!DOCTYPE html><html><head><title>{article.title}</title><script type="application/ld+json">
{{"@context":"https://schema.org","@type":"BlogPosting","headline":"{article.title}","datePublished":"{article.day}",
"author":{{"@type":"Person","name":"{article.author}"}},"publisher":{{"@type":"Organization","name":"{article.site}"}}}}
</script></head><body><div id="root"><div class="x1a"><div class="k9"><a href="/">{home}</a><a href="/s">{science}</a>
<a href="/c">{culture}</a></div></div><div class="q7"><div class="z3"><h1 class="t0">{article.title}</h1></div>
<div class="z4">{body}</div><div class="z5"><div class="u1">{related}</div><div class="u2"><a href="/1">{other}</a></div>
<div class="u2"><a href="/2">{other} 2</a></div></div></div><div class="k8"><div>{subscribe}</div><div>{rights}</div></div>
</div></body></html>"""


def documentation(article: Article, body: str) -> str:
    """A manual with a sidebar of links, a table of contents and a pager."""
    home, science, culture, related, other, _, rights, *_ = _WORDS[article.language]
    menu = _links(home, science, culture, related, other, *(f"{other} {number}" for number in range(2, 9)))
    return f"""<!DOCTYPE html><html><head><title>{article.title} — {article.site}</title>
<meta name="author" content="{article.author}"><meta name="dc.date" content="{article.day}">
<meta property="og:site_name" content="{article.site}"></head><body>
<div class="sidebar" role="navigation"><ul>{menu}</ul></div><div class="document" role="main"><div class="body">
<section id="a"><h1>{article.title}</h1>{body}</section></div></div>
<div class="pager"><a rel="prev" href="/p">{other}</a><a rel="next" href="/n">{other} 2</a></div>
<div class="footer">© {article.site} {rights}</div></body></html>"""


def saved_reader(article: Article, body: str) -> str:
    """A page with nothing around its article but a head."""
    return f"""<html><head><title>{article.title}</title><meta name="author" content="{article.author}">
<meta name="date" content="{article.day}"><meta property="og:site_name" content="{article.site}"></head>
<body><h1>{article.title}</h1>{body}</body></html>"""


LAYOUTS: tuple[Layout, ...] = (news, blog, soup, documentation, saved_reader)
