"""What templates know of the old site and of the page that they are in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import yaml

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.shortcodes.templates.files import read_template
from beilin.migrating.bodies.shortcodes.templates.written import UnknownTemplateError

# What the generator itself provides, and is not read here (Jekyll's documentation, "Variables").
_GENERATED = """time pages posts related_posts static_files html_pages html_files collections documents categories
tags github drafts"""
_GENERATED_NAMES = frozenset(_GENERATED.split())
UNREAD = object()  # the value of a variable whose assignment could not be read


def values_of(context: BodyContext, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The site, also as `config` (Hexo, MkDocs) and `metadata` (Eleventy), the page, and the variables."""
    site = _Site(context)
    known = {name: value for name, value in variables.items() if value is not UNREAD}
    return known | {"site": site, "config": site, "metadata": site, "page": _page(context)}


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
        settings = context.settings
        self.update(
            url=settings.base_url.rstrip("/"), site_url=settings.base_url.rstrip("/"), baseurl="", base_url="", root=""
        )
        self.update(
            title=settings.title, site_name=settings.title, author=settings.author, description=settings.description
        )
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
