"""TeX as a list of tokens: commands, parameters and single characters."""

from __future__ import annotations

import re

from beilin.reading.math.errors import UnreadableFormulaError

_TOKEN = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator|operatorname|tag|hspace)\*"
    r"|\\[A-Za-z]+|\\.|%[^\n]*\n?|#[1-9]|.",
    re.DOTALL,
)


def tokens_of(tex: str) -> list[str]:
    """The tokens, without comments. Raises UnreadableFormulaError where a comment would swallow what is meant."""
    tokens = _TOKEN.findall(tex)
    if tokens and any(token[0] == "%" and token[-1] != "\n" for token in tokens):
        raise UnreadableFormulaError(r"“%” begins a comment, so the rest would be lost; write “\%” for a percent sign")
    return [token for token in tokens if token[0] != "%"]


def is_token(text: str) -> bool:
    """Whether the text is a single token."""
    return _TOKEN.fullmatch(text) is not None


def join(tokens: list[str]) -> str:
    r"""The tokens as TeX, with a space where a letter would become part of the command before it.

    For math-core a star always is, as in `\alpha*x`.
    """
    result: list[str] = []
    for token in tokens:
        if result and (token[0].isalpha() or token == "*") and result[-1][0] == "\\" and result[-1][-1].isalpha():
            result.append(" ")
        result.append(token)
    return "".join(result)


class TokenReader:
    """Reads tokens one by one, or as arguments."""

    def __init__(self, tex: str) -> None:
        """Read that TeX."""
        self.rest = tokens_of(tex)[::-1]  # what is to be read, last token first

    def argument(self) -> list[str]:
        """The next argument, without its braces."""
        self._skip_space()
        if not self.rest:
            raise UnreadableFormulaError("a command lacks its argument")
        token = self.rest.pop()
        return self._until("}") if token == "{" else [token]

    def optional(self) -> list[str] | None:
        """The next argument in brackets, or None."""
        self._skip_space()
        if not self.rest or self.rest[-1] != "[":
            return None
        self.rest.pop()
        return self._until("]")

    def _until(self, end: str) -> list[str]:
        tokens: list[str] = []
        depth = 0
        while self.rest:
            token = self.rest.pop()
            if token == end and depth == 0:
                return tokens
            depth += {"{": 1, "}": -1}.get(token, 0)
            tokens.append(token)
        raise UnreadableFormulaError(f"“{end}” is missing")

    def _skip_space(self) -> None:
        while self.rest and self.rest[-1].isspace():
            self.rest.pop()
