"""Related articles are about the same; finding them, and editing one, costs the same however large the archive is."""

from __future__ import annotations

import random
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from beilin.model import Record, TextBlock
from beilin.planning.archive import Archive
from beilin.planning.context import Context, TrackedContext
from beilin.planning.groupings import TAG
from beilin.planning.kinds.article import ARTICLE
from beilin.planning.related import (
    MAX_CANDIDATES,
    MAX_RELATED,
    REACH,
    REACH_IN_TIME,
    related_articles,
    related_by_tags,
)
from beilin.planning.tokens import packed, sketch_token
from beilin.reading.sketches import sketch_of
from beilin.text.variants import to_simplified
from tests.planning.support import article, context_of, pages_of

TOPICS = [
    "授權 條款 權利 侵權 訴訟 法院 判決 契約 著作 律師 賠償 專利", "量化 位元 精度 誤差 權重 壓縮 推論 顯存 分組 校準 浮點 溢位",
    "晶片 封裝 製程 晶圓 代工 良率 光罩 產能 電晶 散熱 訂單 奈米", "隱私 個資 加密 匿名 監控 同意 洩漏 追蹤 身分 演算 稽核 罰款",
    "衛星 火箭 軌道 發射 地球 通訊 頻段 太空 推進 燃料 回收 望遠", "電池 充電 續航 電動 車輛 鋰礦 馬達 駕駛 感測 路口 煞車 租賃",
    "疫苗 臨床 試驗 劑量 病毒 抗體 免疫 藥廠 醫院 副作 病患 診斷", "搜尋 索引 排名 廣告 爬蟲 查詢 網頁 關鍵 流量 競價 連結 快取",
    "遊戲 玩家 主機 引擎 關卡 畫面 手把 電競 伺服 外掛 劇情 音效", "教育 課程 學生 老師 考試 校園 作業 教材 閱讀 科系 學期 獎學",
    "氣候 排碳 減量 森林 洪水 溫度 海洋 能源 風電 核電 電網 儲能", "典藏 檔案 石碑 拓片 修復 圖書 目錄 掃描 版本 善本 博物 手稿",
]  # fmt: skip
# Any two of these make a word that is not about anything.
OTHERS = "社業界市場發展國際團隊劃資源機壓力環境制度觀點需求合成果挑戰趨勢規模投"
FRAMES = [
    "{}的{}，與{}。",
    "在{}與{}之間，{}是{}的。",
    "{}被{}影響，{}也是。",
    "從{}到{}，都要{}。",
    "{}不是{}，但有{}。",
]


def composed(number: int, chance: random.Random) -> Record:
    """An article about one of the topics, every second one in the Simplified script; half its words are of no topic."""
    own = TOPICS[number % len(TOPICS)].split()

    def sentence() -> str:
        frame = chance.choice(FRAMES)
        return frame.format(
            *(chance.choice(own) if chance.random() < 0.5 else "".join(chance.choices(OTHERS, k=2)) for _ in range(4))
        )

    title, *texts = ["".join(sentence() for _ in range(count)) for count in (1, 5, 4, 6, 4, 5)]
    if chance.random() < 0.5:
        title, *texts = map(to_simplified, (title, *texts))
    sketch = sketch_of(title, [TextBlock("", text, "paragraph") for text in texts])
    date = f"20{10 + number // 300:02}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}"
    return replace(article(f"content/articles/a{number:05}.md", tags=("科技",), date=date), sketch=sketch)


def sketches(context: Context) -> Callable[[Sequence[int]], list[bytes]]:
    paths = context.archive.articles
    return lambda positions: [context.records[paths[position]].sketch for position in positions]


def test_what_is_about_the_same_comes_first() -> None:
    chance = random.Random(1)
    context = context_of(composed(number, chance) for number in range(120))[0]
    first = alike = expected = 0
    for position, path in enumerate(context.archive.articles):
        topic = int(path[-8:-3]) % len(TOPICS)
        related = [int(context.archive.articles[one][-8:-3]) % len(TOPICS) for one in
                   related_articles(context.archive, position, sketches(context))]  # fmt: skip
        first += related[:1] == [topic]
        alike += related.count(topic)
        expected += len(related)
    assert first >= 0.97 * 120
    assert alike >= 0.9 * expected


def archive_of(count: int, *, tags: Callable[[int], Iterable[str]], sketch: Callable[[int], Iterable[int]]) -> Context:
    """An archive of articles on consecutive days."""
    days = [
        f"{year}-{month:02}-{day:02}" for year in range(2000, 2026) for month in range(1, 13) for day in range(1, 29)
    ]
    return context_of(
        replace(
            article(f"content/articles/a{n:05}.md", tags=tuple(tags(n)), date=days[n]),
            sketch=array("I", sorted(sketch(n))).tobytes(),
        )
        for n in range(count)
    )[0]


def test_a_common_tag_or_a_common_word_is_not_enough_and_both_together_are_not() -> None:
    one = archive_of(60, tags=lambda _: ["常"], sketch=lambda n: [n])
    assert all(related_articles(one.archive, n, sketches(one)) == () for n in range(60))
    one = archive_of(60, tags=lambda _: ["常"], sketch=lambda n: [100 if n in {20, 25} else n])
    assert all(related_articles(one.archive, n, sketches(one)) == () for n in range(60))


def test_rare_tags_and_words_count_more_and_of_equals_the_nearest_comes_first() -> None:
    one = archive_of(
        60,
        tags=lambda n: ["常", *(["稀"] if n in {30, 50} else [])],
        sketch=lambda n: [*range(8), *([100, 101] if n in {30, 34, 50} else [])],
    )
    position = one.positions["content/articles/a00030.md"]
    paths = [one.archive.articles[other] for other in related_articles(one.archive, position, sketches(one))]
    assert [int(path[-5:-3]) for path in paths[:2]] == [50, 34]
    alike = archive_of(60, tags=lambda _: ["常"], sketch=lambda _: range(20))
    assert related_articles(alike.archive, 30, sketches(alike)) == (29, 31, 28, 32)


def test_an_article_alone_has_none() -> None:
    one = archive_of(1, tags=lambda _: ["常"], sketch=lambda _: range(9))
    assert related_articles(one.archive, 0, sketches(one)) == ()


class CountedTuple(tuple[int, ...]):
    """Counts how many of its members are looked at."""

    looked_at = 0

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        CountedTuple.looked_at += len(found) if isinstance(found, tuple) else 1
        return found


def common_tags(number: int) -> list[str]:
    """One that all have, and one that every seventh has."""
    return ["常", f"籤{number % 7}"]


def test_the_cost_does_not_grow_with_the_archive() -> None:
    costs = []
    for count in (200, 4000):
        one = archive_of(count, tags=common_tags, sketch=lambda _: range(20))
        tags = tuple(replace(group, members=CountedTuple(group.members)) for group in one.archive.tags)
        CountedTuple.looked_at = 0
        counted = replace(one.archive, groups={**one.archive.groups, TAG.kind: tags})
        assert len(related_articles(counted, count // 2, sketches(one))) == MAX_RELATED
        costs.append(CountedTuple.looked_at)
    assert costs[1] <= costs[0] + 20  # a binary search is a few steps longer


def test_an_edit_of_a_text_reaches_a_bounded_number_of_pages() -> None:
    def reached(archive: Archive) -> Counter[int]:
        """How many others request the sketch of each article."""
        return Counter(
            other for position in range(len(archive.articles)) for other in related_by_tags(archive, position)
        )

    chance = random.Random(1)
    every = [chance.choices([f"籤{n}" for n in range(40)], [1 / (1 + n) for n in range(40)], k=5) for _ in range(1000)]
    one = archive_of(1000, tags=lambda n: every[n], sketch=lambda _: [])
    counted = reached(one.archive)
    assert max(counted.values()) <= 2 * (5 * REACH + REACH_IN_TIME)
    assert sum(counted.values()) <= 1000 * MAX_CANDIDATES
    page = pages_of(ARTICLE, one)[500]
    tracked = TrackedContext(one)
    page.values({"related"}, tracked)
    noted = {packed([sketch_token(one.archive.articles[other])]) for other in (500, *related_by_tags(one.archive, 500))}
    assert all(token in tracked.tokens for token in noted)
    assert len(tracked.tokens) // 4 <= MAX_CANDIDATES + 2
