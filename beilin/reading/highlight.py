"""Code blocks with Pygments' classes; the colours are the theme's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer


def highlight(code: str, language: str, _attrs: str) -> str:
    """The code as HTML spans; "" if the language is not known, so that markdown-it escapes the code."""
    lexer = _lexer(language) if language else None
    if lexer is None:
        return ""
    from pygments import highlight as to_html

    return to_html(code, lexer, _formatter())


@cache
def _formatter() -> Formatter[str]:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)


@cache
def _lexer(language: str) -> Lexer | None:
    # Imported here: most articles have no code, and Pygments takes longer to import than markdown-it.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
