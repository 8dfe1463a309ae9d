"""Code blocks with Pygments' classes; the colours are the theme's."""

from __future__ import annotations


def highlight(code: str, language: str, _attrs: str) -> str:
    """The code as HTML spans, or "" where the language is not known, for markdown-it to escape it plain."""
    if not language:
        return ""
    # Imported here: most articles have no code, and Pygments takes longer to import than all of markdown-it.
    from pygments import highlight as to_html
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return ""
    return to_html(code, lexer, HtmlFormatter(nowrap=True))
