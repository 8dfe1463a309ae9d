"""The front matter: the YAML between two lines of three hyphens at the head of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from beilin.config import LANGUAGE_TAG
from beilin.model import Problem, Provenance
from beilin.text import schema
from beilin.text import strict_yaml as ys
from beilin.text.aliases import HOW_TO_WRITE as ALIAS_HINT
from beilin.text.aliases import normalise_alias
from beilin.text.dates import HOW_TO_WRITE, normalise_date
from beilin.text.slugs import fault_of_slug

FENCE = "---"
HOW_TO_BEGIN = "Begin the file with a line ---, a line `title: …`, and a line --- again."

KEYS: dict[str, Any] = {
    "title": str,
    "date": str,
    "updated": str,
    "author": str | tuple[str, ...],
    "source": str,
    "source_url": str,
    "language": str,
    "tags": tuple[str, ...],
    "summary": str,
    "slug": str,
    "aliases": tuple[str, ...],
    "draft": bool,
    "title_proposed": bool,
    "provenance": Provenance,
}

_FENCED = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?P<yaml>.*?)(?:(?<=\n)|(?<=\r))---[ \t]*(?:\r\n|\n|\r|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a file's front matter, and what is needed to speak of their places."""

    values: dict[str, Any]
    tag_lines: tuple[int, ...] = ()
    alias_lines: tuple[int, ...] = ()


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """(front matter without its fences, body, the line on which the body begins); None where there is none."""
    match = _FENCED.match(text)
    if not match:
        return None, text, 1
    head = text[: match.end()]
    return match["yaml"], text[match.end() :], len(head.splitlines()) + 1


def read_front_matter(yaml: str, *, file: str, time_zone: str) -> tuple[FrontMatter, list[Problem]]:
    """The typed values of the front matter and all that is wrong with it. Dates come in the site's time zone."""
    lines = [FENCE, *yaml.splitlines()]
    try:
        node = ys.parse_yaml(yaml, first_line=2, largest=ys.LARGEST_FRONT_MATTER)
    except ys.YamlError as error:
        return FrontMatter({}), [schema.problem_of(error, file=file, lines=lines)]
    if node is None:
        node = ys.Mapping({}, {}, 1, 1)
    if not isinstance(node, ys.Mapping):
        return FrontMatter({}), [schema.problem_at(node, "the front matter is no list of keys and values", file=file,
                                                   lines=lines, hint=HOW_TO_BEGIN)]  # fmt: skip
    values, problems = schema.convert_fields(node, KEYS, file=file, lines=lines)
    for key, fault, hint in _check(values, time_zone):
        problems.append(schema.problem_at(node.items[key], f"{key}: {fault}", file=file, lines=lines, hint=hint))
    if not values.get("title", "").strip() and not any(key == "title" for key in _faulty(node, values)):
        place = node.keys.get("title")
        problems.append(Problem("error", "the title is missing", file, place.line if place else 1,
                                hint="Add a line `title: …` to the front matter."))  # fmt: skip
    problems += schema.normalise_items(
        node, values, "aliases", normalise_alias, file=file, lines=lines, hint=ALIAS_HINT
    )
    return FrontMatter(values, schema.lines_of(node, "tags"), schema.lines_of(node, "aliases")), problems


def _faulty(node: ys.Mapping, values: dict[str, Any]) -> list[str]:
    """The keys that have a value which was refused; a null is no value."""
    return [key for key, value in node.items.items() if key not in values and ys.to_plain(value) is not None]


def _check(values: dict[str, Any], time_zone: str) -> list[tuple[str, str, str]]:
    """Put dates into their normal form; (key, fault, hint) for each value of the right type that is wrong."""
    found: list[tuple[str, str, str]] = []
    for key in ("date", "updated"):
        if key in values:
            try:
                values[key] = normalise_date(values[key], time_zone)
            except ValueError as error:
                found.append((key, str(error), HOW_TO_WRITE))
    if "language" in values and not LANGUAGE_TAG.match(values["language"]):
        found.append(("language", f"{values['language']!r} is no language tag", "Write zh-Hant, zh-Hans or en."))
    if "source_url" in values:
        url = values["source_url"]
        try:
            is_web = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
        except ValueError:
            is_web = False
        if not is_web:
            found.append(("source_url", f"{url!r} is no web address", "Write it whole: https://example.org/page."))
    if "slug" in values and (fault := fault_of_slug(values["slug"])):
        found.append(("slug", f"{values['slug']!r} cannot stand in an address: {fault}",
                      "Use lower-case letters, digits, Han characters and hyphens."))  # fmt: skip
    if isinstance(values.get("author"), str):
        values["author"] = (values["author"],)
    for key in ("tags", "author"):
        if any(not name.strip() for name in values.get(key, ())):
            found.append((key, "a name is empty", "Remove it, or write it out."))
    return found
