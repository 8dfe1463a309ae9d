"""Characters and words that say little about what a text is about, in Chinese and English."""

from __future__ import annotations

# Characters of which most words are grammar, numbers, measures or pronouns, in both scripts.
FUNCTION_CHARACTERS = (
    "的了是在不我們们這这那也就都而與与和及或其之以於于為为無无有到從从對对把被讓让使將将會会能可要得著着過过又再更"
    "最很太只還还已但因所如若則则雖虽且並并等他她它你您自己什甚麼么怎哪誰谁何個个一二三四五六七八九十百千萬万億亿兆"
    "零幾几些每各兩两此該该由向往時时後后前中上下裡里內内外間间說说來来去出起給给做用看想知道没沒人年月日份多少大小"
    "種种篇張张次項项句變变嗎吗呢吧啊卻却才正當当"
)

# Pairs of characters without those, in both scripts.
_CHINESE = """
问题 問題 部分 东西 東西 方式 方法 办法 辦法 地方 情况 情況 结果 結果 关系 關係 意思 意见 意見 例子 事情 故事 文章
作者 读者 讀者 今天 昨天 明天 同样 同樣 比较 比較 比方 清楚 容易 简单 簡單 直接 通常 常常 经常 經常 非常 特别 特別
仍然 依然 曾经 曾經 开始 開始 结束 結束 继续 繼續 进行 進行 表示 包括 包含 必须 必須 似乎 究竟 根据 根據 按照 除非
尽管 儘管 首先 公布 公佈 发布 發佈 公开 公開 数字 數字 答案 算法 代价 代價 价值 價值 实际 實際 事实 事實 结论 結論
补充 補充 补记 補記 记者 記者 消息 编辑 編輯 编者 編者 相关 相關 左右 动手 動手 全部 单位 單位 方面 程度 阶段 階段
步骤 步驟 目标 目標 影响 影響 决定 決定 选择 選擇 发现 發現 产生 產生 提供 希望
"""
_ENGLISH = """
a about above after again against all almost already also although always an and another any anything are around as
ask at away back be because become been before began behind being below best better between both but by call called
came can come could day did different do does doing done down during each early either end enough even ever every
everything example fact few find first five for form found four from full gave general get give given go goes going
gone good got great had half hand has have having he held help her here high him his hold how however http https if
in instead into is it its itself just keep kept kind knew know known large last late later least left less let like
likely line little long look looked lot made make makes making many may mean means might more most mostly much must
my near need needs never new next no none nor not note nothing now number of off often old on once one only open or
order other others our out over own part parts people per perhaps place point possible put question quite rather read
real really reason right said same saw say says second see seem seen set several shall she short should show since
six small so some somebody someone something soon still such sure take taken teach tell ten than that the their them
themselves then there therefore these they thing things think this those though thought three through thus time to
today together told too took toward turn two under until up upon us use used useful uses using usually very want was
way ways we week well went were what when where whether which while who whole whose why will with within without word
words work works would write written wrong www year years yes yet you your
"""

COMMON_WORDS = frozenset(f"{_CHINESE} {_ENGLISH}".split())
