"""Posts of WordPress's block editor (Gutenberg): what the comments say that delimit blocks.

Source: the Block Editor Handbook, "Markup representation of a block". Comments disappear when HTML is read; the HTML
between them is the post. Attributes in comments never contain `<`, `>` or `--`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from html import escape

from beilin.importing.formats.wxr.shortcodes.media import link
from beilin.importing.model import NOWHERE, Finding

_SINGLE = re.compile(r"<!--\s{1,20}wp:(?P<name>[a-z][\w/-]{0,100})\s{1,20}(?P<attributes>\{[^<>]*\})?\s{0,20}/-->")
_BEFORE_CODE = re.compile(
    r"<!--\s{1,20}wp:[a-z][\w/-]{0,100}\s{1,20}(?P<attributes>\{[^<>]*\})\s{0,20}-->"
    r"(?P<code>\s{0,100}(?:<div[^<>]*>\s{0,100})?<pre)(?=[\s>])"
)
_EMBED = re.compile(
    r"<figure(?:(?!\bwp-block-embed\b)[^<>])*\bwp-block-embed\b[^<>]*>\s{0,100}"
    r"<div class=\"wp-block-embed__wrapper\">\s{0,100}"
    r"(?P<address>https?://[^\s<>\"]+)\s{0,100}</div>(?P<rest>\s{0,100}(?:<figcaption[^<>]*>.{0,2000}?</figcaption>)?)"
    r"\s{0,100}</figure>",
    re.DOTALL,
)
_LANGUAGES = ("language", "lang", "codeLanguage", "codeLang", "mode")
# Blocks without text.
_EMPTY = frozenset({"more", "nextpage", "separator", "spacer", "core/more", "core/nextpage", "core/spacer"})


def is_block_post(post: str) -> bool:
    """Whether the post was written in the block editor, so that its paragraphs are marked."""
    return "<!-- wp:" in post


def with_blocks_written_out(post: str, reusable: Mapping[str, str], footnotes: str) -> tuple[str, tuple[Finding, ...]]:
    """The post with reusable blocks, languages of code, embedded pages and footnotes in it.

    `reusable` has the content of reusable blocks by id; `footnotes` is the post's field of that name, in JSON. The
    findings name blocks that only WordPress can fill, such as a list of the latest posts.
    """
    unfilled: Counter[str] = Counter()

    def single(match: re.Match[str]) -> str:
        attributes = _mapping(match["attributes"] or "{}")
        if match["name"] == "block" and (content := reusable.get(str(attributes.get("ref", "")))):
            return content
        if match["name"] == "footnotes":
            return _footnote_list(footnotes)
        if match["name"] not in _EMPTY:
            unfilled[match["name"]] += 1
        return ""

    post = _SINGLE.sub(single, post)
    post = _EMBED.sub(_embed, _BEFORE_CODE.sub(_with_language, post))
    names = ", ".join(f"{name} {count}" for name, count in unfilled.items())
    evidence = f"blocks without text in the export, which WordPress filled, were left out: {names}"
    return post, (Finding(NOWHERE, "block", evidence, False),) if names else ()


def _with_language(match: re.Match[str]) -> str:
    attributes = _mapping(match["attributes"])
    language = next((value for name in _LANGUAGES if isinstance(value := attributes.get(name), str)), "")
    return f'{match["code"]} data-lang="{escape(language)}"' if language else match["code"]


def _embed(match: re.Match[str]) -> str:
    return f"<p>{link(match['address'])}</p>{match['rest'].replace('figcaption', 'p')}"


def _footnote_list(field: str) -> str:
    """The list that the block of footnotes shows."""
    try:
        notes = json.loads(field or "[]")
    except (ValueError, RecursionError):
        return ""
    items = [
        f'<li id="{escape(str(note["id"]))}">{note["content"]} <a href="#{escape(str(note["id"]))}-link">↩︎</a></li>'
        for note in notes
        if isinstance(note, dict) and isinstance(note.get("content"), str) and "id" in note
    ]
    return f'<ol class="wp-block-footnotes">{"".join(items)}</ol>' if items else ""


def _mapping(written: str) -> Mapping[str, object]:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
