"""The sample archive that is measured: a page of every kind, and everything that Markdown can put into an article.

Beside the project's own content it holds what is hard to set: long words, long titles, wide tables, large images, articles
in three languages, an imported one and lists that go on. All of it is older than the project's own articles. Below it
stand its variants: the project's own archive, the other languages of the interface, the theme plain.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from beilin.building.build import BuildOptions, build
from beilin.importing.archive.kept_sources import keep_source
from beilin.importing.record.record_file import write_import_record
from beilin.layout import LINKS_FILE, import_record_path
from beilin.reading.link_records import LinkRecord, link_records_data
from tests.importing.support import converted
from tests.little_site import article

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "https://example.org/archive/"  # where it is published; it never receives requests
BASE_PATH = "/archive/"
TODAY = "2026-11-24"
OUTPUT = "out"  # the folder of the built archive below that of its sources


@dataclass(frozen=True)
class Sample:
    """A page to measure."""

    name: str
    kind: str  # the name of one of planning's KINDS
    path: str  # below the base path


# The pages that are measured.
SAMPLES = (
    Sample("home", "home", ""),
    Sample("home-2", "home", "page/2/"),
    Sample("article", "article", "articles/everything/"),
    Sample("article-simplified", "article", "articles/simplified/"),
    Sample("article-english", "article", "articles/english/"),
    Sample("article-imported", "article", "articles/imported/"),
    Sample("collation", "collation", "articles/collated/collation/"),
    Sample("article-undated", "article", "articles/undated/"),
    Sample("article-long-words", "article", "articles/long-words/"),
    Sample("article-own", "article", "articles/llama-family/"),
    Sample("tombstone", "tombstone", "articles/withdrawn/"),
    Sample("page", "page", "about/"),
    Sample("page-everything", "page", "colophon/"),
    Sample("not-found", "not-found", "no/such/page/"),
    Sample("tags", "tags", "tags/"),
    Sample("tag", "tag", "tags/llama/"),
    Sample("tag-2", "tag", "tags/open-source/page/2/"),
    Sample("tag-of-one", "tag", "tags/rare/"),
    Sample("years", "years", "years/"),
    Sample("year", "year", "years/2023/"),
    Sample("undated", "undated", "undated/"),
    Sample("dead-links", "dead-links", "dead-links/"),
    Sample("feed-list", "feed-list", "feeds/"),
    Sample("authors", "authors", "authors/"),
    Sample("author", "author", "authors/硯秋/"),
    Sample("sources", "sources", "sources/"),
    Sample("source", "source", "sources/碑林專欄/"),
    Sample("series-list", "series-list", "series/"),
    Sample("series", "series", "series/三語三篇/"),
    Sample("search", "search", "search/"),
    Sample("timeline", "timeline", "timeline/"),
    Sample("timeline-year", "timeline-year", "timeline/2023/"),
    Sample("own-home", "home", "own/"),
    Sample("own-timeline", "timeline", "own/timeline/"),
    Sample("english-home", "home", "english/"),
    Sample("english-article", "article", "english/articles/everything/"),
    Sample("simplified-article", "article", "simplified/articles/imported/"),
    Sample("article-twin", "article-twin", "own/zh-Hans/articles/llama-family/"),
    Sample("page-twin", "page-twin", "own/zh-Hans/about/"),
    Sample("tombstone-twin", "tombstone-twin", "own/zh-Hans/articles/withdrawn/"),
    Sample("plain-home", "home", "plain/"),
    Sample("plain-article", "article", "plain/articles/everything/"),
    Sample("english-tombstone", "tombstone", "english/articles/withdrawn/"),
    Sample("plain-tombstone", "tombstone", "plain/articles/withdrawn/"),
    Sample("plain-collation", "collation", "plain/articles/collated/collation/"),
    Sample("plain-tags", "tags", "plain/tags/"),
    Sample("plain-dead-links", "dead-links", "plain/dead-links/"),
    Sample("plain-search", "search", "plain/search/"),
)
REDIRECT = Sample("redirect", "redirect", "old/everything/")  # to the article

EVERYTHING = """\
開頭一段，夾著Latin術語、`code`、**粗體**、*強調*、~~刪去~~、[連結](llama-family.md)，還有裸網址https://example.com/a/very/long/path?with=query。
引文「如此」，書名《開成石經》，數字1,234.56與50%。[^短] 再引一次同一條，[^短]也引一條長的。[^長]

## 標題很長的一節，長到在手機上一定要折成兩行以上，連同Latin字母的Transformer與一個`inline_code_name`

### 三級標題

#### 四級標題

##### 五級標題

###### 六級標題

文字。

## 清單

1. 第一項
2. 第二項
   - 內層
     - 再內層，長到要折行：這一項說明清單內層的文字折行之後，仍然對齊在它自己的起點，不會跑到記號底下去。
3. 第三項

   第三項的第二段。

- [x] 做完的事
- [ ] 沒做的事

開源
: 任何人都可以使用、修改、再散布。
: 第二個解釋。

權重
: 模型的參數。

## 表格

| 模型 | 參數（億） | 授權 | 發布 | 說明 | 另一欄 | 再一欄 |
| --- | ---: | :---: | --- | --- | --- | --- |
| LLaMA 65B | 650 | 研究 | 2023-02-24 | 最大的一個，需要許多記憶體才能執行 | `llama.cpp` | 1,234 |
| Alpaca | 70 | 研究 | 2023-03-13 | 在LLaMA上微調 | — | 56 |
| Falcon 40B | 400 | Apache 2.0 | 2023-05-25 | 授權幾經修改 | `falcon` | 789 |

## 程式碼

```python
@dataclass(frozen=True)
class Page:
    \"\"\"A page to be rendered, with a line that is far too long for any phone to show without scrolling sideways.\"\"\"

    output: str  # 路徑
    size: int = 1_000

def render(page: Page) -> bytes:
    if page.size > 0x10 and not page.output:
        raise ValueError(f"no output: {page!r}")
    return b"".join(part.encode() for part in ["a", "b", None or "c"])
```

```diff
- 舊的一行
+ 新的一行
```

```console
$ python3 build.py serve
```

    縮排的程式碼

## 引用與提示

> 引文的第一段。
>
> > 引文裡的引文。

> [!NOTE]
> 附註。

> [!TIP]
> 提示，帶[連結](#清單)。

> [!IMPORTANT]
> 重要。

> [!WARNING]
> 注意。

> [!CAUTION]
> 警告。

## 公式

損失$L(N)=\\left(\\frac{N_c}{N}\\right)^{\\alpha_N}$隨參數下降，花費US$5與$300。$\\bar{x}$、$\\vec{v}$、$\\cancel{z}$、$\\textbf{粗}$。很長的一個在文字中：
$\\mathcal{L}(\\pi_\\theta;\\pi_{\\text{參考}})=-\\mathbb{E}_{(x,y)\\sim\\mathcal{D}}\\left[\\log\\sigma\\left(\\beta\\log\\frac{\\pi_\\theta(y\\mid x)}{\\pi_{\\text{參考}}(y\\mid x)}\\right)\\right]$。

$$
f(x)=\\begin{cases} 1 & x>0 \\\\ 0 & \\text{否則} \\end{cases}
$$

$$
\\begin{align} a &= b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z \\\\ &= \\boxed{0} \\end{align}
$$

| 式 | 值 |
| --- | --- |
| $P(A|B)$ | $\\frac{1}{2}$ |

## 圖

![各年篇數的示意圖](../images/open-models-timeline.svg)

<figure>
<img src="../images/wide.png" alt="由深到淺的色帶">
<figcaption>圖一：一張很寬的點陣圖。</figcaption>
</figure>

文字之間的![小圖](../images/small.png)小圖。

## 其他

<ruby>碑<rt>bēi</rt>林<rt>lín</rt></ruby>，<kbd>Ctrl</kbd>＋<kbd>C</kbd>，<mark>標記</mark>，x<sup>2</sup>，<abbr title="General Public License">GPL</abbr>。

<details><summary>打開看</summary>

收著的一段。

</details>

第一行\\
第二行

---

結尾。

[^短]: 短註。
[^長]: 長註的第一段，提到[另一篇](english.md)。

    長註的第二段。
"""

SIMPLIFIED = """\
这一篇用简体中文写成，夹着Latin术语与`code`。界面仍是繁体，所以正文要自己标明语言。[^一]

## 第一节

“引号”与‘单引号’，还有——破折号……省略号。

## 第二节

| 年 | 篇数 |
| --- | ---: |
| 2023 | 12 |

## 第三节

> [!NOTE]
> 附注。

[^一]: 注释。
"""

ENGLISH = """\
An article in English inside an archive whose interface is Chinese, with a Chinese term (開源) in it.[^1]

## The first section

It has *emphasis*, **importance**, a [link](everything.md), and a quotation:

> What is written in stone stays.

## The second section

```js
const answer = 42; // a comment
```

## The third section

- [ ] to do
- [x] done

| Name | Count |
| --- | ---: |
| LLaMA | 65 |

[^1]: A note.
"""

LONG_WORDS = f"""\
{"LongWordWithoutAnyBreak" * 12}

## {"AnotherVeryLongHeadingWithoutAnyBreak" * 4}

https://example.com/{"a-long-path/" * 20}

`{"long_inline_code_" * 20}`

- {"item" * 60}

{"字" * 200}
"""

ARTICLES = {
    "everything.md": article(
        "樣樣俱全：一篇用上所有寫法的文章，標題也長得要折行", EVERYTHING, date="2021-11-02 08:30", updated="2021-12-01",
        author="[硯秋, 拓工, Ada Lovelace]", source="碑林專欄", source_url="https://example.com/original?a=1&b=2",
        tags="[開源, LLaMA, 授權, 訓練成本, 罕見]", aliases="[/old/everything/]", series="三語三篇", series_order="2",
    ),
    "simplified.md": article("简体的一篇", SIMPLIFIED, date="2021-10-02", language="zh-Hans", author="石工", tags="[开源]", series="三語三篇", series_order="1"),
    "english.md": article(
        "An Article in English, with a Title that Takes Two Lines", ENGLISH, date="2021-09-02", language="en",
        author="Wren Halloway", source="Beilin Notes", tags="[open source, LLaMA]", series="三語三篇", series_order="3",
    ),
    "imported.md": article(
        "匯入的一篇(上)", "從別處匯入的文章。\n\n他說:“第二段(很短),完。”然後走了。\n", date="2021-08-02", author="'Ada & <Co>'", source="某報",
        source_url="https://example.com/found", title_proposed="true", tags="[開源]",
        provenance="{file: found.txt, sha256: " + "0123456789abcdef" * 4
        + ", importer: 0.1.0, set_aside: {teaser-tail: 9, end-stamp: 3}, encoding: Big5}",
    ),
    "undated.md": article("沒有日期的一篇", "一段文字。[撤回的一篇](withdrawn.md)。\n", tags="[開源]"),
    "withdrawn.md": article(
        "撤回的一篇：標題也長，長到在手機上要折成兩行", "一段不再刊載的文字。\n", date="2021-06-01", author="[硯秋, 拓工]", source="碑林專欄",
        withdrawn="{date: 2026-11-02, reason: 應作者要求撤回：文中引用的信件未經寫信的人同意，改寫之後也看得出是誰。}",
    ),
    "long-words.md": article("LongWord" * 16, LONG_WORDS, date="2021-07-02", author="Author" * 16, source="Source" * 16),
}  # fmt: skip
# A source to import, with lines that are joined, stripped, set aside and turned into front matter.
SOURCE = """\
來源:碑林周報
作者:石工
2021-08-03 09:30
　　拓片是碑的影子，也是碑的備份。紙貼上去，墨打下來，凹的地方留白，凸的地方成黑，一千年前的筆畫就到了手上。
　　可是影子會變。同一塊碑，明朝的拓本比清朝的多三個字；多出來的，是後來被人敲掉的。讀拓片的人先問年代，再問文字。
某交易平臺風控主管:下半年的合規成本只會更高:報道,4月12日,在新加坡的一場閉門座談上,某交易平臺的風控主管表示,各地監管口徑不一。[2021/8/3 13:35:07]
01怎麼看出先後
　　看裂紋。裂紋只會變長，不會癒合，所以裂紋短的在前。再看泐字：字口清楚的在前，漫漶的在後。
　　有人用\u200b軟體比對兩份拓本：先對齊，再相減，剩下的就是這幾百年的事。<b>結果</b>要由人來讀，機器只負責指出哪裡不同。
02為什麼要留底本
　　校勘的規矩，是改了什麼都要讓人看見。改對了，後人省事；改錯了，後人還有得救。
"""
# Enough articles for lists with several pages; only in the sample archive, because variants build faster without them.
MANY = {
    f"many-{n}.md": article(
        f"第{n}篇", f"第{n}篇的文字。\n", date=f"2020-{n // 28 + 1:02}-{n % 28 + 1:02}", tags="[開源]"
    )
    for n in range(52)
}


PUBLISHED = {
    "publish_sources": "true", "dead_links": "true", "license": "CC-BY-SA-4.0", "rights": "© 2026 碑林編輯室",
}  # fmt: skip
# What became of pages that the articles link to.
LINKS = (
    LinkRecord(
        "https://example.com/a/very/long/path?with=query", "dead", "2026-11-20", "2026-10-01", "404",
        archived_url="https://web.archive.org/web/20140203000000/https://example.com/a/very/long/path", archived_on="2014-02-03",
    ),
    LinkRecord("https://example.com/original?a=1&b=2", "dead", "2026-11-20", "2026-11-01", "410"),
    LinkRecord("https://example.com/found", "moved", "2026-11-20", new_url="https://example.com/found/at/a/new/place/"),
)  # fmt: skip
# Archives below the sample archive: their settings in place of those of site.yaml, and their articles beside the project's.
VARIANTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "own": ({"script_twins": "true"}, {"withdrawn.md": ARTICLES["withdrawn.md"]}),
    "english": ({"language": "en"}, ARTICLES),
    "simplified": ({"language": "zh-Hans"}, ARTICLES),
    "plain": ({"theme": "plain", **PUBLISHED}, ARTICLES),
}


def make_sample(root: Path, variants: Collection[str] = VARIANTS.keys()) -> Path:
    """Write the sample archive and these of its variants into the folder `root` and build them; the output folder.

    Raises AssertionError where one does not build without a problem.
    """
    output = root / OUTPUT
    _build(root / "sample", PUBLISHED, ARTICLES | MANY, output, ADDRESS)
    for name in variants:
        settings, articles = VARIANTS[name]
        _build(root / name, settings, articles, output / name, f"{ADDRESS}{name}/")
    return output


def _build(root: Path, settings: dict[str, str], articles: dict[str, str], output: Path, address: str) -> None:
    shutil.copytree(ROOT / "content", root / "content")
    lines = (ROOT / "site.yaml").read_text("utf-8").splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in settings]
    lines = [*kept, *(f"{key}: {value}" for key, value in settings.items())]
    (root / "site.yaml").write_text("\n".join(lines), "utf-8")
    for name, text in articles.items():
        (root / "content/articles" / name).write_text(text, "utf-8")
    if articles.keys() >= ARTICLES.keys():
        _add_what_they_show(root)
    result = build(root, BuildOptions(output=output, base_url=address, today=TODAY, jobs=1))
    assert result.published, result.problems
    assert not result.problems, result.problems


def _add_what_they_show(root: Path) -> None:
    _import(root)
    (root / LINKS_FILE).write_bytes(link_records_data(LINKS))
    page = re.sub(r"\]\((?=[a-z-]+\.md)", "](../articles/", EVERYTHING)
    (root / "content/pages/colophon.md").write_text(article("版本記錄", page), "utf-8")
    for name, width, height in (("wide", 1600, 900), ("small", 24, 24)):
        Image.linear_gradient("L").resize((width, height)).save(root / f"content/images/{name}.png")
    with (root / "content/tags.yaml").open("a", encoding="utf-8") as tags:
        tags.write("\nrare:\n  names: {zh-Hant: 罕見}\n")


def _import(root: Path) -> None:
    """Import the source, and edit its article."""
    conversion = converted(SOURCE, "collated.txt")
    markdown = (
        conversion.markdown.decode().replace("多三個字", "多出三個字").replace("改對了", "校後補記一段。\n\n改對了", 1)
    )
    path = "content/articles/collated.md"
    (root / path).write_text(markdown, "utf-8")
    (root / import_record_path(path)).write_bytes(write_import_record(conversion.record))
    keep_source(root, "collated.txt", SOURCE.encode())
