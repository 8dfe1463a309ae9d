"""Shortcodes of code: WordPress.com's [code], SyntaxHighlighter Evolved, CodeColorer, Crayon and their like."""

from __future__ import annotations

import re
from html import escape, unescape

from beilin.importing.formats.wxr.shortcodes.call import Call

# SyntaxHighlighter Evolved makes each of its brushes a shortcode too.
LANGUAGES = frozenset({
    "actionscript3", "as3", "bash", "shell", "sh", "cf", "coldfusion", "clj", "clojure", "c", "cpp", "csharp",
    "c-sharp", "css", "delphi", "pas", "pascal", "diff", "patch", "erl", "erlang", "fsharp", "go", "golang",
    "groovy", "haskell", "hs", "html", "java", "javafx", "jfx", "js", "jscript", "javascript", "json", "kotlin",
    "matlab", "objc", "obj-c", "perl", "pl", "php", "plain", "text", "powershell", "ps", "py", "python", "r",
    "rails", "rb", "ror", "ruby", "rust", "scala", "sql", "swift", "typescript", "vb", "vbnet", "xhtml", "xml",
    "xslt", "yaml",
})  # fmt: skip
CODE = LANGUAGES | frozenset({
    "cc", "cce", "ccn", "cci", "code", "codesyntax", "crayon", "pastacode", "prettify", "snippet", "source",
    "sourcecode",
})  # fmt: skip
_SPELLINGS = {"plain": "", "text": "", "ps": "powershell", "as3": "actionscript3", "golang": "go", "c-sharp": "csharp"}
_TAG = re.compile(r"<[A-Za-z/?!]")
_OTHER_TAG = re.compile(r"<(?!/?(?:br|p)\b)[A-Za-z/?!]", re.IGNORECASE)
# Of code that an editor took for text: its brackets are entities, or its line breaks have become elements.
_AS_TEXT = re.compile(r"&(?:[lg]t|nbsp|quot);|<br\s{0,9}/?>\s{0,9}\n", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>\n?|</p>\s{0,100}<p>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?p>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|#0?39|#8217|#91|#93);")


def code_block(call: Call) -> str:
    """The code as `<pre><code>`."""
    language = (call.first("language", "lang", "lexer") or (call.name if call.name in LANGUAGES else "")).lower()
    language = _SPELLINGS.get(language, language)
    name = f' class="language-{escape(language)}"' if re.fullmatch(r"[\w+#.-]{1,40}", language) else ""
    return f"\n\n<pre><code{name}>{escape(_literal(call.content or ''), quote=False)}</code></pre>\n\n"


def _literal(content: str) -> str:
    """The code itself. It may be stored as it is, or with entities, and then also with the marks of paragraphs."""
    if not _TAG.search(content):
        content = unescape(content) if _ENTITY.search(content) else content
    elif not _OTHER_TAG.search(content) and _AS_TEXT.search(content):
        content = unescape(_PARAGRAPH.sub("", _BREAK.sub("\n", content)))
    return content.strip("\r\n").rstrip()
