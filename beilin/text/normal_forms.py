"""Names that look alike, because they differ only in Unicode normalisation, made distinguishable in messages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence


def with_normal_forms(names: Sequence[str]) -> list[str]:
    """The names; each of those that are canonically equivalent, but not equal, with its normal form after it.

    Examples: `café.md (NFC)`, `café.md (NFD)`. See UAX #15.
    """
    alike = Counter(unicodedata.normalize("NFC", name) for name in dict.fromkeys(names))
    return [f"{name} ({_form_of(name)})" if alike[unicodedata.normalize("NFC", name)] > 1 else name for name in names]


def _form_of(name: str) -> str:
    forms = [form for form in ("NFC", "NFD") if unicodedata.is_normalized(form, name)]
    return forms[0] if forms else "neither NFC nor NFD"


def sole_difference(names: Sequence[str]) -> str:
    """In what alone the names differ: "Unicode normalisation (NFC and NFD)", "case", or "" if in anything else."""
    if len(set(names)) < 2:
        return ""
    composed = {unicodedata.normalize("NFC", name) for name in names}
    if len(composed) == 1:
        return "Unicode normalisation (NFC and NFD)"
    return "case" if len({name.casefold() for name in composed}) == 1 else ""
