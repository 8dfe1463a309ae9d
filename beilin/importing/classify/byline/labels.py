"""The labels of facts as sources write them: `作者`, `採訪`, `Published`; and what each states."""

from __future__ import annotations

import re

# Who did something for which front matter has no key: recorded as they stand.
CREDIT = "credit"
FACT_KEYS = ("title", "source", "author", "date")  # that the archive's own rules may state
_LABELS = {
    "title": "標題 标题 題目 题目 文章標題 文章标题 原標題 原标题 原題 原题 title headline",
    "source": (
        "來源 来源 資料來源 资料来源 文章來源 文章来源 本文來源 本文来源 新聞來源 新闻来源 信息來源 信息来源 "
        "稿件來源 稿件来源 稿源 出處 出处 文章出處 文章出处 "
        "轉自 转自 轉載自 转载自 摘自 公眾號 公众号 微信公眾號 微信公众号 source publisher publication"
    ),
    "author": (
        "作者 原作者 原文作者 本文作者 文章作者 作者署名 撰文 撰稿 撰稿人 主筆 主笔 執筆 执笔 文 文字 記者 记者 "
        "本報記者 本报记者 演講 演讲 口述 "
        "author authors by words text story byline|written by|posted by|story by|words by|text by|reported by|by"
    ),
    "date": (
        "日期 時間 时间 發布 发布 發佈 發表 发表 出版 刊登 刊出 發稿時間 发稿时间 發布時間 发布时间 發佈時間 "
        "發表時間 发表时间 "
        "發布日期 发布日期 發佈日期 發表日期 发表日期 "
        "出版日期 出版時間 出版时间 刊登日期 上線時間 上线时间 上線日期 創建時間 创建时间 首次發布 首次发布 "
        "發布於 发布于 發佈於 發表於 发表于 "
        "date published posted pubdate created|published time|published on|published at|posted on|posted at"
        "|publication date|date published"
        "|first published"
    ),
    "updated": (
        "更新 更新時間 更新时间 更新日期 更新於 更新于 最後更新 最后更新 最後更新時間 最后更新时间 修改時間 "
        "修改时间 編輯於 编辑于 updated modified"
        "|last updated|last modified|updated on|updated at|last updated on"
    ),
    "source_url": (
        "網址 网址 鏈接 链接 連結 原文 原文鏈接 原文链接 原文連結 原文網址 原文网址 原文地址 本文鏈接 本文链接 "
        "本文連結 本文網址 本文地址 文章網址 文章链接 "
        "來源網址 来源网址 來源鏈接 来源链接 url link permalink|url source|source url|original url|original link"
    ),
    CREDIT: (
        "編譯 编译 翻譯 翻译 譯 译 譯者 译者 整理 編輯 编辑 編 编 責編 责编 責任編輯 责任编辑 主編 主编 總編輯 "
        "总编辑 校對 校对 校閱 校阅 校 審校 审校 審閱 审阅 "
        "審核 审核 初審 初审 復審 复审 終審 终审 審稿 审稿 出品 監製 监制 統籌 统筹 策劃 策划 製作 制作 採訪 "
        "采访 訪問 採編 采编 訪談 访谈 攝影 摄影 攝像 摄像 "
        "攝 摄 圖 图 圖片 图片 製圖 制图 繪圖 绘图 插畫 插画 插圖 插图 設計 设计 美編 美编 排版 剪輯 剪辑 視覺 "
        "视觉 視頻 视频 封面 題圖 题图 頭圖 头图 配圖 配图 實習生 实习生 "
        "值班編輯 值班编辑 執行編輯 执行编辑 執行主編 执行主编 責任校對 责任校对 新媒體編輯 新媒体编辑 特約編輯 "
        "特约编辑 編審 编审 記錄 记录 紀錄 原文標題 原文标题 "
        "translator translation editor editors photo photos photography photographer image images illustration "
        "illustrations illustrator|translated by|edited by|copy editor|photo by|photos by|illustration by"
    ),
}


def _spread() -> dict[str, str]:
    keys: dict[str, str] = {}
    for key, labels in _LABELS.items():
        single, *phrases = labels.split("|")
        keys |= dict.fromkeys([*single.split(), *phrases], key)
    return keys


KEY_OF = _spread()
# The labels of compounds: 採訪、撰文／甲; 編輯校閱／乙.
_TASKS = (
    "採訪 采访 撰文 撰稿 文字 文 圖 图 圖片 图片 攝影 摄影 影像 編輯 编辑 編 编 校對 校对 校閱 校阅 審校 "
    "審訂 翻譯 翻译 譯 译 編譯 编译 整理 製圖 制图 設計 设计 插畫 插画 統籌 统筹 策劃 策划 剪輯 剪辑 責任 "
    "责任 執行 执行 特約 特约 見習 见习 實習 实习 本文 本期 口述 演講 演讲 訪談 访谈 記錄 记录 製作 制作"
)
_TASK = "|".join(sorted(_TASKS.split(), key=len, reverse=True))
_COMPOUND = re.compile(rf"(?:{_TASK})(?:\s*[、及與与和&＆·・．.]?\s*(?:{_TASK})){{1,4}}")
_WRITES = re.compile(r"撰文|撰稿|(?<![本譯译])文|口述|演講|演讲")
_LABEL = "|".join(sorted(map(re.escape, KEY_OF), key=len, reverse=True))
MARK = "[:：/／|｜丨︱]"
# Labels that stand directly before a date or a name: 發表於 2023-06-02, Published June 2, 2023.
LABEL_PATTERN = rf"(?:{_COMPOUND.pattern}|{_LABEL})"


def key_of(label: str) -> str:
    """The key of front matter that a label states, or `CREDIT`; "" if it is not a label."""
    plain = " ".join(label.lower().split())
    if key := KEY_OF.get(plain) or KEY_OF.get(plain.replace(" ", "")):
        return key
    if _COMPOUND.fullmatch(plain):
        return "author" if _WRITES.search(plain) else CREDIT
    return ""
