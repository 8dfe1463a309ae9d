"""The templates of the old site's own shortcodes: where they are, and what becomes of a call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.scope import Use
from beilin.migrating.bodies.shortcodes.templates.files import read_template
from beilin.migrating.bodies.shortcodes.templates.go import render_go
from beilin.migrating.bodies.shortcodes.templates.jinja import render_jinja
from beilin.migrating.bodies.shortcodes.templates.written import INNER, UnknownTemplateError, outcome_of

# Of Tera: loops, macros and functions that read files.
_OTHER_MEANS = re.compile(
    r"\{%-?\s*(?:for|macro|import|extends|include|filter)\b|load_data|resize_image|get_page|get_image"
)
_LITERALS: dict[str, Any] = {"true": True, "false": False}
_RENDERED = re.compile(r"markdownify|RenderString")


def hugo_template(use: Use) -> Outcome | None:
    """What the template of a shortcode writes; None if the site has none, or one with more than is supported here."""
    template = next(
        (text for path in _hugo_paths(use) if (text := read_template(use.context.folder, path)) is not None), None
    )
    if template is None:
        return None
    try:
        written = render_go(template, use)
    except UnknownTemplateError:
        return None
    return outcome_of(written, is_markdown=use.call.is_markdown or bool(_RENDERED.search(template)))


def _hugo_paths(use: Use) -> Iterator[str]:
    """The site's own folders before those of its themes (Hugo's documentation, "Template lookup order")."""
    raw = use.context.settings.raw
    themes = raw.get("theme", ())
    roots = [
        "",
        *(f"themes/{theme}/" for theme in ([themes] if isinstance(themes, str) else themes) if isinstance(theme, str)),
    ]
    for root in roots:
        for folder in ("shortcodes", "_shortcodes"):
            yield f"{root}layouts/{folder}/{use.name}.html"


def zola_template(use: Use) -> Outcome | None:
    """What the template of a shortcode of Zola's writes, in HTML or Markdown."""
    theme = use.context.settings.raw.get("theme", "")
    for root in ("", f"themes/{theme}/"):
        for ending in (".html", ".md"):
            template = read_template(use.context.folder, f"{root}templates/shortcodes/{use.name}{ending}")
            if template is not None:
                return _zola_outcome(template, use, is_markdown=ending == ".md")
    return None


def _zola_outcome(template: str, use: Use, *, is_markdown: bool) -> Outcome | None:
    if _OTHER_MEANS.search(template):
        return None
    settings = use.context.settings
    values: dict[str, Any] = {name: _LITERALS.get(value, value) for name, value in use.named.items()}
    values["config"] = {"title": settings.title, "base_url": settings.base_url.rstrip("/"), **settings.raw}
    values["body"] = INNER if use.source.strip() else ""
    try:
        written = render_jinja(template, values, {"get_url": lambda path="", **_: path.replace("@/", "/")})
    except UnknownTemplateError:
        return None
    if is_markdown and INNER not in written:
        return Instead(" ".join(written.split()), written.strip())
    return outcome_of(written, is_markdown=is_markdown or "markdown" in template)
