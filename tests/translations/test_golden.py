"""What users read: real messages of all rooms in Traditional Chinese, and the help of all commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from beilin.cli import cli
from beilin.translations.language import language
from beilin.translations.readings import translated_into

GOLDEN = Path(__file__).parent / "golden.txt"  # a message, and below it its translation; line breaks as \n
# Two words in a row that are neither in quotation marks nor code, of which one is in lower case.
_ENGLISH = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}|[a-z]{3,}[,;:]? [A-Za-z]{2,}")
_EXAMPLE = re.compile(
    r"範例：.*|「[^」]*」|`[^`]*`|\"[^\"]*\"|\[OPTIONS\].*|build\.py [a-z ]+|^ +(?:-|[a-z-]+  ).*?(?=  |$)",
    re.MULTILINE,
)


def test_messages_are_translated_as_users_have_read_them(regenerate: bool) -> None:
    lines = GOLDEN.read_text("utf-8").splitlines()
    messages = [line for line in lines if not line.startswith("→ ")]
    made = [pair for message in messages for pair in (message, f"→ {_translated(message)}")]
    if regenerate:
        GOLDEN.write_text("\n".join(made) + "\n", "utf-8")
    assert len(messages) > 50
    assert lines == made


def _translated(message: str) -> str:
    return translated_into(message.replace("\\n", "\n"), "zh-Hant").replace("\n", "\\n")


def test_no_sentence_of_any_help_is_left_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEILIN_LANGUAGE", "zh-Hant")
    language.cache_clear()
    try:
        helps = list(_helps(cli, cli.make_context("build.py", [], resilient_parsing=True)))
    finally:
        monkeypatch.undo()
        language.cache_clear()
    assert len(helps) > 20
    left = [(name, found[0]) for name, text in helps if (found := _ENGLISH.search(_EXAMPLE.sub("", text)))]
    assert left == []


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from _helps(inner, inner.make_context(name, [], parent=context, resilient_parsing=True))
