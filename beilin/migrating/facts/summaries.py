"""Summaries: the text of a body before its more mark, which the old site showed in lists."""

from __future__ import annotations

import re

from beilin.reading.markdown import render_markdown
from beilin.text.summaries import shorten_summary

# Of Hugo, Hexo and Zola; of Hexo's plugin hexo-excerpt; of Docusaurus; of Nikola; of Pelican's plugin "summary".
_MORE = re.compile(
    r"<!--[ \t]*(?:more|excerpt|truncate|TEASER_END(?::[^<>]*)?|PELICAN_END_SUMMARY)[ \t]*-->", re.IGNORECASE
)
_BEGINNING = "<!-- PELICAN_BEGIN_SUMMARY -->"
_TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}")
_ATTRIBUTES = re.compile(r"^\{:[^{}\n]*\}$", re.MULTILINE)
_TIGHT_HEADING = re.compile(r"^ {0,3}#{1,6}[^#\s].*$", re.MULTILINE)


def summary_before_mark(body: str, separator: str = "", *, may_be_tight: bool = False) -> str:
    """The text before the mark, or before the `separator` that the site has chosen, as plain text; "" if it has none.

    If it is long, as many whole sentences as fit. It is "" as well if it has gaps where templates had words.
    `may_be_tight` says whether `#` needs no space after it.
    """
    end = body.find(separator) if separator.strip() else -1
    if end < 0 and (match := _MORE.search(body)):
        end = match.start()
    if end < 0:
        return ""
    before = _ATTRIBUTES.sub("", body[:end].rpartition(_BEGINNING)[2])
    before = _TIGHT_HEADING.sub("", before) if may_be_tight else before
    lines = [(line, _TEMPLATE.sub("", line)) for line in before.split("\n")]
    if any(line != rest and rest.strip() for line, rest in lines):
        return ""
    # The lead: the text of the paragraphs before the first heading that follows any.
    rendered, _ = render_markdown("\n".join(rest for _, rest in lines), file="")
    return shorten_summary(" ".join(rendered.lead.split()))
