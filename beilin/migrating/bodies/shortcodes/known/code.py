"""Code, diagrams and formulas → fenced blocks and formulas of Markdown."""

from __future__ import annotations

import re

from beilin.migrating.bodies.shortcodes.call import Around, Instead, Outcome
from beilin.migrating.bodies.shortcodes.markup import fence_for
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

_LANGUAGE = re.compile(r"[\w+#.-]+")
_URL = re.compile(r"https?://\S+")
_OPTION = re.compile(
    r"(?:linenos|linenostart|hl_lines|mark_lines|first_line|line_number|highlight|wrap|mark|line_numbers|copy|options?)\b"
)


def fenced(use: Use, language: str, title: str = "", address: str = "") -> Around | None:
    """The inner text as a fenced block of code, with the title above it as the name of its file."""
    if use.closing is None:
        return None
    fence = fence_for(use.source)
    language = language if _LANGUAGE.fullmatch(language) else ""
    info = language + (f' title="{title}"' if title and '"' not in title and "`" not in title else "")
    if title and info == language:
        return Around(f"{title}\n\n{fence}{info}", fence, is_verbatim=True)
    if info.startswith(" "):
        info = f"text{info}"
    after = f"{fence}\n\n<{address}>" if address else fence
    return Around(f"{fence}{info}", after, is_verbatim=True)


def highlight(use: Use) -> Outcome | None:
    """`highlight language options` of Hugo and Jekyll."""
    title = use.get("title", "file", "filename", "caption", "name")
    return fenced(use, use.get("lang", "language", "codeLang", 0), title)


def hexo_codeblock(use: Use) -> Outcome | None:
    """`{% codeblock [title] [lang:language] [url] [link text] [option:value] %}` of Hexo and Octopress."""
    words = [arg for arg in use.args if not _OPTION.match(arg)]
    address = next((word for word in words if _URL.fullmatch(word)), "")
    return fenced(use, use.get("lang", "language"), " ".join(word for word in words if word != address), address)


def settings_code(use: Use) -> Outcome | None:
    """`code-toggle` shows the same settings in several formats; they are written in one."""
    source = use.source.lstrip()
    return fenced(use, "json" if source.startswith("{") else "toml" if " = " in source else "yaml", use.get("file"))


def diagram(use: Use) -> Outcome | None:
    """A diagram in a language of its own stays code in that language."""
    return fenced(use, use.name)


def formula(use: Use) -> Outcome | None:
    """TeX between tags; alone on its lines it is set apart, unless it has delimiters already."""
    inner = use.source
    if not use.closing:
        return None
    if inner.strip().startswith(("$", "\\(", "\\[", "\\begin")):
        return Around("", "", is_verbatim=True)
    if "\n" in inner.strip("\n") or inner.startswith("\n") or "block" in use.args or use.get("display"):
        return Around("$$", "$$", is_verbatim=True)
    return Around("$", "$", is_block=False, is_verbatim=True)


def verbatim(use: Use) -> Outcome | None:
    """`raw` and the like: the inner text as it is."""
    return Around("", "", is_block=False, is_verbatim=True) if use.closing else None


CODE: dict[str, Maker] = {
    **dict.fromkeys(("highlight", "prism", "code-block", "codes", "sourcecode", "highlight-code"), highlight),
    "code-toggle": settings_code,
    **dict.fromkeys(("mermaid", "plantuml", "graphviz", "wavedrom", "dot", "d2", "markmap", "mindmap"), diagram),
    **dict.fromkeys(("math", "katex", "latex", "mathjax", "tex", "math_block", "katexBlock"), formula),
    **dict.fromkeys(("raw", "verbatim", "rawhtml", "raw_html", "raw-html", "html", "unsafe", "noescape"), verbatim),
}
VERBATIM = frozenset(CODE) | {"codeblock", "code"}


def literal(use: Use) -> Outcome | None:
    """`{% literal img /a.png %}` of Pelican's liquid_tags shows a tag."""
    return Instead(f"{{% {use.rest} %}}") if use.rest else None
