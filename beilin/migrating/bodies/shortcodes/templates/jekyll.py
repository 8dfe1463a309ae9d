"""Conditions, loops, assignments and includes in Jekyll's texts → what they wrote."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.scope import Use
from beilin.migrating.bodies.shortcodes.templates.files import read_template
from beilin.migrating.bodies.shortcodes.templates.jinja import render_jinja
from beilin.migrating.bodies.shortcodes.templates.liquid import jinja_of
from beilin.migrating.bodies.shortcodes.templates.values import UNREAD, values_of
from beilin.migrating.bodies.shortcodes.templates.written import UnknownTemplateError, outcome_of, without_buttons

MAX_INCLUDES = 6  # within each other

_RENDERED = {"if", "unless", "for", "case", "{{"}


def jekyll_template(use: Use) -> Outcome | None:
    """What the call wrote; None if it uses something that is not supported here."""
    variables, name = use.scope.variables, ""
    start, end = use.call.whole
    source = use.scope.text[start:end]
    try:
        if use.name == "assign":
            name = use.rest.partition("=")[0].strip()
            variables.pop(name, None)
            variables[name] = _assigned(source, name, use)
            return Instead("")
        if use.name == "capture" and use.closing:
            name = use.rest
            variables[name] = _render(use.source, use)
            return Instead("")
        if use.name in ("include", "include_cached"):
            return _included(source, use)
        if use.name in _RENDERED and (use.closing or use.name == "{{"):
            written = without_buttons(_render(source, use).strip("\n"))
            if use.name == "{{" and not written.strip():
                return None  # which may have been meant as it is written
            return Instead(written, written if "\n" in written or use.closing else "")
    except UnknownTemplateError:
        if name:
            variables[name] = UNREAD
    return None


def _included(source: str, use: Use) -> Outcome | None:
    written = _render(source, use)
    if not written.lstrip().startswith("<"):
        text = written.strip()
        return Instead(text, text)
    outcome = outcome_of(written, is_markdown=False)
    return Instead("") if outcome is None and not use.named else outcome


def _assigned(source: str, name: str, use: Use) -> Any:
    kept: list[Any] = []
    _render(f"{source}{{{{ {name} | keep }}}}", use, kept.append)
    return kept[0] if kept else None


def _render(source: str, use: Use, keep: Callable[[Any], None] | None = None) -> str:
    template = jinja_of(source)
    variables = use.scope.variables
    if unread := [
        name for name, value in variables.items() if value is UNREAD and re.search(rf"\b{re.escape(name)}\b", template)
    ]:
        raise UnknownTemplateError(unread[0])
    values = values_of(use.context, variables)
    return render_jinja(template, values, {"include_file": _includer(use.context, values, 0)}, keep)


def _includer(context: BodyContext, values: Mapping[str, Any], depth: int) -> Callable[..., str]:
    def include_file(name: str, **given: Any) -> str:
        path = posixpath.normpath(f"{context.settings.raw.get('includes_dir', '_includes')}/{name}")
        template = read_template(context.folder, path)
        if template is None or depth >= MAX_INCLUDES:
            raise UnknownTemplateError(name)
        inner = {**values, "include": given}
        return render_jinja(jinja_of(template), inner, {"include_file": _includer(context, inner, depth + 1)})

    return include_file
