"""A record → the name of its file, and what identifies it in every crawl."""

from __future__ import annotations

from beilin.importing.formats.addresses import is_unique_id, page_name
from beilin.importing.formats.jsonl.choice import IDENTITY, Choice
from beilin.importing.formats.jsonl.fields import texts_of


def name_of(choice: Choice) -> str:
    """A name for the article's file: its slug, its title, or the last part of its address; "" without these."""
    return choice.value("slug") or choice.value("title") or page_name(choice.value("source_url"))


def identity_of(choice: Choice) -> str:
    """What identifies the article in every crawl: its address, or its id with the name of the source before it."""
    if address := choice.value("source_url"):
        return address
    named = [
        text for name in IDENTITY for field in choice.others if field.name == name for text in texts_of(field.value)
    ]
    if not named:
        return ""
    if is_unique_id(named[0]):
        return named[0]
    source = choice.value("source")
    return f"{source} {named[0]}" if source else ""
