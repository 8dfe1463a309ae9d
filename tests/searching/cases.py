"""The cases of cases.yaml, which the tests of the search page read too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from beilin.searching.prove import Text, holds, marks_in
from beilin.searching.query import parse_query
from tests.little_site import article

CASES = Path(__file__).with_name("cases.yaml")
OPEN, CLOSE = "⟦", "⟧"


def read_cases(kind: str) -> list[dict[str, Any]]:
    """The cases under that key of the file."""
    cases: list[dict[str, Any]] = yaml.safe_load(CASES.read_text("utf-8"))[kind]
    return cases


@dataclass(frozen=True, slots=True)
class Answers:
    """An archive, and the queries to it with their results in order."""

    files: dict[str, str | bytes]  # of the archive, by path
    queries: list[dict[str, Any]]


def read_answers() -> Answers:
    """The answers of the file."""
    answers = yaml.safe_load(CASES.read_text("utf-8"))["answers"]
    return Answers(article_files(answers["articles"]), answers["queries"])


def article_files(articles: dict[str, dict[str, Any]]) -> dict[str, str | bytes]:
    """The Markdown files of articles by name; what is neither the title nor the body is front matter."""
    files: dict[str, str | bytes] = {}
    for name, parts in articles.items():
        front = {key: str(value) for key, value in parts.items() if key not in {"title", "body"}}
        files[f"content/articles/{name}.md"] = article(parts["title"], parts["body"], **front)
    return files


def marked_texts(typed: str, texts: Sequence[str]) -> list[str] | None:
    """The title and blocks with their marks in brackets; None if an article with these does not hold the query."""
    query, whole = parse_query(typed), [Text(text) for text in texts]
    return [with_marks(text.text, marks_in(query, text)) for text in whole] if holds(query, whole) else None


def without_marks(text: str) -> str:
    """The text of a case without its brackets."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def with_marks(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text with brackets around the spans."""
    for start, end in reversed(spans):
        text = f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}"
    return text
