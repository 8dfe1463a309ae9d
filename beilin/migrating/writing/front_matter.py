"""The front matter of a migrated article or page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from beilin.config import Config
from beilin.migrating.model import Placed
from beilin.migrating.placing.aliases import written_address
from beilin.migrating.placing.dates import date_in
from beilin.migrating.writing.yaml_values import block, clean_text, flow_list, one_line, scalar
from beilin.text.names import name_key
from beilin.text.yaml.rules import LANGUAGE
from beilin.text.yaml.strict import MAX_FRONT_MATTER
from beilin.text.yaml.writing import yaml_text

_COVER = "cover"


def front_matter_of(placed: Placed, cover: str, config: Config) -> tuple[str, bool]:
    """The front matter with its fences, and whether it has all that the document has.

    What would make it larger than the reader accepts is left out of `extra`; the import record has it.
    """
    lines = list(_lines(placed, config))
    extra = dict(placed.facts.extra)
    if cover:
        extra[_COVER] = cover
    written = _extra(extra)
    is_whole = _size(lines) + _size(written) < MAX_FRONT_MATTER
    if not is_whole:
        written = _extra({key: value for key, value in extra.items() if _size(block(key, value)) < 1000})
        written = written if _size(lines) + _size(written) < MAX_FRONT_MATTER else []
    return "\n".join(["---", *lines, *written, "---"]) + "\n", is_whole


def _lines(placed: Placed, config: Config) -> Iterator[str]:
    facts, document = placed.facts, placed.document
    yield f"title: {scalar(one_line(facts.title) or document.name or document.path)}"
    if placed.slug:
        yield f"slug: {yaml_text(placed.slug)}"
    for key, date in (("date", facts.date), ("updated", facts.updated), ("expires", facts.expires)):
        if local := date_in(config.time_zone, date):
            yield f"{key}: {_local(local)}"
    if authors := _distinct(facts.authors):
        yield f"author: {scalar(authors[0]) if len(authors) == 1 else flow_list(authors)}"
    language = facts.language or document.language
    if language and language != config.language and _is_language(language):
        yield f"language: {language}"
    if tags := _distinct(term.name[-1] for term in facts.terms if term.name):
        yield f"tags: {flow_list(tags)}"
    if series := one_line(facts.series):
        yield f"series: {scalar(series)}"
        if facts.series_order is not None:
            yield f"series_order: {facts.series_order}"
    if summary := one_line(facts.summary):
        yield f"summary: {scalar(summary)}"
    if placed.aliases:
        yield "aliases:"
        yield from (f"  - {scalar(written_address(alias))}" for alias in placed.aliases)
    if facts.is_draft or document.is_draft:
        yield "draft: true"


def _extra(extra: Mapping[str, Any]) -> list[str]:
    return block("extra", extra) if extra else []


def _distinct(names: Any) -> tuple[str, ...]:
    """The names that are not blank, each in its first spelling."""
    by_key: dict[str, str] = {}
    for name in names:
        if text := one_line(clean_text(name)):
            by_key.setdefault(name_key(text), text)
    return tuple(by_key.values())


def _local(date: str) -> str:
    """The date without what can be left out: its offset, which is that of the archive's time zone, and zero seconds."""
    if len(date) == len("2016-01-02"):
        return date
    moment = datetime.fromisoformat(date).replace(tzinfo=None)
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")


def _is_language(tag: str) -> bool:
    try:
        return LANGUAGE.normalise(tag) == tag
    except ValueError:
        return False


def _size(lines: list[str]) -> int:
    return sum(len(line.encode(errors="replace")) + 1 for line in lines) + len("---\n")
