"""The front matter: the YAML between two lines of three hyphens at the head of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from beilin.layout import PAGES
from beilin.problems.problem import Problem
from beilin.reading.front_matter_fields import front_matter_fields
from beilin.text.separators import split_names
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys
from beilin.text.yaml.fields import read_fields

FENCE = "---"
HOW_TO_BEGIN = "Begin the file with a line ---, a line `title: …`, and a line --- again."

LINE_END = re.compile("\r\n|\r|\n")
MIN_DATE = "1900-01-01"  # of articles in an archive of commentary on technology
UNKNOWN_DATE = "1970-01-01"
# What most odd values contain, so that plain front matter need not be searched for them.
_MAY_BE_ODD = re.compile(r"[“”„‘’‚＂＇]|[ \t]#[^ \t#]|^[ ]+[-‐‑‒–—−－﹣][^ \t-]|^([ ]*)- .*\n\1[ ]+- ", re.MULTILINE)
_FENCED = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?P<yaml>.*?)(?:(?<=\n)|(?<=\r))---[ \t]*(?:\r\n|\n|\r|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a file's front matter, and what is needed to speak of their places."""

    values: dict[str, Any]
    tag_lines: tuple[int, ...] = ()
    alias_lines: tuple[int, ...] = ()
    slug_line: int = 0
    id_line: int = 0
    is_readable: bool = True  # whether its YAML is valid


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """(front matter without its fences, body, the line on which the body begins); None where there is none."""
    match = _FENCED.match(text)
    if not match:
        return None, text, 1
    head = text[: match.end()]
    return match["yaml"], text[match.end() :], len(_lines_of(head))


def _lines_of(text: str) -> list[str]:
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def _with_way_out(problem: Problem, node: ys.Mapping, known: Collection[str]) -> Problem:
    """The problem; of an unknown key with what to write instead, and of a slip of the keyboard what it is."""
    if problem.code not in ("unknown-key", "wrong-type"):
        return problem
    # Imported here: most front matter is good.
    from beilin.reading.foreign_keys import hint_for_foreign_key, plain_key
    from beilin.text.yaml.slips import find_slips

    for slip in find_slips([problem.source], problem.line or 1):
        return replace(problem, code=slip.code, message=slip.message, column=slip.column, hint=slip.hint)
    if problem.code == "wrong-type":
        return problem
    place = (problem.line, problem.column)
    key = next((name for name, at in node.keys.items() if (at.line, at.column) == place), None)
    if key is None:  # a key below another one
        return problem
    if plain_key(key) in known:
        return replace(problem, hint=f"Write it as `{plain_key(key)}`.")
    hint = hint_for_foreign_key(key) or f"{problem.hint} Keys of your own go under `extra`."
    return replace(problem, hint=hint)


def _unlikely_dates(values: Mapping[str, Any], node: ys.Mapping, file: str, lines: Sequence[str]) -> Iterator[Problem]:
    """A warning for each date that is unlikely on any day; those that depend on today are found when planning."""
    date, updated = values.get("date", ""), values.get("updated", "")
    fault = None
    if date and date[:10] < MIN_DATE:
        fault = ("date", f"{date[:10]} is before 1900", "Correct the year.")
    elif date[:10] == UNKNOWN_DATE:
        fault = ("date", f"{date[:10]} is what programs write for an unknown date", "Correct it, or remove the line.")
    elif updated and date and _is_before(updated, date):
        fault = ("updated", f"{updated[:10]} is before {date[:10]}, the date", "Correct one of them.")
    if fault:
        key, words, hint = fault
        yield schema.problem_at("unlikely-date", node.items[key], f"{key}: {words}", file=file, lines=lines, hint=hint)


def _is_before(one: str, other: str) -> bool:
    """Whether a day or moment is before another; a day and a moment of that day are not."""
    if len(one) == len(other):
        return datetime.fromisoformat(one) < datetime.fromisoformat(other)
    return one[:10] < other[:10]


def _means_title(problem: Problem) -> bool:
    """Whether the problem is that the title has a wrong key."""
    text = f"{problem.message} {problem.hint}"
    return problem.code in ("unknown-key", "yaml-syntax") and ("`title`" in text or "'title'" in text)


def read_front_matter(yaml: str, *, file: str, time_zone: str) -> tuple[FrontMatter, list[Problem]]:
    """The typed values of the front matter and all that is wrong with it. Dates come in the site's time zone."""
    lines = [FENCE, *_lines_of(yaml)]
    node, found = schema.read_mapping(
        yaml, file=file, lines=lines, hint=HOW_TO_BEGIN, first_line=2, max_size=ys.MAX_FRONT_MATTER
    )
    if node is None:
        return FrontMatter({}, is_readable=False), found
    fields = front_matter_fields(time_zone)
    values, problems = read_fields(node, fields, file=file, lines=lines)
    problems = [_with_way_out(problem, node, fields) for problem in problems]
    if any(_means_title(problem) for problem in problems):
        problems = [problem for problem in problems if problem.message != "title is missing"]
    if not problems and values.get("expires", "9")[:10] <= values.get("date", "0")[:10]:
        words = "expires: the article expires before it is published, and is never to be seen"
        at, hint = node.items["expires"], "Correct `date` or `expires`."
        problems.append(schema.problem_at("never-shown", at, words, file=file, lines=lines, hint=hint))
    if not problems and (values.keys() & {"date", "updated"}):
        problems += _unlikely_dates(values, node, file, lines)
    if "series_order" in values and "series" not in node.items:
        words = "series_order: there is no series to have a place in"
        at, hint = node.items["series_order"], "Add `series: …`, or take the line out."
        problems.append(schema.problem_at("no-series", at, words, file=file, lines=lines, hint=hint))
    if "withdrawn" in values and file.startswith(PAGES):
        words, hint = "withdrawn: only an article can be withdrawn", "Write `draft: true` to take a page off the site."
        problems.append(
            schema.problem_at("bad-value", node.keys["withdrawn"], words, file=file, lines=lines, hint=hint)
        )
    problems += found
    authors = values.get("author", ())
    authors = (authors,) if isinstance(authors, str) else authors
    if _MAY_BE_ODD.search(yaml) or any(len(split_names(name)) > 1 for name in authors):
        from beilin.reading.odd_values import odd_values

        problems += odd_values(node, file, lines)
    if authors:
        values["author"] = authors
    slug_line, id_line = (node.keys[key].line if key in values else 0 for key in ("slug", "id"))
    lines_of_lists = (schema.lines_of(node, "tags"), schema.lines_of(node, "aliases"))
    return FrontMatter(values, *lines_of_lists, slug_line, id_line), problems
