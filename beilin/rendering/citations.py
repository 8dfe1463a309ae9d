"""Citations of an article for reference managers: BibTeX, RIS and CSL-JSON. Pure functions of views."""

from __future__ import annotations

import re
from json.encoder import encode_basestring as _quoted  # text as JSON, with Han characters as they are
from typing import Protocol

from beilin.text.citation_keys import citation_key
from beilin.text.languages import base_language


class _Named(Protocol):
    @property
    def title(self) -> str: ...


class CitedArticle(Protocol):
    """The part of an ArticleView that citations use."""

    @property
    def original_title(self) -> str: ...
    @property
    def canonical(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def authors(self) -> tuple[_Named, ...]: ...
    @property
    def source(self) -> _Named | None: ...
    @property
    def original_language(self) -> str: ...
    @property
    def tags(self) -> tuple[_Named, ...]: ...
    @property
    def permalink(self) -> str: ...
    @property
    def license(self) -> str: ...
    @property
    def rights(self) -> str: ...


# Escapes for the special characters of TeX (The TeXbook, chapter 7).
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\^{}", "~": r"\~{}",
})  # fmt: skip
# BibTeX counts braces even behind a backslash, so that an entry would not end where one has no counterpart.
_UNPAIRED = {r"\{": r"\textbraceleft{}", r"\}": r"\textbraceright{}"}
_IN_TEX = re.compile(r"[\\{}$&#%_^~]")


def bibtex(article: CitedArticle, archive: str, key: str = "") -> str:
    """A BibTeX entry `@misc`, which both BibTeX and biblatex support. `archive` is the site's title.

    Each name is in braces, because the parts of a Chinese name are not separated by spaces. Without a `key`, the one of
    the article's address is used.
    """
    year, month, day = _date_parts(article.date)
    fields = [
        ("author", " and ".join(f"{{{_tex(author.title)}}}" for author in article.authors)),
        ("title", f"{{{_tex(article.original_title)}}}"),
        ("howpublished", _tex(_container(article, archive))),
        ("year", year),
        ("month", month.lstrip("0")),
        ("day", day.lstrip("0")),
        ("url", article.canonical),
        ("permalink", article.permalink),
        ("copyright", _tex(_terms(article))),
        ("note", _tex(archive) if article.source else ""),
        ("langid", _babel(article.original_language)),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@misc{{{key or citation_key(article.canonical)},", *lines, "}"])


def ris(article: CitedArticle, archive: str) -> str:
    """A RIS record of the type ELEC (RIS format specification, 2011), with lines ending in LF instead of CR LF."""
    year, month, day = _date_parts(article.date)
    fields = [
        ("TY", "ELEC"),
        *(("AU", author.title) for author in article.authors),
        ("TI", article.original_title),
        ("T2", _container(article, archive)),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("UR", article.canonical),
        ("DP", archive),
        ("AN", article.permalink),  # Zotero's "location in archive", as archive_location of CSL
        ("N1", _terms(article)),
        ("LA", article.original_language),
        *(("KW", tag.title) for tag in article.tags),
    ]
    return "\n".join([*(f"{name}  - {' '.join(value.split())}" for name, value in fields if value), "ER  - "])


def csl_json(article: CitedArticle, archive: str) -> str:
    """A list of one item, according to the CSL-JSON schema 1.0, with a line for each value."""
    return f"[{csl_item(article, archive)}]"


def csl_item(article: CitedArticle, archive: str, key: str = "") -> str:
    """An item of CSL-JSON. `key`: as for `bibtex`."""
    values = [
        ("id", _quoted(key or citation_key(article.canonical))),
        ("type", '"webpage"'),
        ("title", _quoted(article.original_title)),
        ("container-title", _quoted(_container(article, archive))),
        ("archive", _quoted(archive)),
        ("URL", _quoted(article.canonical)),
        ("language", _quoted(article.original_language)),
    ]
    if article.permalink:
        values.append(("archive_location", _quoted(article.permalink)))
    if terms := _terms(article):
        values.append(("note", _quoted(terms)))
    if article.authors:
        people = ", ".join([f'{{"literal": {_quoted(author.title)}}}' for author in article.authors])
        values.append(("author", f"[{people}]"))
    if article.date:
        year, month, day = map(int, _date_parts(article.date))
        values.append(("issued", f'{{"date-parts": [[{year}, {month}, {day}]]}}'))
    if article.tags:
        values.append(("keyword", _quoted(", ".join([tag.title for tag in article.tags]))))
    lines = ",\n  ".join([f'"{name}": {value}' for name, value in values])
    return f"{{\n  {lines}\n}}"


def _terms(article: CitedArticle) -> str:
    """Under which licence it may be used, and who holds the rights in it; "" if nothing is stated."""
    return "; ".join(filter(None, (article.license, article.rights)))


def _container(article: CitedArticle, archive: str) -> str:
    """Its source, else the archive."""
    return article.source.title if article.source else archive


def _date_parts(date: str | None) -> tuple[str, str, str]:
    return (date[:4], date[5:7], date[8:10]) if date else ("", "", "")


def _tex(text: str) -> str:
    if not _IN_TEX.search(text):
        return text
    escaped = text.translate(_TEX)
    if _has_pairs(text):
        return escaped
    return re.sub(r"\\[{}]", lambda match: _UNPAIRED[match[0]], escaped)


def _has_pairs(text: str) -> bool:
    """Whether each brace has its counterpart."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _babel(language: str) -> str:
    """The name of the language in babel and biblatex; "" for other languages than these."""
    return {"zh": "chinese", "en": "english", "ja": "japanese"}.get(base_language(language), "")
