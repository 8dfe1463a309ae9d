"""The images on other hosts that a Markdown file shows, and the edits that make it show files of the archive instead.

The site's own reader says what is an image. An edit is proved by reading the result: nothing but the sources of images
may differ, and these as intended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape

from beilin.editing.edits import Edit, apply_edits
from beilin.editing.links import any_spelling
from beilin.model import Body
from beilin.reading.article import read_article
from beilin.reading.front_matter import split_front_matter
from beilin.reading.remote_images import OF_REMOTE_IMAGE
from beilin.reading.settings import ReaderSettings
from beilin.text.link_targets import is_external, readable
from beilin.text.urls import read_url

# As in `remote_images.py` and `html_media.py`: the source is the first attribute.
_IMAGE = re.compile(r'(?<=<img src=")[^"]*(?=")')
_MARK = re.compile(r"\0(\d+)\0")
_OF_REMOTE = "".join(f' {name}="{value}"' for name, value in OF_REMOTE_IMAGE.items())
_MAY_SHOW = re.compile(r"!\[|<img", re.IGNORECASE)

_BEFORE_SOURCE = re.compile(
    r"(?:!\[[^\[\]\n]{0,200}\]\([ \t]*<?|\bsrc[ \t]*=[ \t]*[\"']?|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?)\Z", re.MULTILINE
)
_MAX_BEFORE = 250  # characters

_Shown = tuple[str, tuple[str, ...]]  # the body without the sources of images, and these in order


def remote_images(path: str, text: str, settings: ReaderSettings) -> tuple[str, ...]:
    """The addresses on other hosts from which the file shows an image, as the page would have them, each once."""
    if "//" not in text or not _MAY_SHOW.search(text):
        return ()
    shown = _read(path, text, settings)
    sources = shown[1] if shown else ()
    return tuple(dict.fromkeys(source for source in sources if _is_remote(source, settings)))


def edits_for(path: str, text: str, settings: ReaderSettings, targets: Mapping[str, str]) -> tuple[Edit, ...]:
    """The edits of the text by which images at the addresses in `targets` are shown from the targets, paths from the
    file. What is written so that no edit of its characters would do is left as it is."""
    before = _read(path, text, settings)
    if before is None:
        return ()
    body_start = len(text) - len(split_front_matter(text)[1])
    candidates = _without_overlaps(sorted(_candidates(text, body_start, targets)))
    # Some of the places may not be sources of images, as in links and code.
    for some in (candidates, [edit for edit in candidates if _looks_like_a_source(text, edit)]):
        if _is_as_wanted(before, _read(path, apply_edits(text, some), settings), targets, is_whole=True):
            return tuple(some)

    def proved(some: list[Edit]) -> list[Edit]:
        """Those of the edits that can be proved, together or in halves."""
        if not some or is_proved(some):
            return some
        middle = len(some) // 2
        return [*proved(some[:middle]), *proved(some[middle:])] if middle else []

    def is_proved(some: list[Edit]) -> bool:
        return _is_as_wanted(before, _read(path, apply_edits(text, some), settings), targets, is_whole=False)

    edits = proved(candidates)
    return tuple(edits) if edits and is_proved(edits) else ()


def _read(path: str, text: str, settings: ReaderSettings) -> _Shown | None:
    """What the file shows; None if it cannot be read."""
    article, _ = read_article(path, text.encode(), replace(settings, shows_remote_images=True))
    return _shown(article.body) if article else None


def _shown(body: Body) -> _Shown:
    sources: list[str] = []

    def target(match: re.Match[str]) -> str:
        reference = body.references[int(match[1])]
        return f"\0{reference.kind} {reference.target} {reference.text}\0"

    def take(match: re.Match[str]) -> str:
        mark = _MARK.fullmatch(match[0])
        sources.append(body.references[int(mark[1])].target if mark else unescape(match[0]))
        return ""

    html = _IMAGE.sub(take, body.html).replace(_OF_REMOTE, "")
    return _MARK.sub(target, html), tuple(sources)


def _is_remote(source: str, settings: ReaderSettings) -> bool:
    url = read_url(source)
    return url.is_remote and url.scheme in ("http", "https", "") and is_external(source, settings.base_url)


def _is_as_wanted(before: _Shown, after: _Shown | None, targets: Mapping[str, str], *, is_whole: bool) -> bool:
    """Whether sources in `targets` have become these (all if `is_whole`, else some), and all else is as it was."""
    if after is None or after[0] != before[0] or len(after[1]) != len(before[1]):
        return False
    if not is_whole and after[1] == before[1]:
        return False
    return all(
        new == targets.get(old, old) or (not is_whole and new == old)
        for old, new in zip(before[1], after[1], strict=True)
    )


def _candidates(text: str, body_start: int, targets: Mapping[str, str]) -> Iterator[Edit]:
    """Every place in the body where one of the addresses may be written."""
    for address, target in targets.items():
        for match in re.finditer(any_spelling(readable(address)), text[body_start:]):
            yield Edit(body_start + match.start(), body_start + match.end(), target)


def _looks_like_a_source(text: str, edit: Edit) -> bool:
    """Whether the place seems to be the source of an image, which saves reading the file once for each place."""
    return bool(_BEFORE_SOURCE.search(text[max(0, edit.start - _MAX_BEFORE) : edit.start]))


def _without_overlaps(edits: Sequence[Edit]) -> list[Edit]:
    """The edits without those inside longer ones: one address may begin with a different one."""
    kept: list[Edit] = []
    for edit in edits:
        if kept and edit.start < kept[-1].end:
            if edit.start == kept[-1].start and edit.end > kept[-1].end:
                kept[-1] = edit
            continue
        kept.append(edit)
    return kept
