"""The links of a Markdown file to what has moved: where their targets stand, told by the site's own reader.

A target may be written in many ways: in brackets or not, percent-encoded, in a definition that many links share, in
HTML. So no second parser of Markdown looks for them. Every place where the target's characters stand is tried: it is a
link's where changing it changes the targets of links, as wanted, and nothing else of what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from beilin.editing.edits import Edit, NoEditError, apply_edits
from beilin.editing.moves import WIKI, Move, edit_of_target, readable, target_after, target_of
from beilin.editing.plan import Archive, read_bytes
from beilin.model import Article, Body
from beilin.reading.article import read_article
from beilin.reading.front_matter import split_front_matter
from beilin.reading.settings import ReaderSettings

_TAG_OR_MARK = re.compile(r"""<[a-zA-Z][^\s<>/]*(?:\s+[^\s=<>"/]+(?:="[^"]*")?)*\s*/?>|\0(\d+)\0""")
_TARGET = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_PART_OF_A_NAME = re.compile(r"[\w./%-]\Z")
_NAME_GOES_ON = re.compile(r"[\w%-]|\.\w")
_MARK = re.compile(r"\0(\d+)\0")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a body shows, apart from the targets of its links and images, and these in order."""

    html: str
    targets: tuple[str, ...]  # decoded


@dataclass(frozen=True, slots=True)
class LinkEdits:
    """What to do to a file for its links to follow a move."""

    edits: tuple[Edit, ...]  # of the file's text
    shown: Shown  # what the file must show afterwards
    left: tuple[int, ...]  # lines on which the old target stands as text or code, which stays


def shown_by(body: Body) -> Shown:
    """The body, parted."""
    targets: list[str] = []

    def take(match: re.Match[str]) -> str:
        if not match[0].startswith("\0"):
            return _TARGET.sub(take_target, match[0])
        link = body.references[int(match[1])]
        targets.append(target_of(link))
        return f"\0{link.text}\0"

    def take_target(match: re.Match[str]) -> str:
        mark = _MARK.fullmatch(match[2])
        targets.append(target_of(body.references[int(mark[1])]) if mark else readable(unescape(match[2])))
        return f'{match[1]}=""'

    return Shown(_TAG_OR_MARK.sub(take, body.html), tuple(targets))


def link_edits(
    path: str, text: str, article: Article, settings: ReaderSettings, move: Move, base_url: str
) -> LinkEdits:
    """The edits that make the file's links follow the move. `article` is what the reader makes of `text`.

    A whole URL that stands in the text as itself stays, for the text would change; the redirect serves it. Raises
    NoEditError for any other link that is written as no edit could change it.
    """
    before = shown_by(article.body)
    wanted = list(before.targets)
    changes: dict[str, Edit] = {}  # of targets
    for number, target in enumerate(before.targets):
        if edit := edit_of_target(target, path, move, base_url):
            changes[target] = edit
            wanted[number] = target_after(target, edit)
    after = Shown(before.html, tuple(wanted))
    if not changes:
        return LinkEdits((), before, ())
    body_at = len(text) - len(split_front_matter(text)[1])
    edits: list[Edit] = []
    left: list[int] = []
    for edit in sorted(set(_candidates(text, body_at, changes))):
        if edits and edit.start < edits[-1].end:
            continue  # the same place, found for another of its targets
        tried = _read(path, apply_edits(text, [edit]), settings)
        if tried and _is_step(before, after, shown_by(tried.body)):
            edits.append(edit)
        elif not _PART_OF_A_NAME.search(text[body_at : edit.start]) and not _NAME_GOES_ON.match(text, edit.end):
            left.append(len(re.findall(r"\r\n|\n|\r", text[: edit.start])) + 1)
    read = _read(path, apply_edits(text, edits), settings)
    reached = shown_by(read.body) if read else before
    for old, goal, new in zip(before.targets, after.targets, reached.targets, strict=True):
        if new != goal and not old.startswith(base_url):
            line = next((link.line for link in article.body.references if target_of(link) == old), 0)
            if old.startswith(WIKI):
                words = f"the link {old}]] names a heading, whose own address would change; give the link a text"
                raise NoEditError(f"{words}: {old}|…]]", line)
            raise NoEditError(f"the link to {old!r} is written so that it cannot be changed; write it plainly", line)
    return LinkEdits(tuple(edits), reached, tuple(dict.fromkeys(left)))


def may_link(archive: Archive, path: str, move: Move) -> bool:
    """Whether the file has a link that follows the move; a whole URL is seen in its bytes alone."""
    base_url = archive.config.base_url
    if any(edit_of_target(target_of(link), path, move, base_url) for link in archive.records[path].references):
        return True
    return base_url.encode() in read_bytes(archive, path)


def _read(path: str, text: str, settings: ReaderSettings) -> Article | None:
    return read_article(path, text.encode(), settings)[0]


def _is_step(before: Shown, after: Shown, tried: Shown) -> bool:
    """Whether what was tried lies on the way from one to the other, and is not where it began."""
    if tried.html != before.html or len(tried.targets) != len(before.targets) or tried.targets == before.targets:
        return False
    return all(new in (old, goal) for old, goal, new in zip(before.targets, after.targets, tried.targets, strict=True))


def _candidates(text: str, body_at: int, changes: dict[str, Edit]) -> Iterator[Edit]:
    """Every place in the body where a target that changes may be written."""
    for target, edit in changes.items():
        is_wiki = target.startswith(WIKI)
        if is_wiki:
            pattern = rf"\[\[[ \t]*({re.escape(target[edit.start : edit.end])})"
        else:
            pattern = f"{_any_way(target[: edit.start])}({_any_way(target[edit.start : edit.end])})"
        for match in re.finditer(pattern, text[body_at:]):
            new = quote(edit.text, safe="/") if "%" in match[1] and not is_wiki else edit.text
            yield Edit(body_at + match.start(1), body_at + match.end(1), new)


def _any_way(decoded: str) -> str:
    """A pattern for the text as Markdown or HTML may write it in a target: encoded, escaped, or as it is."""
    return "".join(_any_way_of(character) for character in decoded)


def _any_way_of(character: str) -> str:
    encoded = "".join(f"%{byte:02x}" for byte in character.encode(errors="surrogatepass"))
    ways = [re.escape(character), f"(?i:{encoded})"]
    if not character.isalnum() and character.isascii():
        ways.append(re.escape("\\" + character))
    if character == "&":
        ways.append("&amp;")
    return f"(?:{'|'.join(ways)})"
