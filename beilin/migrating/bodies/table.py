"""The rules for bodies, in the order in which they run. To add one, write its module and a line here.

A generator's `dialect` names the rules for its own syntax. Those of GENERIC run for every generator.
"""

from __future__ import annotations

from collections.abc import Iterable

from beilin.migrating.bodies.callouts import callouts
from beilin.migrating.bodies.code_listings import code_listings
from beilin.migrating.bodies.codehilite import codehilite
from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.headings import headings, tight_headings
from beilin.migrating.bodies.kramdown import kramdown
from beilin.migrating.bodies.links import links
from beilin.migrating.bodies.marks import abbreviations, mark, more_marker, percent_comments, toc
from beilin.migrating.bodies.mdx import mdx_expressions
from beilin.migrating.bodies.mkdocs_marks import mkdocs_marks
from beilin.migrating.bodies.passes import Rule, run_passes
from beilin.migrating.bodies.shortcodes import syntaxes
from beilin.migrating.bodies.style_tags import style_tags
from beilin.migrating.bodies.templater import templater
from beilin.migrating.bodies.theme_marks import theme_marks
from beilin.migrating.bodies.wiki_links import block_ids, embeds, literal_brackets, wiki_links
from beilin.migrating.model import Converted

# Templates first, since they make Markdown, then blocks, then marks in a line, then links, and headings at the end.
RULES: dict[str, Rule] = {
    "hugo-shortcodes": syntaxes.hugo_shortcodes,
    "theme-marks": theme_marks,
    "zola-shortcodes": syntaxes.zola_shortcodes,
    "nikola-shortcodes": syntaxes.nikola_shortcodes,
    "jekyll-liquid": syntaxes.jekyll_liquid,
    "hexo-tags": syntaxes.hexo_tags,
    "pelican-liquid": syntaxes.pelican_liquid,
    "eleventy-templates": syntaxes.eleventy_templates,
    "jinja": syntaxes.jinja,
    "templater": templater,
    "mdx": syntaxes.mdx,
    "mdx-expressions": mdx_expressions,
    "mkdocs-blocks": syntaxes.mkdocs_blocks,
    "mkdocs-marks": mkdocs_marks,
    "codehilite": codehilite,
    "markdown-elements": syntaxes.markdown_elements,
    "containers": syntaxes.containers,
    "callouts": callouts,
    "code-listings": code_listings,
    "style-tags": style_tags,
    "percent-comments": percent_comments,
    "more-marker": more_marker,
    "toc": toc,
    "kramdown": kramdown,  # attribute lists in braces, of MkDocs and others as well
    "abbreviations": abbreviations,
    "mark": mark,
    "block-ids": block_ids,
    "links": links,
    "embeds": embeds,  # after `links`, because its targets are final
    "wiki-links": wiki_links,
    "literal-brackets": literal_brackets,
    "tight-headings": tight_headings,
    "headings": headings,
}

GENERIC: frozenset[str] = frozenset({"code-listings", "style-tags", "more-marker", "embeds", "links", "headings"})


# Rules that run with another one, on the text that it leaves.
SECOND_PASSES = {
    "kramdown": "markdown-elements",
    "hugo-shortcodes": "theme-marks",
    "mdx": "mdx-expressions",
    "mkdocs-blocks": "mkdocs-marks",
}


def convert_body(body: str, first_line: int, context: BodyContext, dialect: Iterable[str]) -> Converted:
    """The body as Beilin reads it. `first_line` is the line of the file on which the body begins.

    Raises KeyError if the dialect names a rule that does not exist, and ValueError if the edits of a rule overlap.
    """
    names = GENERIC | set(dialect)
    if "wiki-links" not in names:
        names |= {"literal-brackets"}
    names |= {second for first, second in SECOND_PASSES.items() if first in names}
    if unknown := names - RULES.keys():
        raise KeyError(f"no rule for bodies is called {', '.join(sorted(unknown))}")
    return run_passes(body, first_line, context, (rule for name, rule in RULES.items() if name in names))
