"""The ids of headings: what the old generators made of their texts, and what the archive's pages have instead.

Each generator had its own rule, and some had several in the course of time. So a fragment is looked up among what all
the rules give; that two rules give the same for different headings of a page is rare, and harmless.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import quote

from beilin.migrating.bodies.headings import heading_texts
from beilin.migrating.bodies.protected import protect
from beilin.migrating.generators.transliterate import to_ascii
from beilin.migrating.heads.read import read_head
from beilin.reading.headings import is_footnote_id
from beilin.text.slugs import heading_slug

_ATTRIBUTES = re.compile(r"\{([^{}\n]*+)\}[ \t]*+\Z")
_CHOSEN = re.compile(r"#([\w.:-]++)")
_CLOSING = re.compile(r"(?<![ \t])(?:[ \t]++#++|[ \t]*+\{[:.#][^{}\n]*+\})[ \t]*+\Z")
_LINK = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])|</?[A-Za-z][^<>]*>")
_MARKS = re.compile(r"[*`]|\\(?=[^\w\s])|(?<!\w)_+|_+(?!\w)")
_IN_HTML = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)


def _github(text: str) -> str:
    """GitHub, goldmark in Hugo, kramdown's GFM mode, github-slugger (Astro, Docusaurus)."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def _letters_only(text: str) -> str:
    """Blackfriday (Hugo before 0.60)."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")


def _ascii(text: str) -> str:
    """The crate `slug` (Zola)."""
    return re.sub(r"[^a-z0-9]+", "-", to_ascii(text).lower()).strip("-")


def _kramdown(text: str) -> str:
    """Kramdown's own mode ("Automatic Generation of Header IDs")."""
    return re.sub(r"[^a-z0-9 -]", "", re.sub(r"^[^a-zA-Z]+", "", text).lower()).replace(" ", "-") or "section"


def _hexo(text: str) -> str:
    """`slugize` of hexo-util, which keeps upper case."""
    return re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+", "-", text).strip("-")


def _python(text: str) -> str:
    """The extension `toc` of Python-Markdown (Pelican, MkDocs, Nikola)."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _python_unicode(text: str) -> str:
    """`slugify_unicode` of the same, and pymdownx.slugs."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _markdown_it(text: str) -> str:
    """markdown-it-anchor (Eleventy, VitePress), as a browser decodes it."""
    return re.sub(r"\s+", "-", text.strip().lower())


_RULES: tuple[tuple[Callable[[str], str], str], ...] = (
    (_github, "-"), (_letters_only, "-"), (_python_unicode, "_"), (_hexo, "-"), (_markdown_it, "-"), (_python, "_"),
    (_ascii, "-"), (_kramdown, "-"),
)  # fmt: skip


def anchors_of(body: str) -> Mapping[str, str]:
    """The ids that an old page of the body may have had, each with the id that it has in the archive."""
    written = heading_texts(body, protect(body))
    chosen = [_chosen(text) for text in written]
    texts = [_plain(text) for text in written]
    kept = {name for name in chosen if name} | set(_IN_HTML.findall(body))
    new = [name or automatic for name, automatic in zip(chosen, _new_ids(texts, kept), strict=True)]
    anchors: dict[str, str] = {}
    for rule, mark in _RULES:
        for old, now in zip(_numbered(map(rule, texts), mark), new, strict=True):
            anchors.setdefault(old, now)
    return anchors | {name: name for name in (*new, *kept)}


@lru_cache(maxsize=512)
def anchors_in_file(root: Path, path: str) -> Mapping[str, str]:
    """`anchors_of` a document of the old folder; nothing if it cannot be read."""
    try:
        return anchors_of(read_head((root / path).read_bytes(), path).body)
    except (OSError, ValueError):
        return {}


def new_fragment(fragment: str, anchors: Mapping[str, str]) -> str:
    """The fragment (decoded) that leads where the old one led; itself if that is not known."""
    name = unicodedata.normalize("NFC", fragment).lstrip("#")
    known = anchors.get(name) or anchors.get(name.lower()) or anchors.get(quote(name))
    if known is None:  # more follows the words of the heading, such as the name of an emoji in it
        longest = max((old for old in anchors if name.startswith(f"{old}-")), key=len, default="")
        known = anchors[longest] if len(name) < 2 * len(longest) else None
    return known or fragment


def _chosen(written: str) -> str:
    """The last id in the attributes of a heading, or ""."""
    attributes = _ATTRIBUTES.search(written)
    ids = _CHOSEN.findall(attributes[1]) if attributes else ()
    return ids[-1] if ids else ""


def _plain(written: str) -> str:
    """The text that a heading shows."""
    return unescape(_MARKS.sub("", _LINK.sub(r"\1", _CLOSING.sub("", written)))).strip()


def _new_ids(texts: Iterable[str], taken: Iterable[str]) -> list[str]:
    """The archive's automatic ids (`reading/headings.py`)."""
    used = set(taken)
    found: list[str] = []
    for text in texts:
        slug = heading_slug(text) or "section"
        slug = f"section-{slug}" if is_footnote_id(slug) else slug
        name, number = slug, 1
        while name in used:
            number += 1
            name = f"{slug}-{number}"
        used.add(name)
        found.append(name)
    return found


def _numbered(slugs: Iterable[str], mark: str) -> list[str]:
    """The slugs, of which later equal ones, and with Python-Markdown empty ones, get a number."""
    counts: dict[str, int] = {}
    found: list[str] = []
    for slug in slugs:
        count = counts.get(slug, 1 if not slug and mark == "_" else 0)
        counts[slug] = count + 1
        found.append(f"{slug}{mark}{count}" if count else slug)
    return found
