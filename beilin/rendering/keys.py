"""Render keys: what a page depends on, as text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from beilin.rendering.facts import TemplateFacts

_encode = msgspec.msgpack.Encoder().encode


def render_key(salt: str, facts: TemplateFacts, view: Mapping[str, object]) -> str:
    """What the rendering depends on: the engine, the template's sources, and each value that they name.

    The key is text, `part:digest` for each, so that two keys tell which part differs. A digest has 96 bits.
    """
    parts = [f"templates:{_digest(f'{salt} {facts.digest}'.encode())}"]
    parts += [f"{name}:{_digest(_encode(view[name]))}" for name in sorted(facts.names & view.keys())]
    return " ".join(parts)


def differing_parts(before: str, after: str) -> list[str]:
    """The names of the parts in which two render keys differ, in order."""
    old, new = (dict(part.split(":") for part in key.split()) for key in (before, after))
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()
