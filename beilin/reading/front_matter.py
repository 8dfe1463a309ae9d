"""The front matter: the YAML between two lines of three hyphens at the head of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from beilin.problems.problem import Problem
from beilin.reading.front_matter_fields import front_matter_fields
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys
from beilin.text.yaml.fields import read_fields

FENCE = "---"
HOW_TO_BEGIN = "Begin the file with a line ---, a line `title: …`, and a line --- again."

_FENCED = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?P<yaml>.*?)(?:(?<=\n)|(?<=\r))---[ \t]*(?:\r\n|\n|\r|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a file's front matter, and what is needed to speak of their places."""

    values: dict[str, Any]
    tag_lines: tuple[int, ...] = ()
    alias_lines: tuple[int, ...] = ()
    slug_line: int = 0


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """(front matter without its fences, body, the line on which the body begins); None where there is none."""
    match = _FENCED.match(text)
    if not match:
        return None, text, 1
    head = text[: match.end()]
    return match["yaml"], text[match.end() :], len(head.splitlines()) + 1


def _with_way_out(problem: Problem) -> Problem:
    """The problem; of an unknown key with the place for keys that Beilin does not know."""
    if problem.code != "unknown-key":
        return problem
    return replace(problem, hint=f"{problem.hint} Keys of your own go under `extra`.")


def read_front_matter(yaml: str, *, file: str, time_zone: str) -> tuple[FrontMatter, list[Problem]]:
    """The typed values of the front matter and all that is wrong with it. Dates come in the site's time zone."""
    lines = [FENCE, *yaml.splitlines()]
    node, problems = schema.read_mapping(
        yaml, file=file, lines=lines, hint=HOW_TO_BEGIN, first_line=2, max_size=ys.MAX_FRONT_MATTER
    )
    if node is None:
        return FrontMatter({}), problems
    values, problems = read_fields(node, front_matter_fields(time_zone), file=file, lines=lines)
    problems = [_with_way_out(problem) for problem in problems]
    if not problems and values.get("expires", "9")[:10] <= values.get("date", "0")[:10]:
        words = "expires: the article expires before it is published, and is never to be seen"
        at, hint = node.items["expires"], "Correct `date` or `expires`."
        problems.append(schema.problem_at("never-shown", at, words, file=file, lines=lines, hint=hint))
    if "series_order" in values and "series" not in node.items:
        words = "series_order: there is no series to have a place in"
        at, hint = node.items["series_order"], "Add `series: …`, or take the line out."
        problems.append(schema.problem_at("no-series", at, words, file=file, lines=lines, hint=hint))
    if isinstance(values.get("author"), str):
        values["author"] = (values["author"],)
    slug_line = node.keys["slug"].line if "slug" in values else 0
    return FrontMatter(values, schema.lines_of(node, "tags"), schema.lines_of(node, "aliases"), slug_line), problems
