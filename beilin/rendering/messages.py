"""The words of a theme's interface, from its message files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from beilin.problems.problem import Problem
from beilin.text.languages import nearest_first
from beilin.text.yaml import schema

# A text, or several by name; `fill` chooses among those named by a number, `one` and `other`.
Message = str | dict[str, str]

# Jinja finds a dictionary's own methods before its keys.
_TAKEN = frozenset(dir(dict))


def read_messages(
    folders: Sequence[Path], files: Sequence[str], language: str
) -> tuple[dict[str, Message], list[Problem]]:
    """The messages in the language, by key, and what is wrong with their files.

    `folders` hold a file for each language, nearest theme first, and `files` says how problems name them. A key comes
    from the nearest language that has it, and there from the nearest theme; several texts by name are mixed likewise.
    """
    messages: dict[str, Message] = {}
    problems: list[Problem] = []
    for tag in reversed(languages_of(folders, language)):
        for folder, shown in zip(reversed(folders), reversed(files), strict=True):
            try:
                data = (folder / f"{tag}.yaml").read_bytes()
            except FileNotFoundError:
                continue
            found, faults = _parse(data, f"{shown}/{tag}.yaml")
            problems += faults
            for key, message in found.items():
                before = messages.get(key)
                both = isinstance(before, dict) and isinstance(message, dict)
                messages[key] = {**before, **message} if both else message  # type: ignore[dict-item]
    return messages, problems


def languages_of(folders: Iterable[Path], language: str) -> tuple[str, ...]:
    """The languages that the folders have a file for and messages in `language` come from, nearest first."""
    names = {path.name for folder in folders if folder.is_dir() for path in folder.iterdir()}
    return nearest_first(language, sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")), "en")


@lru_cache(maxsize=32)  # `serve` reads the same files again and again
def _parse(data: bytes, file: str) -> tuple[Mapping[str, Message], tuple[Problem, ...]]:
    text = data.decode("utf-8-sig", errors="replace")
    lines = text.splitlines()
    node, faults = schema.read_mapping(text, file=file, lines=lines, hint="Write lines of `key: text`.")
    if node is None:
        return {}, tuple(faults)
    types = {key: str | dict[str, str] for key in node.items if key not in _TAKEN}
    found, problems = schema.convert_fields(node, types, file=file, lines=lines)
    for key in node.items.keys() & _TAKEN:
        problems = [problem for problem in problems if f"{key!r}" not in problem.message]
        fault = f"a message cannot be called {key!r}"
        hint = "Choose another key."
        problems.append(schema.problem_at("bad-value", node.keys[key], fault, file=file, lines=lines, hint=hint))
    return found, tuple(problems)
