"""How a message is read: as templates of a catalogue with values.

A message may fit several templates, and may consist of several messages. Of all ways to read it, the one is taken
that leaves the fewest words in English; of those, the one with the most exact template. So half a sentence is never
taken for a value while the whole is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from beilin.translations.catalogue import read_catalogue
from beilin.translations.template import Template, numbers_in
from beilin.translations.words import WORD, english_words, is_han, joined

# Patterns are compiled when they are first used, because most messages need none.
_QUOTATION = r"'[^']*'|\"[^\"]*\"|“[^”]*”|`[^`]*`"
_SENTENCES = r"(?<=[.:;?!])( )(?=[^ ])"
_WIDE_STOPS = ("。", "：", "；", "？", "！", "，")
_LISTS = ((", ", "、"), ("; ", "；"))  # a form of few words may fit several items at once as well
_FUNCTION_WORDS = frozenset(("a", "an", "and", "by", "in", "is", "it", "its", "not", "of", "that", "the", "to"))
MAX_LENGTH = 4000  # of a message to be compared with the templates; longer ones are texts of the user
MAX_SPACES = 60  # of a sentence that is taken apart
MAX_SENTENCES = 24  # of a line whose runs of sentences are compared


@dataclass(frozen=True, slots=True)
class _Reading:
    """A translation."""

    text: str
    left: int  # words in it that are still English
    is_message: bool = True  # whether all of it is known, apart from values


def translated_into(text: str, tag: str) -> str:
    """The message in a language that has a catalogue."""
    return _read(text, tag).text


@lru_cache(maxsize=1024)
def _read(text: str, tag: str) -> _Reading:
    """The best reading of a text that may consist of several messages."""
    whole = _message(text, tag)
    if whole is not None and not whole.left:
        return whole
    if "\n" in text:
        lines = [_read(line, tag) for line in text.split("\n")]
        parts = _Reading("\n".join(line.text for line in lines), sum(line.left for line in lines), is_message=False)
    elif indent := text[: len(text) - len(text.lstrip())]:
        rest = _read(text[len(indent) :], tag)
        parts = _Reading(indent + rest.text, rest.left, rest.is_message)
    else:
        parts = _sentences(text, tag)
        if parts.left and (phrases := _phrases(text, tag)):
            return phrases
    return whole if whole is not None and whole.left <= parts.left else parts


@lru_cache(maxsize=1024)
def _message(text: str, tag: str) -> _Reading | None:
    """The best reading of a text as one message, or as a list of messages; None if it is none."""
    catalogue = read_catalogue(tag)
    known = catalogue.texts.get(text)
    if known is None and (sentence := catalogue.texts.get(f"{text}.")):  # as lists of commands have it
        known = sentence.removesuffix("。")
    if known is not None:
        return _Reading(known, 0)
    if len(text) > MAX_LENGTH or not re.search("[A-Za-z0-9]", text):
        return None
    best, is_weak = None, False
    for template, values in sorted(catalogue.forms_of(text), key=lambda form: -form[0].weight):
        reading = _with_values(template, values, tag)
        if reading is not None and (best is None or reading.left < best.left):
            best, is_weak = reading, template.is_weak
            if not best.left:
                break
    for separator, joint in _LISTS if best is None or best.left or is_weak else ():
        items = [_message(item, tag) for item in text.split(separator)] if separator in text else []
        left = sum(item.left for item in items if item)
        if items and all(items) and (best is None or left < best.left + (separator == "; ")):
            best = _Reading(joint.join(item.text for item in items if item), left)
    if best is None and text.endswith(".") and (unended := _message(text[:-1], tag)):
        return _Reading(f"{unended.text}。", unended.left)
    return best


def _with_values(template: Template, values: dict[str, str], tag: str) -> _Reading | None:
    """The translation with the values; None if the template does not mean this message."""
    readings = {n: _value(value, tag, is_quoted=n in template.quoted) for n, value in values.items()}
    left = sum(reading.left for reading in readings.values())
    words = english_words(" ".join(template.texts))
    doubtful = (
        template.bare
        if template.is_label or not template.is_weak
        else readings.keys() - template.endings - template.quoted
    )
    if not all(_is_plain(values[n], readings[n], 0 if n in template.bare else words) for n in doubtful):
        return None
    last = numbers_in(template.source)[-1]  # where what other programs say mostly stands
    if left - readings[last].left * (not template.texts[-1].strip(").")) > words:
        return None
    pieces = template.filled({number: reading.text for number, reading in readings.items()})
    return _Reading(joined(pieces, {reading.text for reading in readings.values() if reading.is_message}), left)


def _is_plain(value: str, reading: _Reading, words: int) -> bool:
    """Whether a value may stand in a template of so many words: a message, a number, a name that cannot be English."""
    is_word = value.isascii() and value.isalpha() and (value.islower() or value.istitle())
    return not reading.left and value not in _FUNCTION_WORDS and (reading.is_message or words > 1 or not is_word)


def _value(text: str, tag: str, *, is_quoted: bool) -> _Reading:
    """A value inside a message: translated if it consists of messages of several words."""
    if is_quoted or " " not in text.strip() or not re.search(WORD, text):
        return _Reading(text, 0, is_message=False)
    reading = _read(text, tag)
    if reading.left or reading.text == text:
        return _Reading(text, english_words(text), is_message=False)
    return _Reading(reading.text, 0)


@lru_cache(maxsize=256)
def _phrases(text: str, tag: str) -> _Reading | None:
    """The reading of a sentence that consists of messages, as of its subject and of what is said of it; else None."""
    spaces = [index for index, letter in enumerate(text) if letter == " "]
    if len(spaces) > MAX_SPACES:
        return None
    for space in reversed(spaces):
        first = _message(text[:space], tag)
        if first is None and re.fullmatch(_QUOTATION, text[:space]):
            first = _Reading(text[:space], 0, is_message=False)
        if first is None or first.left:
            continue
        rest = _message(text[space + 1 :], tag) or _phrases(text[space + 1 :], tag)
        if rest is not None and not rest.left:
            gap = "" if (is_han(first.text[-1:]) and is_han(rest.text[:1])) or rest.text[:1] in "（：，" else " "
            return _Reading(first.text + gap + rest.text, 0)
    return None


def _sentences(text: str, tag: str) -> _Reading:
    """The text with those of its sentences translated that are messages, in the runs that leave the least English."""
    pieces = re.split(_SENTENCES, text)
    plain = _Reading(text, english_words(text), is_message=False)
    if len(pieces) == 1 or len(pieces) > 2 * MAX_SENTENCES:
        return plain
    best: list[_Reading] = [_Reading("", 0)]  # of the first sentences
    for end in range(1, len(pieces) + 1, 2):
        readings = []
        for start in range(0, end, 2):
            run, before = "".join(pieces[start:end]), best[start // 2]
            reading = _message(run, tag)
            if reading is None and end - start == 1:
                reading = _phrases(run, tag)
            if reading is None:
                if end - start > 1:
                    continue
                reading = _Reading(run, english_words(run), is_message=False)
            done = before.text
            if done.endswith(":") and reading.is_message:
                done = f"{done[:-1]}："
            gap = pieces[start - 1] if start and not done.endswith(_WIDE_STOPS) else ""
            is_message = before.is_message and reading.is_message
            readings.append(_Reading(done + gap + reading.text, before.left + reading.left, is_message))
        best.append(min(readings, key=lambda reading: reading.left))
    return best[-1] if best[-1].text != text else plain
