r"""TeX between delimiters in the text of a page, which its scripts would have shown as formulas.

Only what is certain: `\(…\)`, `\[…\]` and `$$…$$` with a command or an operator, and `$…$` with a command, `^` or `_`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.importing.formats.html.markup.runs import CODE, Marks, Run
from beilin.reading.math.formulas import find_formulas

_SIGN = re.compile(r"\\[A-Za-z]|[\^_]")
MAX_LENGTH = 2000  # characters of a formula


def runs_of_text(text: str, marks: Marks) -> Iterator[Run]:
    """The runs of a text node."""
    done = 0
    if CODE not in marks and ("\\(" in text or "\\[" in text or text.count("$") > 1):
        for start, formula in sorted(find_formulas(text).items()):
            tex = formula.tex(text).strip()
            if start < done or len(tex) > MAX_LENGTH or not _SIGN.search(tex):
                continue
            if start > done:
                yield Run(text[done:start], marks)
            yield Run(text[start : formula.end], marks, "formula", " ".join(tex.split()), formula.is_display)
            done = formula.end
    if done < len(text):
        yield Run(text[done:], marks)
