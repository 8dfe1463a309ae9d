"""The texts of a theme's interface, from its message files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from beilin.crash import concerning
from beilin.files.regular import read_regular
from beilin.problems.problem import Problem
from beilin.text.decoding import decode_utf8
from beilin.text.languages import nearest_first
from beilin.text.yaml import schema

# A text, or several texts by name: a number, `one` or `other`, among which `fill` chooses.
Message = str | dict[str, str]

# In templates, the methods of dict hide keys of the same name.
_RESERVED = frozenset(dir(dict))


class Words(dict[str, Message]):
    """Messages that are attributes as well: Jinja looks for `words.tags` there first, and for an item takes five times
    as long, for some fifty words on each page."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        super().__init__(messages)
        vars(self).update(messages)


def read_messages(
    folders: Sequence[Path], files: Sequence[str], language: str
) -> tuple[dict[str, Message], list[Problem]]:
    """The messages in the language, by key, and what is wrong with their files.

    `folders` contain a file for each language, nearest theme first; `files` are their names in problems. A key comes
    from the nearest language that has it, and there from the nearest theme; texts by name are merged in the same order.
    """
    messages: dict[str, Message] = {}
    problems: list[Problem] = []
    for tag in reversed(languages_of(folders, language)):
        for folder, name in zip(reversed(folders), reversed(files), strict=True):
            try:
                data = read_regular(folder / f"{tag}.yaml")
            except FileNotFoundError:
                continue
            except OSError as error:
                reason, hint = f"cannot be read: {error.strerror or error}", "Check the file and its permissions."
                problems.append(Problem("unreadable", reason, f"{name}/{tag}.yaml", hint=hint))
                continue
            with concerning(f"{name}/{tag}.yaml"):
                parsed, faults = _parse(data, f"{name}/{tag}.yaml")
            problems += faults
            for key, message in parsed.items():
                previous = messages.get(key)
                if isinstance(previous, dict) and isinstance(message, dict):
                    message = {**previous, **message}
                messages[key] = message
    return messages, problems


def read_interfaces(
    folders: Sequence[Path], files: Sequence[str], language: str
) -> tuple[dict[str, Message], dict[str, dict[str, Message]], list[Problem]]:
    """The messages in the site's `language`; those in each language that has a file; what is wrong with the files.

    What a language lacks is in English, or else in the site's language, whose file a theme must have. `folders` and
    `files` as in `read_messages`.
    """
    messages, problems = read_messages(folders, files, language)
    interfaces: dict[str, dict[str, Message]] = {}
    for tag in _available(folders):
        own, found = read_messages(folders, files, tag)
        interfaces[tag] = {**messages, **own}
        problems += found
    return Words(messages), {tag: Words(own) for tag, own in interfaces.items()}, list(dict.fromkeys(problems))


def languages_of(folders: Iterable[Path], language: str) -> tuple[str, ...]:
    """The languages that messages in `language` come from, of those that the folders have files for; nearest first."""
    return nearest_first(language, _available(folders), "en")


def _available(folders: Iterable[Path]) -> list[str]:
    """The languages that the folders have files for."""
    names = {path.name for folder in folders if folder.is_dir() for path in folder.iterdir()}
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


@lru_cache(maxsize=32)  # `serve` reads the same files again and again
def _parse(data: bytes, file: str) -> tuple[Mapping[str, Message], tuple[Problem, ...]]:
    text = decode_utf8(data, file)
    if isinstance(text, Problem):
        return {}, (text,)
    lines = text.splitlines()
    node, faults = schema.read_mapping(text, file=file, lines=lines, hint="Write lines of `key: text`.")
    if node is None:
        return {}, tuple(faults)
    types = {key: str | dict[str, str] for key in node.items if key not in _RESERVED}
    messages, problems = schema.convert_fields(node, types, file=file, lines=lines)
    problems += faults
    for key in node.items.keys() & _RESERVED:
        problems = [problem for problem in problems if f"{key!r}" not in problem.message]
        fault = f"a message cannot be called {key!r}"
        hint = "Choose another key."
        problems.append(schema.problem_at("bad-value", node.keys[key], fault, file=file, lines=lines, hint=hint))
    return messages, tuple(problems)
