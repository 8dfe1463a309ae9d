"""What `tag adopt` prints and asks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from beilin.commands.printing import say, show
from beilin.problems.wording import for_user

if TYPE_CHECKING:
    from beilin.editing.adopt import UnlistedTag

_ANSWERS = {"y": "add it", "n": "leave it", "a": "add it and all that follow", "q": "leave it and all that follow"}


def describe(tags: Sequence[UnlistedTag]) -> list[str]:
    """The tags as they are listed: the number of articles, the name, other spellings, and what is similar."""
    count = "1 tag in use is" if len(tags) == 1 else f"{len(tags)} tags in use are"
    width = max(len(str(tag.count)) for tag in tags)
    return [f"{count} not in content/tags.yaml:", *(f"  {tag.count:>{width}}  {_description(tag)}" for tag in tags)]


def _description(tag: UnlistedTag) -> str:
    others = [f"{spelling} ({count})" for spelling, count in tag.spellings.items() if spelling != tag.name]
    remarks = [f"also written {', '.join(others)}"] if others else []
    if tag.near:
        remarks.append(f"similar to {', '.join(tag.near)}")
    if tag.near_terms:
        remarks.append(f"similar to {', '.join(tag.near_terms)}, listed already")
    if tag.is_joined:
        remarks.append("several tags written as one?")
    return f"{tag.name}  — {'; '.join(map(for_user, remarks))}" if remarks else tag.name


def choose(tags: Sequence[UnlistedTag], *, take_all: bool, are_named: bool) -> list[UnlistedTag]:
    """The tags to add: all of them, those that the command names, or those that the user accepts."""
    if are_named:
        return list(tags)
    if take_all:
        if joined := [tag.name for tag in tags if tag.is_joined]:
            say(f"Not added, because they look like several tags written as one: {' '.join(joined)}")
        return [tag for tag in tags if not tag.is_joined]
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        say("Nothing was added. To add all of them: build.py tag adopt --all")
        return []
    return _ask(tags)


def _ask(tags: Sequence[UnlistedTag]) -> list[UnlistedTag]:
    show("; ".join(f"{answer}: {for_user(meaning)}" for answer, meaning in _ANSWERS.items()))
    chosen: list[UnlistedTag] = []
    for index, tag in enumerate(tags):
        is_doubtful = tag.is_joined or tag.near_terms or any(other.count > tag.count for other in _near(tag, tags))
        choices = click.Choice(list(_ANSWERS))
        answer = click.prompt(for_user(f"Add {tag.name}?"), type=choices, default="n" if is_doubtful else "y", err=True)
        if answer == "a":
            return [*chosen, tag, *(other for other in tags[index + 1 :] if not other.is_joined)]
        if answer == "q":
            break
        if answer == "y":
            chosen.append(tag)
    if any(tag.near or tag.near_terms for tag in tags if tag not in chosen):
        say("To make a tag a synonym of one in content/tags.yaml: build.py tag merge TAG INTO")
    return chosen


def _near(tag: UnlistedTag, tags: Sequence[UnlistedTag]) -> list[UnlistedTag]:
    return [other for other in tags if other.name in tag.near]
