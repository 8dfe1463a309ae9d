r"""TeX without macros, and without what math-core does not know: it is written as what math-core knows.

math-core expands macros too, but bounds only their number: `\def\x#1{\x{#1#1}}` ends the process. Here the length of
the result is bounded, for each formula and for all of an article. math-core recurses with at most 2.8 KB of stack a
level, so that a formula within these bounds needs at most 1.5 MB (measured with version 0.9).
"""

from __future__ import annotations

import re

from beilin.reading.math.errors import UnreadableFormulaError
from beilin.reading.math.macros import Macro, Macros
from beilin.reading.math.tokens import TokenReader, is_token, join

MAX_TEX = 4000  # characters of a formula, as written and with its macros expanded
MAX_DEPTH = 50  # of braces
# Brackets that are open at once, or never closed: math-core takes twice as long for each of those (13 s for 30).
MAX_OPEN_BRACKETS = 16
# Tokens that macros take and give.
MAX_IN_FORMULA = 20_000
MAX_IN_ARTICLE = 200_000

_PARAMETER = re.compile(r"#[1-9]")
_BREAK_LENGTH = re.compile(r"\s*\[\s*-?[0-9.]+\s*[a-z]{2}\s*\]")
_MAX_BREAK_LENGTH = 20

_DEFINING = frozenset({"newcommand", "renewcommand", "providecommand", "DeclareMathOperator", "def"})
_REFUSED = frozenset({"gdef", "edef", "xdef", "let", "global", "newenvironment", "renewenvironment"})
_TEXT = frozenset({"text", "mbox", "hbox", "textrm", "textnormal"})
# In place of environments that math-core does not know; some have an argument that counts their columns.
_ENVIRONMENTS = {
    "split": "aligned", "smallmatrix": "matrix", "alignat": "align", "alignat*": "align*", "alignedat": "aligned",
    "eqnarray": "array", "eqnarray*": "array",
}  # fmt: skip
_WITH_COUNT = ("alignat", "alignedat")
_NUMBERED = frozenset({"equation", "align", "alignat", "gather", "multline"})


def expand(tex: str, macros: Macros, *, is_display: bool) -> str:
    """The TeX without definitions, which are added to `macros`, and without macros. Raises UnreadableFormulaError."""
    if len(tex) > MAX_TEX:
        raise UnreadableFormulaError(f"it is longer than {MAX_TEX:,} characters")
    return _Expansion(macros, tex).run(is_display=is_display)


class _Expansion(TokenReader):
    """The expansion of one formula."""

    def __init__(self, macros: Macros, tex: str) -> None:
        super().__init__(tex)
        self.macros = macros
        self.result: list[str] = []
        self.environments: list[str] = []
        self.depth = self.used = self.unclosed = 0
        self.brackets = [0]  # that are open, at each level of braces
        self.has_breaks = self.has_columns = self.is_tagged = self.is_numbered = False  # outside of environments

    def run(self, *, is_display: bool) -> str:
        size = 0
        while self.rest:
            token = self.rest.pop()
            macro = self.macros.by_name.get(token)
            if macro:
                self.rest += reversed(self._body(macro))
                continue
            if token[0] == "\\" and len(token) > 1:
                self._command(token)
            else:
                self._character(token)
            size += len(token)
            if size > MAX_TEX:
                raise UnreadableFormulaError(f"with its macros expanded, it is longer than {MAX_TEX:,} characters")
        tex = join(self.result)
        return self._in_environment(tex) if is_display else tex

    def _command(self, token: str) -> None:
        name = token[1:].rstrip("*")
        if name in _DEFINING:
            self._define(token)
        elif name in _REFUSED:
            raise UnreadableFormulaError(f"“{token}” is not supported; define macros with “\\newcommand”")
        elif name in _TEXT:
            self._text()
        elif name in ("begin", "end"):
            self._environment(name)
        elif token == "\\\\":
            self.has_breaks |= self._is_outermost()
            ahead = "".join(self.rest[: -_MAX_BREAK_LENGTH - 1 : -1])
            if length := _BREAK_LENGTH.match(ahead):
                del self.rest[-length.end() :]  # before any macro: each token of a length is one character
            self.result.append(token)
        else:
            self.is_tagged |= name in ("tag", "label")
            self.result.append(token)

    def _character(self, token: str) -> None:
        if token == "{":
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise UnreadableFormulaError(f"its braces are nested more than {MAX_DEPTH} levels deep")
            self.brackets.append(0)
        elif token == "}":
            self.depth -= 1
            if len(self.brackets) > 1:
                self.unclosed += self.brackets.pop()
        elif token in ("(", "["):
            self.brackets[-1] += 1
            if self.unclosed + sum(self.brackets) > MAX_OPEN_BRACKETS:
                raise UnreadableFormulaError(f"more than {MAX_OPEN_BRACKETS} brackets are open")
        elif token in (")", "]"):
            self.brackets[-1] = max(0, self.brackets[-1] - 1)
        elif token == "&":
            self.has_columns |= self._is_outermost()
        self.result.append(token)

    def _is_outermost(self) -> bool:
        return not self.depth and not self.environments

    def _environment(self, command: str) -> None:
        name = "".join(self.argument())
        if command == "begin":
            self.is_numbered |= name.rstrip("*") in _NUMBERED
            self.environments.append(name)
        elif self.environments:
            self.environments.pop()
        self.result.append(f"\\{command}{{{_ENVIRONMENTS.get(name, name)}}}")
        if command == "begin" and name.startswith(_WITH_COUNT):
            self.argument()
        elif command == "begin" and name.startswith("eqnarray"):
            self.result.append("{rcl}")

    def _text(self) -> None:
        r"""`\text{若 $x>0$ 則}`: math-core does not read formulas in text."""
        pieces: list[list[str]] = [[]]
        for token in self.argument():
            if token == "$":
                pieces.append([])
            else:
                pieces[-1].append(token)
        if len(pieces) % 2 == 0:
            raise UnreadableFormulaError("a dollar sign in its text has no partner")
        formulas: list[str] = []
        for position, piece in enumerate(pieces):
            if position % 2:
                formulas += ["{", *piece, "}"]
            elif piece or len(pieces) == 1:
                words = join([r"\_" if token == "_" else token for token in piece])
                formulas.append(f"\\text{{{words}}}")
        if len(pieces) == 1:
            self.result += formulas
        else:
            self.rest += reversed(["{", *formulas, "}"])

    def _in_environment(self, tex: str) -> str:
        """The TeX of a displayed formula in the environment that its parts need."""
        if self.is_numbered:
            return tex
        if self.is_tagged:
            return f"\\begin{{equation}}{tex}\\end{{equation}}"
        if self.has_breaks or self.has_columns:
            name = "aligned" if self.has_columns else "gathered"
            return f"\\begin{{{name}}}{tex}\\end{{{name}}}"
        return tex

    def _body(self, macro: Macro) -> list[str]:
        """The macro's body with its arguments, which are read."""
        arguments = []
        for position in range(macro.parameters):
            if position == 0 and macro.default is not None:
                given = self.optional()
                arguments.append(macro.default if given is None else given)
            else:
                arguments.append(self.argument())
        parts = [
            arguments[int(token[1]) - 1] if _PARAMETER.match(token) and int(token[1]) <= len(arguments) else [token]
            for token in macro.body
        ]
        self._use(1 + sum(map(len, arguments)) + sum(map(len, parts)))
        return [token for part in parts for token in part]

    def _use(self, tokens: int) -> None:
        """Count what macros take and give, so that they cannot multiply."""
        self.used += tokens
        self.macros.used += tokens
        if self.used > MAX_IN_FORMULA:
            raise UnreadableFormulaError("its macros expand to too much; one may be expanding to itself")
        if self.macros.used > MAX_IN_ARTICLE:
            raise UnreadableFormulaError("the macros of this article expand to too much")

    def _define(self, token: str) -> None:
        name = "".join(self.argument()).strip()
        if name[:1] != "\\" or not is_token(name):
            raise UnreadableFormulaError(f"“{token}” is followed by “{name[:20]}”, which is not the name of a macro")
        count, default = 0, None
        if token == r"\def":
            while self.rest and self.rest[-1][0] == "#":
                count += 1
                if self.rest.pop() != f"#{count}":
                    raise UnreadableFormulaError(f"the parameters of “{name}” are not #1, #2 and so on")
            if not self.rest or self.rest[-1] != "{":
                raise UnreadableFormulaError(f"the definition of “{name}” is not supported; use “\\newcommand”")
        elif not token.startswith(r"\DeclareMathOperator"):
            written = "".join(self.optional() or "0")
            count = int(written) if len(written) == 1 and written in "0123456789" else 0
            default = self.optional() if count else None
        body = self.argument()
        if token.startswith(r"\DeclareMathOperator"):
            body = [r"\operatorname*" if token.endswith("*") else r"\operatorname", "{", *body, "}"]
        if token.rstrip("*") != r"\providecommand" or name not in self.macros.by_name:
            self.macros.by_name[name] = Macro(count, body, default)
