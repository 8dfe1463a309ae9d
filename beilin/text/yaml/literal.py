"""Text of several lines as a YAML scalar."""

from __future__ import annotations

import re

from beilin.text.yaml.writing import yaml_text

# What the parser refuses, takes for a line break, or an editor does not show.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]"
)


def yaml_literal(text: str, indent: str = "  ") -> str:
    """The text as a literal block (YAML 1.2, section 8.1.2) with the indentation, and else on one line in quotes.

    It is the value of a key at the beginning of a line, which goes on with a line break.
    """
    if "\n" not in text or not text.strip("\n") or _UNSAFE.search(text):
        return yaml_text(text)
    # With the number of spaces, so that the first line may begin with some; "+" keeps all line breaks, "-" has none.
    end = "+" if text.endswith("\n") else "-"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([f"|{len(indent)}{end}", *(f"{indent}{line}" if line else "" for line in lines)])
