"""Code blocks with Pygments' classes; the colours are the theme's."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer

# Names in use elsewhere for languages that Pygments knows by a different name.
_ALIASES = {
    **dict.fromkeys(("shellsession", "terminal", "bash-session", "sh-session"), "console"),
    **dict.fromkeys(("shellscript", "env", "dotenv"), "bash"),
    **dict.fromkeys(("jsonc", "json-with-comments", "jsonl", "ndjson"), "json"),
    **dict.fromkeys(("node", "nodejs"), "javascript"),
    **dict.fromkeys(("hpp", "cplusplus"), "cpp"),
    **dict.fromkeys(("sqlite", "plsql"), "sql"),
    **dict.fromkeys(("rscript", "rlang"), "r"),
    **dict.fromkeys(("vb", "vba"), "vbnet"),
    "cmd": "bat", "fs": "fsharp", "gradle": "groovy", "h": "c", "hbs": "handlebars", "ino": "arduino",
    "ipython": "python", "javascriptreact": "jsx", "jinja2": "jinja", "kt": "kotlin", "mdx": "markdown",
    "objcpp": "objective-c++",
    "patch": "diff", "conf": "ini", "sol": "solidity", "svelte": "html", "svg": "xml", "typescriptreact": "tsx",
    "viml": "vim", "wasm": "wast", "assembly": "nasm",
}  # fmt: skip
# Names of text that has no colours, and of diagrams.
_PLAIN = frozenset((
    "txt", "plain", "plaintext", "none", "nohighlight", "no-highlight", "csv", "tsv", "log", "logs", "tree", "ascii",
    "mermaid", "plantuml", "math", "flow", "flowchart", "sequence", "vega", "echarts", "abc", "geojson",
    "topojson", "stl",
))  # fmt: skip
# Some of Pygments' lexers take time in proportion to the square or the cube of the length of a line, or to the square
# of the number of lines: 2,000 spaces of AutoIt take five seconds, 500 take 0.04; 16,000 empty lines of CUDA take more
# than three.
MAX_LINE = 500  # characters
MAX_CODE = 20_000


def highlight(code: str, language: str, _attrs: str) -> str:
    """The code as HTML spans; "" if it has no colours, so that markdown-it escapes it.

    That is code in a language that is not known, longer than MAX_CODE, or with a line longer than MAX_LINE.
    """
    lexer = _lexer(language) if language else None
    if lexer is None or len(code) > MAX_CODE or max(map(len, code.split("\n"))) > MAX_LINE:
        return ""
    from pygments import highlight as to_html

    return to_html(code, lexer, _formatter())


@cache
def _formatter() -> Formatter[str]:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)


def is_known_language(language: str) -> bool:
    """Whether code in the language has colours, or is known to have none."""
    return not language or language.lower() in _PLAIN or _lexer(language) is not None


def nearest_language(language: str) -> str:
    """The name of a known language that is most similar to the name, or ""."""
    from pygments.lexers import get_all_lexers

    names = (
        {alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases} | _ALIASES.keys() | _PLAIN
    )
    return next(iter(get_close_matches(language.lower(), sorted(names), n=1, cutoff=0.7)), "")


@cache
def _lexer(language: str) -> Lexer | None:
    # Imported here: most articles have no code, and Pygments takes longer to import than markdown-it.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(_ALIASES.get(language.lower(), language), stripnl=False)
    except ClassNotFound:
        return None
