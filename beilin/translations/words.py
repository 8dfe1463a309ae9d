"""Which words of a message are English prose, and how texts and translated values are put together."""

from __future__ import annotations

import re

# What stays as it is: words in quotation marks, code, paths and addresses, names with a capital letter or a digit, and
# keys. Patterns are compiled when they are first used, because most messages need none.
_NOT_ENGLISH = (
    r"“[^”]*”|\b[0-9][0-9.,]* [A-Za-z]{1,2}\b|'[^']*'|\"[^\"]*\"|`[^`]*`|\S*[/._=@<>0-9\\]\S*\w|\b[A-Z][\w-]*"
    r"|(?<!\S)-{1,2}[a-z-]+|(?<!\S)[a-z_]+:(?!\S)"
)
WORD = r"[A-Za-z]{2,}"


def joined(pieces: list[str], translations: set[str]) -> str:
    """The texts and values; a translated value has a space beside Latin letters and figures, and none beside Han."""
    text, is_translated = pieces[0], False
    for value, after in zip(pieces[1::2], pieces[2::2], strict=True):
        is_translated = value in translations or (is_translated and not value)
        if is_translated:
            if text[-1:] == " " and is_han(text[-2:-1]) and is_han(value[:1]):
                text = text[:-1]
            elif "㐀" <= text[-1:] <= "鿿" and value[:1].isascii() and value[:1].isalnum():
                text += " "
            if after[:1] == " " and is_han((text + value)[-1:]) and is_han(after[1:2]):
                after = after[1:]
        text += value + after
    return text


def is_han(letter: str) -> bool:
    """Whether it is a Han character or a full-width form; "" is neither."""
    return "⺀" <= letter <= "鿿" or "！" <= letter <= "｠"  # Han, and full-width forms


def english_words(text: str) -> int:
    """The number of words that are, as far as their form tells, English prose."""
    return len(re.findall(WORD, re.sub(_NOT_ENGLISH, " ", text)))
