"""TeX → MathML, by math-core.

Of 106 formulas as articles on machine learning have them, math-core 0.9 reads 87, and 99 with what `expansion` adds; it
refuses the others with a reason. latex2mathml 3.81 returns something for each, but for 11 it is wrong (ill-formed,
commands shown as text, `gathered` on one line); it takes 30 times as long (180 µs a formula instead of 6), does not
escape text, and recurses without a bound. math-core has wheels of 0.4 MB for Linux (glibc and musl), macOS and Windows,
on x86-64 and ARM, and is under the MIT licence.
"""

from __future__ import annotations

import re
from html import escape

from beilin.problems.controls import REFUSED
from beilin.reading.math.errors import UnreadableFormulaError
from beilin.reading.math.expansion import expand
from beilin.reading.math.macros import Macros
from beilin.reading.math.mathml import rebuild

MAX_BUILT_IN_EXPANSIONS = 100  # of macros that math-core has itself, such as \bra
MAX_MATHML = 100_000  # characters of a formula

_POSITION = re.compile(r"\d+: ")


class Converter:
    """Converts the formulas of one article, in order: macros and the numbers of equations continue."""

    def __init__(self) -> None:
        """Nothing is defined, and the next equation has the number 1."""
        # Imported here: few articles have formulas.
        from math_core import LatexToMathML

        self._macros = Macros()
        self._library = LatexToMathML(
            fancy_error=False,
            global_group=True,
            allow_unreliable_rendering=True,
            max_expansions=MAX_BUILT_IN_EXPANSIONS,
        )

    def convert(self, tex: str, *, is_display: bool) -> str:
        """The formula as an HTML element `<math>`, with its TeX in it. Raises UnreadableFormulaError."""
        if REFUSED.search(tex):
            raise UnreadableFormulaError("it contains a control character")
        expanded = expand(tex, self._macros, is_display=is_display)
        content = rebuild(self._call_library(expanded, is_display=is_display))
        if "(??)" in content:
            raise UnreadableFormulaError("it refers to a label that no formula before it has")
        if len(content) > MAX_MATHML:
            raise UnreadableFormulaError(f"its MathML is longer than {MAX_MATHML:,} characters")
        display = ' display="block"' if is_display else ""
        annotation = f'<annotation encoding="application/x-tex">{escape(tex)}</annotation>'
        return f"<math{display}><semantics>{content}{annotation}</semantics></math>"

    def _call_library(self, tex: str, *, is_display: bool) -> str:
        try:
            mathml: str = self._library.convert_with_global_state(tex, displaystyle=is_display)
        except Exception as error:
            message = " ".join(_POSITION.sub("", str(error), count=1).split()).rstrip(".")
            raise UnreadableFormulaError(message) from error
        except BaseException as error:
            # A panic of the Rust library is not an Exception.
            if type(error).__name__ != "PanicException":
                raise
            raise UnreadableFormulaError("the library that reads it fails") from error
        return mathml
