"""The line of a Markdown file on which a place of an article's text is written.

Reading does not keep lines, and markup may stand anywhere between source and text, so the line is found by experiment:
the characters of the source that may be the wanted one are replaced, by a different one on each line, and the file is
read again. What has become of the wanted character says on which line it is written, and that nothing else changed
proves it. Reading takes a millisecond; most articles are so plain that their letters are those of the source, in order,
which is found without it (0.1 ms).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import chain, islice
from typing import NamedTuple

from beilin.reading.front_matter import LINE_END, split_front_matter
from beilin.reading.settings import ReaderSettings
from beilin.text.cjk import is_unspaced

MAX_TRIALS, MAX_READ = 40, 400_000  # readings to find one place, and characters that may be read again and again
MAX_LINES = 1000  # on which characters are replaced at once
# What takes the place of characters: letters that hardly any text has. Between those of the first range a line break is
# not a space, nor was it between what they stand for; those of the second one, of the script Yi, stand for all others.
_UNSPACED, _SPACED = range(0x2B820, 0x2CEA2), range(0xA000, 0xA48D)
_REFERENCE = re.compile(r"&#?[0-9A-Za-z]{1,31};")
# Without these characters nothing is shown that is not written, and nothing moves: references, tags, escapes, links,
# footnotes.
_NOT_PLAIN = re.compile(r"[&<\\\[]")
_DEFINITION = re.compile(r"^ {0,3}\[[^^\]\n][^\]\n]*\]:.*$", re.MULTILINE)
_TITLE = re.compile(r"^[\"']?title[\"']?[ \t]*:", re.MULTILINE)
_NO_LETTER = re.compile(r"[\W\d_]+")
_LETTERS_TRIED = 3  # of a block, to find its line if that of the wanted character cannot be found

Texts = Sequence[str]
Place = tuple[int, int]  # the number of a text, and an offset into it
Extents = Mapping[int, Sequence[tuple[int, int]]]  # parts of a source by line
Read = Callable[[str], Texts | None]


class _Experiment(NamedTuple):
    """Which characters are replaced."""

    extents: Extents
    definitions: Sequence[str]  # of links, which are added with the same replacements: a link may show its name


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file, and the texts that were read from it."""

    path: str  # from the archive's root
    text: str  # of the whole file
    title: str
    blocks: Texts
    settings: ReaderSettings  # with the article's own language

    def line_in_title(self, offset: int) -> int:
        """The line, from 1, of the character at that offset into the title; that of its key if it cannot be proved."""
        body = split_front_matter(self.text)[1]
        front = self.text.removesuffix(body)
        key = _TITLE.search(front)
        first_line = 1 + len(LINE_END.findall(front[: key.start()])) if key else 1
        return _find(front, [self.title], self._read_title, (0, offset)) or first_line

    def line_in_block(self, number: int, offset: int) -> int:
        """The line, from 1, of the character at that offset into a block of the body.

        If it cannot be proved, it is the line on which the block begins; of a block that is not written, such as the
        heading of an alert, that of the next one; or else the line on which the body begins.
        """
        _, body, first_line = split_front_matter(self.text)
        if line := _find_in_plain(body, self.blocks, (number, offset)):
            return first_line - 1 + line
        for place in chain([(number, offset)], *map(self._beginning, (number, number + 1))):
            if line := _find(body, self.blocks, self._read_body, place):
                return first_line - 1 + line
        return first_line + len(LINE_END.findall(body[: len(body) - len(body.lstrip())]))

    def _beginning(self, number: int) -> Iterator[Place]:
        """The first letters of the block, if there is one with that number."""
        block = self.blocks[number] if number < len(self.blocks) else ""
        letters = (at for at, character in enumerate(block) if character.isalnum())
        return ((number, at) for at in islice(letters, _LETTERS_TRIED))

    def _read_title(self, front: str) -> Texts | None:
        # Imported here, as below: the Markdown parser takes longest to import, and plain articles do not need it.
        from beilin.reading.article import read_summary

        summary, _ = read_summary(self.path, front.encode(), self.settings)
        return [summary.title] if summary else None

    def _read_body(self, body: str) -> Texts:
        from beilin.reading.markdown import render_markdown

        rendered, _ = render_markdown(body, file=self.path, settings=self.settings)
        return [block.text for block in rendered.text]


def _find_in_plain(body: str, blocks: Texts, place: Place) -> int:
    """The line of the letter, from 1, if all letters of the body are shown as they are written, in order; else 0."""
    number, offset = place
    if _NOT_PLAIN.search(body) or not blocks[number][offset].isalpha():
        return 0
    if _NO_LETTER.sub("", body) != _NO_LETTER.sub("", "".join(blocks)):
        return 0
    left = len(_NO_LETTER.sub("", "".join([*blocks[:number], blocks[number][:offset]])))
    for line, text in enumerate(LINE_END.split(body), 1):
        left -= len(_NO_LETTER.sub("", text))
        if left < 0:
            return line
    return 0


def _find(source: str, texts: Texts, read: Read, place: Place) -> int:
    """The line of the source, from 1, on which the character at that place of the texts is written; 0 for unknown."""
    number, offset = place
    wanted = texts[number][offset]
    names = [line for line in _DEFINITION.findall(source) if wanted in line]
    trials = min(MAX_TRIALS, 1 + MAX_READ // (1 + len(source)))
    for extents in _candidates(source, texts[number][offset:]):
        for experiment in _experiments(extents, names):
            trials -= 1
            if trials < 0:
                return 0
            line = _try(source, texts, read, place, experiment)
            if line:
                return line
            if line is not None and experiment.extents is extents:
                break  # it is none of these
    return 0


def _experiments(extents: Extents, definitions: Sequence[str]) -> Iterator[_Experiment]:
    """With all extents; with those of each line; with each. Together they may change more than the character, such as
    the label of a footnote in one of two places."""
    some = [extents]
    if len(extents) > 1:
        some += [{line: extents[line]} for line in extents]
    some += [{line: [extent]} for line, each in extents.items() if len(each) > 1 for extent in each]
    for each in some:
        yield _Experiment(each, ())
        if definitions:
            yield _Experiment(each, definitions)


def _candidates(source: str, text: str) -> Iterator[Extents]:
    """What in the source may be the text's first character, most likely ones first."""
    starts = [0, *(match.end() for match in LINE_END.finditer(source))]
    followed = re.escape(text[:3].split()[0])
    alone = re.escape(text[0])
    references = [match.span() for match in _REFERENCE.finditer(source) if unescape(match[0]) == text[0]]
    for found in (
        [(match.start(), match.start() + 1) for match in re.finditer(followed, source)],
        sorted([*(match.span() for match in re.finditer(alone, source)), *references]),
    ):
        by_line = defaultdict(list)
        for extent in found:
            by_line[bisect_right(starts, extent[0])].append(extent)
        lines = iter(by_line.items())
        while some := dict(islice(lines, MAX_LINES)):
            yield some


def _try(source: str, texts: Texts, read: Read, place: Place, experiment: _Experiment) -> int | None:
    """The line of the character if it is among the extents; 0 if it is not, and None if the experiment fails."""
    number, offset = place
    extents, definitions = experiment
    wanted = texts[number][offset]
    codes = _UNSPACED if is_unspaced(wanted) else _SPACED
    unused = (chr(code) for code in codes if chr(code) not in source)
    lines = dict(zip(unused, extents, strict=False))
    if len(lines) < len(extents):
        return None
    pieces, end = [], 0
    for character, line in lines.items():
        for start, following in extents[line]:
            pieces += [source[end:start], character]
            end = following
    copies = [f"\n\n{line.replace(wanted, character)}" for line in definitions for character in lines]
    shown = read("".join([*pieces, source[end:], *copies]))
    restored = str.maketrans(dict.fromkeys(lines, wanted))
    if shown is None or [text.translate(restored) for text in shown] != [*texts]:
        return None
    return lines.get(shown[number][offset], 0)
