"""The pages of a book: its cover, the page of a year, articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from beilin.planning.book_views import Chapter
from beilin.reading.body_words import words_for
from beilin.rendering.epub.attributes import language_tag
from beilin.rendering.epub.content import Content
from beilin.rendering.epub.trees import OPS, XHTML
from beilin.rendering.exports.texts import clean
from beilin.rendering.filters import long_date
from beilin.text.languages import base_language

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})  # as languages are written
STYLE = "style.css"  # of all pages, beside their folder


def page(title: str, language: str, body: str, *, kind: str = "", up: str = "../") -> str:
    """A page as XHTML. `body` is the content of its element; `up` leads to the folder of the book."""
    tag = _language(language).strip()
    if base_language(language) in _RIGHT_TO_LEFT:
        tag += ' dir="rtl"'
    attribute = f' epub:type="{kind}"' if kind else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" xmlns:epub="{OPS}" {tag}>\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{label(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{up}{STYLE}"/>\n</head>\n'
        f"<body{attribute}>\n{body}</body>\n</html>\n"
    )


def written(text: str) -> str:
    """The text as XML has it, in an element or in an attribute."""
    return escape(clean(text))


def label(text: str) -> str:
    """The text as the label of a link, which may not be empty."""
    return written(text) if any(one.isprintable() and not one.isspace() for one in text) else "—"


def cover_page(title: str, language: str, image: str) -> str:
    """The page that shows the cover."""
    body = f'<p class="cover"><img src="{image}" alt="{written(title)}"/></p>\n'
    return page(title, language, body, kind="cover", up="")


def year_title(year: str, language: str) -> str:
    """The heading of the articles of a year, or of those without a date."""
    if not year:
        return words_for(language)["undated"]
    return f"{year}年" if base_language(language) == "zh" else year


def year_page(title: str, language: str, links: Iterable[tuple[str, str, str]]) -> str:
    """The page before the articles of a year. The links are (file, title, language)."""
    items = "".join(
        f'<li><a href="{file}"{_language(tongue, language)} dir="auto">{label(name)}</a></li>\n'
        for file, name, tongue in links
    )
    body = f'<section>\n<h1>{written(title)}</h1>\n<ol class="list">\n{items}</ol>\n</section>\n'
    return page(title, language, body, kind="bodymatter")


def _language(language: str, around: str = "") -> str:
    tag = written(language_tag(language))
    return f' lang="{tag}" xml:lang="{tag}"' if language != around else ""


def article_page(chapter: Chapter, content: Content, words: Mapping[str, str]) -> str:
    """The page of an article, with what is known of where it comes from."""
    language = chapter.language
    comma = "、" if base_language(language) == "zh" else ", "
    date = long_date(chapter.date, language) if chapter.date else ""
    facts = filter(None, (comma.join(chapter.authors), chapter.source, date))
    byline = " · ".join(f"<span>{written(fact)}</span>" for fact in facts)
    ends = [_address(words["original"], chapter.source_url)] if chapter.source_url else []
    ends.append(_address(words["online"], chapter.url))
    if chapter.rights:
        ends.append(f"<p>{written(chapter.rights)}</p>\n")
    return page(
        chapter.title,
        language,
        f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="_title">\n'
        f'<h1 id="_title" dir="auto">{label(chapter.title)}</h1>\n'
        + (f'<p class="byline">{byline}</p>\n' if byline else "")
        + f'{content.xhtml}\n<div class="end">\n{"".join(ends)}</div>\n</section>\n',
        kind="bodymatter",
    )


def _address(label: str, url: str) -> str:
    return f'<p>{written(label)} <a href="{written(url)}" class="address">{written(url)}</a></p>\n'
