"""The templates of the old site's own shortcodes: where they are, and what becomes of a call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from beilin.migrating.bodies.shortcodes.call import Outcome
from beilin.migrating.bodies.shortcodes.scope import Use
from beilin.migrating.bodies.shortcodes.templates.go import render_go
from beilin.migrating.bodies.shortcodes.templates.written import UnknownTemplateError, outcome_of
from beilin.migrating.model import OldFolder
from beilin.migrating.survey import read_file

MAX_BYTES = 50_000

_RENDERED = re.compile(r"markdownify|RenderString")


def hugo_template(use: Use) -> Outcome | None:
    """What the template of a shortcode writes; None if the site has none, or one of other means."""
    template = next((text for path in _hugo_paths(use) if (text := _read(use.context.folder, path)) is not None), None)
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


def _read(folder: OldFolder, path: str) -> str | None:
    if path not in folder.files:
        return None
    try:
        data = read_file(folder, path)
        return data.decode("utf-8-sig") if len(data) <= MAX_BYTES else None
    except (OSError, UnicodeError):
        return None
