"""The Markdown extensions of the archive, in one table. To add one, write its module and a line here.

Bodies of nothing but plain paragraphs, headings, lists, quotes, tables and code never reach the extensions:
`plain_blocks` reads them first. It leaves to them every block that contains one of MARKERS, or that does not begin like
one of its own. The importer escapes the same characters. An inline extension names its characters in the table; one
whose blocks begin like plain ones needs a change in `plain_blocks`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from beilin.reading.alerts import alerts, name_alerts
from beilin.reading.autolinks import cjk_autolinks
from beilin.reading.body_context import BodyContext
from beilin.reading.code_fences import report_fences
from beilin.reading.emphasis import cjk_emphasis
from beilin.reading.figures import make_figures
from beilin.reading.heading_ids import heading_ids
from beilin.reading.html_blocks import bounded_html_blocks
from beilin.reading.inline_lines import inline_lines
from beilin.reading.lost_text import noted_losses
from beilin.reading.math.extension import convert_formulas, formulas
from beilin.reading.nested_links import unnest_links
from beilin.reading.part_lines import collect_parts, part_lines
from beilin.reading.remote_images import link_remote_images
from beilin.reading.soft_breaks import cjk_soft_breaks
from beilin.reading.unused_definitions import footnote_lines
from beilin.reading.wiki_links import collect_wiki_links, wiki_links


@dataclass(frozen=True, slots=True)
class Extension:
    """A plugin for the parser, a pass over the parsed tokens, or both."""

    plugin: Callable[..., None] | None = None
    marker: str = ""  # texts without it are skipped by the pass
    process: Callable[[list[Token], BodyContext], None] | None = None  # the pass; it may change the tokens
    characters: str = ""  # at which its inline markup begins, unless CommonMark's does too


def _tables_and_strikethrough(md: MarkdownIt) -> None:
    md.enable(["table", "strikethrough"])


def _task_lists(md: MarkdownIt) -> None:
    md.options["tasklists"] = True


# Plugins are installed and passes are run in this order.
EXTENSIONS = (
    Extension(_tables_and_strikethrough, characters="~"),
    Extension(_task_lists),
    Extension(bounded_html_blocks),
    Extension(alerts, "[!", name_alerts),
    Extension(heading_ids),
    Extension(partial(footnote_plugin, inline=False)),
    Extension(noted_losses),
    Extension(footnote_lines),
    Extension(deflist_plugin),
    Extension(cjk_emphasis),
    Extension(cjk_soft_breaks),
    Extension(cjk_autolinks),
    Extension(wiki_links, "[[", collect_wiki_links),
    Extension(inline_lines),
    Extension(part_lines, "![[", collect_parts),
    Extension(None, "](", unnest_links),
    Extension(formulas, process=convert_formulas, characters="$"),
    Extension(None, "![", link_remote_images),
    Extension(None, "![", make_figures),
    Extension(process=report_fences),
)

# Every character at which inline markup begins: those of CommonMark, and of the extensions.
MARKERS = "\\`*_[<&" + "".join(extension.characters for extension in EXTENSIONS)


def install(md: MarkdownIt) -> MarkdownIt:
    """The parser with all extensions installed."""
    for extension in EXTENSIONS:
        if extension.plugin:
            md.use(extension.plugin)
    return md


def process(tokens: list[Token], text: str, context: BodyContext) -> None:
    """Run the passes of all extensions that the text may use over its tokens."""
    for extension in EXTENSIONS:
        if extension.process and extension.marker in text:
            extension.process(tokens, context)
