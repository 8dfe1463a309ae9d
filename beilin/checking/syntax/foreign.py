"""The syntax of other generators, which is shown as written. A further construct is a row of FOREIGN."""

from __future__ import annotations

from typing import NamedTuple

from beilin.checking.syntax.gates import Gate
from beilin.checking.syntax.recording_parser import HTML, MARKUP, NAME
from beilin.reading.part_lines import MEDIA


class Foreign(NamedTuple):
    """A construct of other generators."""

    name: str  # in the plural
    gate: Gate
    pattern: str  # an expression over the text with stand-ins, in which ^ begins a line
    hint: str
    written: str = ""  # an expression that matches what was written, where stand-ins do not tell


_ALERT = "Write an alert: > [!note]."

FOREIGN = (
    Foreign(
        "Hugo shortcodes",
        Gate(("{{<", "{{%")),
        rf"\{{\{{(?:[<%]|{HTML})[^\n]{{0,500}}?\}}\}}",
        "Write Markdown or HTML instead, such as ![what it shows](picture.png).",
    ),
    Foreign(
        "tags of Liquid, Jinja or Hexo", Gate(("{%",)), r"(?<!\{)\{%[^\n]{0,500}?%\}", "Write Markdown or HTML instead."
    ),
    Foreign(
        "template expressions",
        Gate(("{{",)),
        rf"\{{\{{(?![<%{HTML}])[^{{}}\n]+\}}\}}",
        "Articles are not templates: write the value itself.",
    ),
    Foreign("containers (:::)", Gate(("\n:::",)), r"^:{3,}[ \t]*[\w{][^\n]*", _ALERT),
    Foreign("admonitions (!!!)", Gate(("\n!!!", "\n???")), r"^(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*[^\n]*", _ALERT),
    Foreign("directives of reStructuredText", Gate(("\n.. ",)), r"^\.\.[ \t][\w-]+::[^\n]*", "Write Markdown instead."),
    Foreign(
        "keywords of Org mode", Gate(("\n#+",)), r"^\#\+[A-Za-z_]+:?[^\n]*", "Write Markdown instead: code between ```."
    ),
    Foreign(
        "highlights (==…==)",
        Gate(("==",)),
        r"(?<![=!<>A-Za-z0-9])==(?=[^\s=])[^=\n]*(?<=[^\s=])==(?!=)",
        "Write <mark>…</mark>.",
    ),
    Foreign(
        "subscripts (~…~)", Gate(("~",), r"~\d{1,3}[+-]?~"), r"(?<=[A-Za-z)])~\d{1,3}[+-]?~(?!~)", "Write <sub>…</sub>."
    ),
    Foreign(
        "superscripts (^…^)",
        Gate(("^",), r"\^[A-Za-z0-9+-]{1,10}\^"),
        r"(?<=[A-Za-z0-9)])\^[A-Za-z0-9+-]{1,10}\^(?![\^A-Za-z0-9])",
        "Write <sup>…</sup>.",
    ),
    Foreign(
        "emoji by name (:…:)",
        Gate((":",), r":[a-z][a-z0-9_+-]+:"),
        r"(?<![A-Za-z0-9_:/]):[a-z][a-z0-9_+-]+:(?![A-Za-z0-9_:/\ue000])",
        "Write the emoji itself.",
    ),
    Foreign(
        "table-of-contents markers",
        Gate(("TOC", "toc", "Toc")),
        rf"@?\[(?i:toc)\](?![\[(:])|^{NAME}+[ \t]*$|\$?\{{:?(?i:toc)\}}",
        "Remove it: an article with several headings has a table of contents.",
        r"(?i).*\btoc\b.*|.*_toc_.*",
    ),
    Foreign(
        "abbreviations (*[…]:)", Gate(("*[",)), r"^\*\[[^\[\]\n]+\]:[ \t][^\n]*", 'Write <abbr title="…">…</abbr>.'
    ),
    Foreign(
        "embeds of Obsidian (![[…]])",
        Gate(("![[",)),
        rf"!\[\[(?![^\[\]\n]*\.(?i:{'|'.join(MEDIA)})\s*(?:\||\]))[^\[\]\n]+\]\]",
        "Write an image as ![what it shows](picture.png); a part, ![[name]], is alone on its line.",
    ),
    Foreign(
        "attributes in braces",
        Gate(("{",), r"\{[:.#A-Za-z]"),
        r"\{:?[ \t]*(?:[.#][A-Za-z][\w-]*|(?:width|height|class|id|style|target|rel|lang|align|title|alt)=)[^{}\n]*\}",
        "Remove them; only {#id} at the end of a heading has a meaning.",
    ),
    Foreign("comments (%%…%%)", Gate(("%%",)), r"%%[^%\n]+%%", "Write <!-- … -->."),
    Foreign(
        "comments of CriticMarkup",
        Gate(("{++", "{--", "{~~", "{>>", "{==")),
        r"\{(?:\+\+|--|~~|>>|==)[^{}\n]+\}",
        "Accept or remove them.",
    ),
    Foreign(
        "wiki marks (''…'')",
        Gate(("''",)),
        r"(?<!')'{2,5}(?=[^'\s])[^'\n]*(?<=[^'\s])'{2,5}(?!')",
        "Write *…* or **…**.",
    ),
    Foreign(
        "tags of BBCode",
        Gate(("[/",)),
        r"\[(?i:(?P<tag>b|i|u|s|url|img|quote|code|color|size|center))(?:=[^\[\]\n]*)?\][^\n]{0,500}?\[/(?i:(?P=tag))\]",
        "Write Markdown instead.",
    ),
    Foreign(
        "shortcodes of WordPress",
        Gate(("[",), r"\[(?:caption|gallery|embed|video|audio|youtube|gist)\b"),
        r"\[(?:caption|gallery|embed|video|audio|youtube|gist)\b[^\[\]\n]*\](?!\()",
        "Write Markdown or HTML instead.",
    ),
    Foreign(
        "imports of MDX",
        Gate(("\nimport ", "\nexport ")),
        r"^import\s[^\n]+\sfrom\s+[\"'][^\n]*|^import\s+[\"'][^\n]+"
        r"|^export\s+(?:default|const|function)\s[^\n]+",
        "Remove them, and write Markdown for the components.",
    ),
    Foreign(
        "tags of HackMD", Gate(("[name=", "[time=", "[color=")), r"\[(?:name|time|color)=[^\[\]\n]+\]", "Remove them."
    ),
    Foreign(
        "sizes of images (=200x)",
        Gate(("![",), r" =\d*x\d*\)"),
        r"!\[[^\[\]\n]*\]\([^()\n]* =\d*x\d*\)",
        "Remove the size: images fit the page, and have copies of several widths.",
    ),
    Foreign(
        "environments of TeX",
        Gate(("\n\\begin{",)),
        rf"^{MARKUP}+egin\{{[a-z]+\*?\}}[^\n]*",
        "Write $$ on the lines before and after the formula.",
        r"\\begin",
    ),
    Foreign("headings of wikis (== … ==)", Gate(("\n==",)), r"^={2,6}[ \t]+[^=\n]+[ \t]+={2,6}[ \t]*$", "Write ## …."),
    Foreign(
        "macros of AsciiDoc",
        Gate(("\nimage::", "\ninclude::", "\nvideo::")),
        r"^(?:image|include|video)::[^\s\[]+\[[^\]\n]*\]",
        "Write Markdown instead.",
    ),
    Foreign(
        "citations (@…)", Gate(("[@", "[-@")), r"\[-?@[A-Za-z][\w:.#$%&+?<>~/-]*[^\[\]\n]*\]", "Write a footnote: [^1]."
    ),
    Foreign(
        "inline footnotes (^[…])", Gate(("^[",)), r"\^\[[^\[\]\n]+\]", "Write [^1], and [^1]: … on a separate line."
    ),
    Foreign(
        "readings in braces",
        Gate(("{",), r"\{[^{}|\n]+\|"),
        r"\{[^{}|\n]+\|[^{}|\n]+\}",
        "Write <ruby>漢<rt>ㄏㄢˋ</rt></ruby>.",
    ),
)

_DIAGRAMS = """mermaid plantuml flow flowchart sequence graphviz d2 ditaa nomnoml pikchr wavedrom markmap vega vega-lite
echarts abc geojson topojson stl"""

# Code blocks that other generators draw: their name, their languages, and a hint.
FENCES = (
    (
        "diagrams",
        frozenset(_DIAGRAMS.split()),
        "Save the diagram as an image under content/, such as an SVG, and refer to that.",
    ),
    ("formulas in code blocks", frozenset({"math", "katex"}), "Write $$ on the lines before and after the formula."),
)
