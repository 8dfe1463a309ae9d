"""The front-matter keys of other generators, and what to write for them here.

The keys are those that Hugo, Hexo, Jekyll, WordPress exports and Obsidian document, and their Chinese names.
"""

from __future__ import annotations

import unicodedata

_TAGS = "Beilin has tags only: move these into `tags`."
_DATE = "Write `date`."
_UPDATED = "Write `updated`."
_SUMMARY = "Write `summary`."
_AUTHOR = "Write `author`: one name, or a list."
_ALIASES = "Write `aliases`: a list of former addresses, which redirect here."
_ADDRESS = (
    "Write the last part as `slug`; former addresses go under `aliases`, and `permalinks` in site.yaml is the pattern."
)
_DRAFT = "Write `draft: true` for an article that is not to be published, and nothing for others."
_SOURCE_URL = "Write `source_url` for the address where it was first published."
_LANGUAGE = "Write `language`."
_SERIES = "Write `series`: one name."
_ORDER = "Write `series_order` for its place in a series; other articles are ordered by date."
_EXPIRES = "Write `expires`: the day from which it is no longer published."
_TITLE = "Write `title`."
_THEME = "The theme decides this for every article: remove the key, or move it under `extra` for a template of yours."
_EXTRA = "Move it under `extra` if a template of yours uses it, or remove it."

_HINTS = {
    _TAGS: "categories category tag label labels keyword keywords topic topics 標籤 标签 分類 分类 "
    "關鍵字 關鍵詞 关键字 关键词",
    _DATE: "publishdate publish_date pubdate pub_date published_at publishedat post_date created created_at createdat "
    "datetime time day 日期 發布日期 发布日期 時間 时间",
    _UPDATED: "lastmod last_modified last_modified_at lastmodified last_update lastupdated modified modified_at "
    "date_modified update updated_at updatedat edited 更新 更新日期 更新时间 更新時間 修改日期",
    _SUMMARY: "description desc excerpt abstract digest intro introduction teaser 摘要 簡介 简介 描述",
    _AUTHOR: "authors creator writer by byline 作者",
    _ALIASES: "alias redirect_from redirects redirect old_urls",
    _ADDRESS: "permalink url link abbrlink path 網址 网址",
    _DRAFT: "published publish status private hidden visibility 草稿",
    _SOURCE_URL: "canonical canonical_url canonicalurl original original_url source_link sourceurl via "
    "原文連結 原文链接",
    "Write `source`: who first published it.": "publisher publication site 來源 来源 出處 出处",
    _LANGUAGE: "lang locale iscjklanguage 語言 语言",
    _SERIES: "serie collection series_title seriestitle 系列",
    _ORDER: "weight order series_index seriesorder part sticky top pinned",
    _EXPIRES: "expirydate expiry_date expire unpublishdate unpublish_date",
    "Write `license`: an SPDX identifier or text.": "licence 授權 授权 許可 许可",
    "Write `rights`: who holds the rights in it.": "copyright 版權 版权",
    "Write `robots: noindex`.": "noindex",
    _TITLE: "name headline subject linktitle 標題 标题 題目 题目",
    _THEME: "layout template type toc comments comment comments_enabled math mathjax katex mermaid highlight sidebar "
    "aside breadcrumb share reading_time readingtime outputs markup output cssclass cssclasses body_class",
    _EXTRA: "cover image images img thumbnail banner featured_image featuredimage feature top_img photos header hero "
    "icon subtitle reward donate guid wordpress_id post_id uuid resources params menu uid "
    "location rating emoji sitemap headless build cascade 封面 副標題 副标题",
}
_HINT_FOR = {key: hint for hint, keys in _HINTS.items() for key in keys.split()}


def plain_key(key: str) -> str:
    """The key as it was probably meant: in ASCII where it is full-width, without quotation marks, in lower case."""
    return unicodedata.normalize("NFKC", key).strip(" \u200b\ufeff\"'“”‘’「」`*").lower().replace("-", "_")


def hint_for_foreign_key(key: str) -> str:
    """What to write for a key of another generator; "" if it is not one that is known."""
    return _HINT_FOR.get(plain_key(key), "")
