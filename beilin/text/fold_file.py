"""The part of the folding that a reader's browser needs for one archive, as a text of three lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise

from beilin.text.folding_table import WORD, folding_table, foldings
from beilin.text.twins import twins

# A step is written as the character so far from here; above the surrogates, which no file can have, by so many more.
_NO_STEP = 0x20
_SURROGATES, _AFTER_SURROGATES = 0xD800, 0xE000


def fold_file(characters: Collection[str]) -> str:
    """The file for an archive in which these characters occur, as they are written or folded.

    - Pairs of a variant and its folded form, sorted by the folded form, then the variant: the step from the folded code
      point before (2 KB less, compressed, than that character) and the variant. They are the variants that occur, and
      those that readers type for what occurs in a different form. ASCII and its full-width forms have a rule instead:
      lower case, after a shift by FEE0.
    - The characters of words outside ASCII, folded.
    - The twins, such as `家具=家俱`, separated by spaces.
    """
    written = "".join(characters)
    table, forms = folding_table(), set(written.translate(foldings()))
    present = {ord(one) for one in written}
    pairs = sorted(
        (form, variant)
        for variant, form in table.variants.items()
        if (variant in present or (chr(form) in forms and _is_typable(variant))) and not _has_rule(variant)
    )
    words = (one for one in sorted(forms) if one > "\x7f" and table.kind_of(ord(one)) == WORD)
    both = (f"{one}={other}" for one, other in twins() if forms.issuperset(one + other))
    return f"{_with_steps(pairs)}\n{''.join(words)}\n{' '.join(both)}\n"


def read_fold_file(text: str) -> tuple[dict[str, str], str, list[tuple[str, str]]]:
    """What the file says: variant → folded form, the characters of words, and the twins."""
    pairs, words, both, _ = text.split("\n")
    forms, form = {}, 0
    for step, variant in zip(pairs[::2], pairs[1::2], strict=True):
        code = ord(step)
        form += code - _NO_STEP - (_AFTER_SURROGATES - _SURROGATES if code >= _AFTER_SURROGATES else 0)
        forms[variant] = chr(form)
    return forms, words, [(one, other) for one, _, other in (pair.partition("=") for pair in both.split())]


def _is_typable(code: int) -> bool:
    """Whether readers type the character: European letters, Vietnamese ones, Han, full-width and half-width ones."""
    return (
        code < 0x250
        or 0x370 <= code < 0x530
        or 0x1EA0 <= code < 0x1F00
        or 0x3400 <= code < 0xA000
        or 0xFF01 <= code < 0xFFA0
    )


def _has_rule(code: int) -> bool:
    return code < 0x80 or 0xFF01 <= code < 0xFF5F


def _with_steps(pairs: Iterable[tuple[int, int]]) -> str:
    rows = [(0, 0), *pairs]
    steps = (_NO_STEP + form - before for (before, _), (form, _) in pairwise(rows))
    characters = (chr(step if step < _SURROGATES else step + _AFTER_SURROGATES - _SURROGATES) for step in steps)
    return "".join(step + chr(variant) for step, (_, variant) in zip(characters, rows[1:], strict=True))
