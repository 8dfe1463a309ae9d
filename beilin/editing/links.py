"""The links of a Markdown file to what has moved, located with the site's own reader.

A target may be written in many ways: in brackets or not, percent-encoded, in a definition that many links share, in
HTML. So there is no second parser of Markdown here. Every place where the target's characters appear is tried: it
belongs to a link if changing it changes the targets of links as intended, and nothing else that the body shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from beilin.editing.archive import Archive
from beilin.editing.edits import CannotEditError, Edit, apply_edits
from beilin.editing.moves import WIKI, Move, edit_of_target, target_after, target_of, target_of_url
from beilin.model import Article, Body
from beilin.reading.article import read_article
from beilin.reading.front_matter import split_front_matter
from beilin.reading.settings import ReaderSettings
from beilin.text.link_targets import own_prefix

_TAG_OR_MARK = re.compile(r"""<[a-zA-Z][^\s<>/]*(?:\s+[^\s=<>"/]+(?:="[^"]*")?)*\s*/?>|\0(\d+)\0""")
_TARGET = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_NAME_BEFORE = re.compile(r"[\w./%-]\Z")
_NAME_AFTER = re.compile(r"[\w%-]|\.\w")
_MARK = re.compile(r"\0(\d+)\0")


@dataclass(frozen=True, slots=True)
class BodyContent:
    """A body's HTML without the targets of its links and images, and these targets in order."""

    html: str
    targets: tuple[str, ...]  # readable


@dataclass(frozen=True, slots=True)
class LinkEdits:
    """How to change a file so that its links follow a move."""

    edits: tuple[Edit, ...]  # of the file's text
    expected: BodyContent  # after the edits
    unchanged_lines: tuple[int, ...]  # on which the old target appears as text or code, which stays


def content_of(body: Body) -> BodyContent:
    """The body with the targets apart from the rest."""
    targets: list[str] = []

    def take(match: re.Match[str]) -> str:
        if not match[0].startswith("\0"):
            return _TARGET.sub(take_target, match[0])
        link = body.references[int(match[1])]
        targets.append(target_of(link))
        return f"\0{link.text}\0"

    def take_target(match: re.Match[str]) -> str:
        mark = _MARK.fullmatch(match[2])
        targets.append(target_of(body.references[int(mark[1])]) if mark else target_of_url(unescape(match[2])))
        return f'{match[1]}=""'

    return BodyContent(_TAG_OR_MARK.sub(take, body.html), tuple(targets))


def link_edits(
    path: str, text: str, article: Article, settings: ReaderSettings, move: Move, base_url: str
) -> LinkEdits:
    """The edits that make the file's links follow the move. `article` is what the reader makes of `text`.

    A whole URL that is its own link text stays, because the text would change; the redirect serves it. Raises
    CannotEditError for any other link that is written so that no edit can change it.
    """
    before = content_of(article.body)
    new_targets = list(before.targets)
    edits_of_targets: dict[str, Edit] = {}
    for number, target in enumerate(before.targets):
        if edit := edit_of_target(target, path, move, base_url):
            edits_of_targets[target] = edit
            new_targets[number] = target_after(target, edit)
    wanted = BodyContent(before.html, tuple(new_targets))
    if not edits_of_targets:
        return LinkEdits((), before, ())
    body_start = len(text) - len(split_front_matter(text)[1])
    edits: list[Edit] = []
    unchanged: list[int] = []
    for edit in sorted(set(_candidates(text, body_start, edits_of_targets))):
        if edits and edit.start < edits[-1].end:
            continue  # the same place, matched by a second target
        trial = _read(path, apply_edits(text, [edit]), settings)
        if trial and _is_step(before, wanted, content_of(trial.body)):
            edits.append(edit)
        elif not _NAME_BEFORE.search(text[body_start : edit.start]) and not _NAME_AFTER.match(text, edit.end):
            unchanged.append(len(re.findall(r"\r\n|\n|\r", text[: edit.start])) + 1)
    result = _read(path, apply_edits(text, edits), settings)
    after = content_of(result.body) if result else before
    for old, goal, new in zip(before.targets, wanted.targets, after.targets, strict=True):
        if new != goal and not own_prefix(old, base_url):
            raise _cannot_edit(old, article)
    return LinkEdits(tuple(edits), after, tuple(dict.fromkeys(unchanged)))


def may_link(archive: Archive, path: str, move: Move) -> bool:
    """Whether the file may have a link that follows the move. False means that it has none."""
    base_url = archive.config.base_url
    return any(edit_of_target(target_of(link), path, move, base_url) for link in archive.records[path].references)


def _cannot_edit(target: str, article: Article) -> CannotEditError:
    line = next((link.line for link in article.body.references if target_of(link) == target), 0)
    if target.startswith(WIKI):
        message = f"the link {target}]] is in a heading, whose id would change; give the link a text: {target}|…]]"
    else:
        message = f"the link to {target!r} is written so that it cannot be changed; write it plainly"
    return CannotEditError(message, line)


def _read(path: str, text: str, settings: ReaderSettings) -> Article | None:
    return read_article(path, text.encode(), settings)[0]


def _is_step(before: BodyContent, wanted: BodyContent, trial: BodyContent) -> bool:
    """Whether the trial has at least one target as wanted, and everything else as before."""
    if trial.html != before.html or len(trial.targets) != len(before.targets) or trial.targets == before.targets:
        return False
    return all(new in (old, goal) for old, goal, new in zip(before.targets, wanted.targets, trial.targets, strict=True))


def _candidates(text: str, body_start: int, edits_of_targets: dict[str, Edit]) -> Iterator[Edit]:
    """Every place in the body where a target that changes may be written."""
    for target, edit in edits_of_targets.items():
        is_wiki = target.startswith(WIKI)
        if is_wiki:
            pattern = rf"\[\[[ \t]*({re.escape(target[edit.start : edit.end])})"
        else:
            pattern = f"{any_spelling(target[: edit.start])}({any_spelling(target[edit.start : edit.end])})"
        for match in re.finditer(pattern, text[body_start:]):
            new = quote(edit.text, safe="/") if "%" in match[1] and not is_wiki else edit.text
            yield Edit(body_start + match.start(1), body_start + match.end(1), new)


def any_spelling(decoded: str) -> str:
    """A pattern for the text as Markdown or HTML may write it in a target: encoded, escaped, or as it is."""
    return "".join(_any_spelling_of(character) for character in decoded)


def _any_spelling_of(character: str) -> str:
    encoded = "".join(f"%{byte:02x}" for byte in character.encode(errors="surrogatepass"))
    spellings = [re.escape(character), f"(?i:{encoded})"]
    if not character.isalnum() and character.isascii():
        spellings.append(re.escape("\\" + character))
    if character == "&":
        spellings.append("&amp;")
    return f"(?:{'|'.join(spellings)})"
