"""Conditions, loops, assignments and includes in Jekyll's texts → what they wrote."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.scope import Use
from beilin.migrating.bodies.shortcodes.templates.files import read_template
from beilin.migrating.bodies.shortcodes.templates.jinja import render_jinja
from beilin.migrating.bodies.shortcodes.templates.liquid import jinja_of
from beilin.migrating.bodies.shortcodes.templates.written import UnknownTemplateError, outcome_of, without_buttons

MAX_INCLUDES = 6  # within each other

# What the generator itself provides, and is not read here (Jekyll's documentation, "Variables").
_GENERATED = """time pages posts related_posts static_files html_pages html_files collections documents categories
tags github drafts"""
_GENERATED_NAMES = frozenset(_GENERATED.split())
_RENDERED = {"if", "unless", "for", "case", "{{"}
_UNKNOWN = object()  # the value of a variable whose assignment could not be read


def jekyll_template(use: Use) -> Outcome | None:
    """What the call wrote; None if it has other means."""
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
            variables[name] = _UNKNOWN
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
        name
        for name, value in variables.items()
        if value is _UNKNOWN and re.search(rf"\b{re.escape(name)}\b", template)
    ]:
        raise UnknownTemplateError(unread[0])
    known = {name: value for name, value in variables.items() if value is not _UNKNOWN}
    values = {**known, "site": _Site(use.context), "page": _page(use.context)}
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


def _page(context: BodyContext) -> dict[str, Any]:
    facts = context.placed.facts
    return {
        **facts.extra,
        "title": facts.title,
        "description": facts.summary,
        "author": ", ".join(facts.authors),
        "tags": [term.name[-1] for term in facts.terms if term.taxonomy == "tags"],
        "categories": [term.name[-1] for term in facts.terms if term.taxonomy == "categories"],
    }


class _Site(dict[str, Any]):
    """The settings, with the data files below `data`. A name that only a build knows is an error."""

    def __init__(self, context: BodyContext) -> None:
        super().__init__(context.settings.raw)
        self.update(url=context.settings.base_url.rstrip("/"), title=context.settings.title)
        self["baseurl"] = ""
        self["data"] = _Data(context, str(context.settings.raw.get("data_dir", "_data")))

    def __missing__(self, key: str) -> None:
        if key in _GENERATED_NAMES:
            raise UnknownTemplateError(key)
        raise KeyError(key)


class _Data(dict[str, Any]):
    """The data files of a folder, each read when it is asked for."""

    def __init__(self, context: BodyContext, folder: str) -> None:
        super().__init__()
        self.context, self.folder = context, folder

    def __missing__(self, key: str) -> Any:
        for ending in (".yml", ".yaml", ".json", ".csv"):
            text = read_template(self.context.folder, f"{self.folder}/{key}{ending}")
            if text is not None:
                self[key] = _parsed(text, ending)
                return self[key]
        if any(path.startswith(f"{self.folder}/{key}/") for path in self.context.folder.files):
            return _Data(self.context, f"{self.folder}/{key}")
        raise UnknownTemplateError(key)


def _parsed(text: str, ending: str) -> Any:
    try:
        if ending == ".csv":
            return list(csv.DictReader(io.StringIO(text)))
        return json.loads(text) if ending == ".json" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, csv.Error, RecursionError) as error:
        raise UnknownTemplateError("data that cannot be read") from error
