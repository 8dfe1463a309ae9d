"""Values of the site and the page in templates → the values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.scope import Use

_STEP = re.compile(r"""\s*\|?\s*((?:"[^"]*"|'[^']*'|[^|"'])+)""")
_WORD = re.compile(r""""(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<name>[\w.\[\]"'-]+)""")
# Filters that change nothing of what readers see, or of where a link leads.
_SAME_NAMES = """relative_url absolute_url url url_for asset_url escape escape_once xml_escape uri_escape strip
strip_newlines trim safe markdownify smartify"""
_SAME = frozenset(_SAME_NAMES.split())
_ROOTS = ("site.", "config.", "page.", "metadata.", "eleventy.")


def value_of(expression: str, context: BodyContext) -> str | None:
    """The text that the expression shows, or None if it is not known."""
    steps = [match[1].strip() for match in _STEP.finditer(expression)]
    if not steps:
        return None
    value = _operand(steps[0], context)
    for step in steps[1:]:
        name, _, argument = step.partition(":") if ":" in step else step.partition("(")
        operand = _operand(argument.strip().rstrip(")").strip(), context) if argument.strip(" )") else ""
        value = _filtered(name.strip(), value, operand)
    return value


def _filtered(name: str, value: str | None, operand: str | None) -> str | None:
    if name == "default":
        return value or operand
    if value is None or operand is None:
        return None
    if name in ("prepend", "append"):
        return operand + value if name == "prepend" else value + operand
    if name in ("upcase", "upper", "downcase", "lower"):
        return value.upper() if name.startswith("up") else value.lower()
    return value if name in _SAME else None


def _operand(written: str, context: BodyContext) -> str | None:
    word = _WORD.fullmatch(written)
    if word is None:
        return None
    if word["name"] is None:
        return word["double"] or word["single"] or ""
    name = word["name"]
    if name in ("site.url", "site.github.url", "config.url", "config.site_url", "metadata.url"):
        return _site_url(name, context)
    if name in ("site.baseurl", "site.base_url", "config.root", "base_path"):
        return urlsplit(context.settings.base_url).path.rstrip("/")
    if name == "site.baseURL":
        return context.settings.base_url
    found = _page_value(name, context) if name.startswith("page.") else _site_value(name, context)
    return found if isinstance(found, str) else str(found) if isinstance(found, int | float) else None


def _site_url(name: str, context: BodyContext) -> str:
    """The address without the path, which Jekyll's templates append; with it elsewhere."""
    parts = urlsplit(context.settings.base_url)
    whole = name != "site.url"
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') if whole else ''}" if parts.netloc else ""


def _page_value(name: str, context: BodyContext) -> Any:
    facts = context.placed.facts
    key = name.removeprefix("page.")
    known = {
        "title": facts.title,
        "description": facts.summary,
        "excerpt": facts.summary,
        "author": ", ".join(facts.authors),
    }
    return known.get(key) or _nested(facts.extra, key)


def _site_value(name: str, context: BodyContext) -> Any:
    root = next((root for root in _ROOTS if name.startswith(root)), None)
    if root is None:
        return None
    key, settings = name.removeprefix(root), context.settings
    known = {
        "title": settings.title,
        "site_name": settings.title,
        "description": settings.description,
        "author": settings.author,
    }
    return _nested(settings.raw, key) or known.get(key)


def _nested(values: Any, key: str) -> Any:
    for part in key.split("."):
        values = values.get(part) if isinstance(values, Mapping) else None
    return values


def output(use: Use) -> Outcome | None:
    """`{{ site.url }}` and the like. The address of the site is nothing before a path from its root."""
    value = value_of(use.rest, use.context)
    if value is None:
        return None
    text, call = use.scope.text, use.call
    is_in_target = text.endswith(("(", '"', "'", "<", "=", "}", "]: "), 0, call.start)
    if is_in_target and text.startswith(("/", "{"), call.end) and value in ("", *_addresses(use.context)):
        return Instead("")
    return Instead(value)


def _addresses(context: BodyContext) -> tuple[str, ...]:
    parts = urlsplit(context.settings.base_url)
    path = parts.path.rstrip("/")
    return (f"{parts.scheme}://{parts.netloc}", f"{parts.scheme}://{parts.netloc}{path}", path)


def param(use: Use) -> Outcome | None:
    """Hugo's `param`, and `siteparam` of Relearn: a value of the page or the site."""
    key = use.get("name", 0)
    context = use.context
    for values in (context.placed.facts.extra, context.settings.raw.get("params"), context.settings.raw):
        value = _nested(values, key) if key else None
        if isinstance(value, str | int | float):
            return Instead(str(value))
    return Instead(context.title) if key == "title" and context.title else None
