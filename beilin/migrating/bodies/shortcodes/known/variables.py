"""Values of the site and the page in templates → the values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.scope import Use
from beilin.migrating.bodies.shortcodes.templates.jinja import render_jinja
from beilin.migrating.bodies.shortcodes.templates.liquid import expression
from beilin.migrating.bodies.shortcodes.templates.values import values_of
from beilin.migrating.bodies.shortcodes.templates.written import UnknownTemplateError

_MAY_BE_EMPTY = re.compile(r"\bsite\.base_?url\b|\bconfig\.root\b")


def value_of(written: str, use: Use) -> str | None:
    """The text that the expression shows, or None if it is unknown."""
    try:
        values = values_of(use.context, use.scope.variables)
        value = render_jinja(f"{{{{ {expression(written)} }}}}", values, {}, is_strict=True)
    except UnknownTemplateError:
        return None
    return value if value or _MAY_BE_EMPTY.search(written) else None


def output(use: Use) -> Outcome | None:
    """`{{ site.url }}` and the like. The address of the site is nothing before a path from its root."""
    value = value_of(use.rest, use)
    text, call = use.scope.text, use.call
    is_in_target = text.endswith(("(", '"', "'", "<", "=", "}", "]: "), 0, call.start)
    if is_in_target and text.startswith(("/", "{"), call.end) and value in (None, "", *_addresses(use.context)):
        return Instead("")
    return None if value is None else Instead(value)


def _addresses(context: BodyContext) -> tuple[str, ...]:
    parts = urlsplit(context.settings.base_url)
    return (f"{parts.scheme}://{parts.netloc}", context.settings.base_url.rstrip("/"))


def param(use: Use) -> Outcome | None:
    """Hugo's `param`, and `siteparam` of Relearn: a value of the page or the site."""
    key = use.get("name", 0)
    context = use.context
    for values in (context.placed.facts.extra, context.settings.raw.get("params"), context.settings.raw):
        value = _nested(values, key) if key else None
        if isinstance(value, str | int | float):
            return Instead(str(value))
    return Instead(context.title) if key == "title" and context.title else None


def _nested(values: Any, key: str) -> Any:
    for part in key.split("."):
        values = values.get(part) if isinstance(values, Mapping) else None
    return values
