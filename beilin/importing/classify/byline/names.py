"""Whether a text is the name of a person, or of a paper, a site or a programme."""

from __future__ import annotations

import re

from beilin.text.cjk import HAN

# The surnames that nine of ten people with a Chinese name have, in both scripts.
_SURNAMES = frozenset(
    "王李張张劉刘陳陈楊杨趙赵黃黄周吳吴徐孫孙胡朱高林何郭馬马羅罗"
    "梁宋鄭郑謝谢韓韩唐馮冯于董蕭萧程曹袁鄧邓許许傅沈曾彭呂吕蘇苏"
    "盧卢蔣蒋蔡賈贾丁魏薛葉叶閻阎余潘杜戴夏鍾钟汪田任姜范方石姚譚谭廖"
    "鄒邹熊金陸陆郝孔白崔康毛邱秦江史顧顾侯邵孟龍龙萬万段雷錢钱湯汤尹黎"
    "易常武喬乔賀贺賴赖龔龚文施洪柯簡简游詹莊庄顏颜溫温翁倪嚴严"
    "牛梅童辛管祝阮岳紀纪歐欧尤柳翟祁裴費费岑章鮑鲍連连古凌霍聶聂"
)
_COMPOUND = re.compile(
    "歐陽|欧阳|司馬|司马|上官|諸葛|诸葛|司徒|東方|东方|夏侯|皇甫|尉遲|尉迟|公孫|公孙|慕容|令狐|端木|張簡|范姜|長孫|长孙"
)
_HAN_TEXT = re.compile(f"[{HAN}]+")
_HAN_NAME = re.compile(f"[{HAN}A-Za-z][{HAN}A-Za-z0-9·・.\\-]{{1,11}}")
_INITIAL = r"[A-Z]\."
_LATIN_WORD = r"(?:[A-Z][\w'’\-]*\.?)"
_LATIN = re.compile(
    rf"{_LATIN_WORD}(?: (?:(?:de|da|del|di|van|von|der|bin|al|la|le|ter|den) )*(?:{_INITIAL}|{_LATIN_WORD})){{1,3}}"
)
_OUTLET = re.compile(
    r".{1,18}(?:網|网|報|报|社|日報|新聞|新闻|周刊|週刊|週報|周报|月刊|雜誌|杂志|科技|財經|财经|電視臺?|电视台?"
    r"|廣播|广播|電臺|电台|通訊|通讯"
    r"|在線|在线|評論|评论|論壇|论坛|傳媒|传媒|媒體|媒体|頻道|频道|客戶端|客户端|公眾號|公众号|編輯部|编辑部"
    r"|研究院|學院|学院|大學|大学|觀察|观察|智庫|智库|資訊|资讯|中文站|總站|总站)"
    r"|.{0,30}\b(?:Times|Post|News|Daily|Journal|Magazine|Review|Press|Weekly|Herald|Tribune|Gazette|Blog|Today|Radio"
    r"|Reuters|Guardian|Telegraph)"
    r"|(?:[\w-]+\.)+(?:com|net|org|cn|tw|hk|io|ai|co|example)",
    re.IGNORECASE,
)
# Words of the same shape that begin an article or stand among its credits.
_NO_NAMES = (
    "引言 前言 導語 导语 導讀 导读 摘要 提要 正文 序 序言 目錄 目录 後記 后记 結語 结语 背景 編按 编按 "
    "簡介 简介 來源 来源 作者 全文 概述 内容 內容 方法 方案 文章 高清 白皮書 白皮书 石油 金融 金融业 江湖 "
    "文化 文學 文学 管理 常見問題 常见问题 任務 任务 余下全文 游戏 遊戲 武器 康復 万象 易經 易经"
)
_NOT_NAMES = frozenset(_NO_NAMES.split())
_NO_ONE = re.compile(
    r"(?:佚名|匿名|無名氏|无名氏|未知|不詳|不详|admin|administrator|anonymous|unknown|none|null|n/a|guest)", re.I
)


def has_letters(text: str) -> bool:
    """Whether the text has a letter that people can read; signs of an icon font are not letters."""
    return any(map(str.isalpha, text))


def is_person(text: str) -> bool:
    """Whether the text has the form of a full name: a known surname and one or two more characters, or Latin words."""
    if text in _NOT_NAMES or is_outlet(text):
        return False
    if _HAN_TEXT.fullmatch(text):
        if _COMPOUND.match(text):
            return 3 <= len(text) <= 4
        return (2 <= len(text) <= 3 and (text[0] in _SURNAMES or text[1] == "某")) or (
            len(text) == 3 and text[1:] == "某某"
        )
    return _LATIN.fullmatch(text) is not None and not re.search("['’]s ", text)


def may_be_name(text: str) -> bool:
    """Whether the text can be somebody's name, such as a pen name, if its position says so."""
    if text in _NOT_NAMES or not has_letters(text):
        return False
    return is_person(text) or (_HAN_NAME.fullmatch(text) is not None and len(text) <= 12)


def is_outlet(text: str) -> bool:
    """Whether the text ends as the names of papers, sites and programmes do."""
    return _OUTLET.fullmatch(text) is not None


def is_no_one(text: str) -> bool:
    """Whether the text says that nobody is named."""
    return _NO_ONE.fullmatch(text) is not None
