"""Render keys: what a page depends on, as text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from beilin.planning.views import ArticleView, Site
from beilin.reading.data_values import Data
from beilin.rendering.dependencies import TemplateDependencies

_encode = msgspec.msgpack.Encoder().encode


def render_key(salt: str, facts: TemplateDependencies, values: Mapping[str, object]) -> str:
    """What the rendering depends on: the engine, the template's sources, and the values that they name.

    The key is text, `part:digest` for each, so that two keys tell which part differs. A digest has 96 bits.
    """
    parts = [f"templates:{_digest(f'{salt} {facts.digest}'.encode())}"]
    parts += [f"{name}:{_digest_of(values[name])}" for name in sorted(facts.names & values.keys())]
    return " ".join(parts)


def _digest_of(value: object) -> str:
    """The value's digest; that of a tuple of articles is made of theirs, for they stand on many pages."""
    if isinstance(value, Data):
        return value.digest
    if isinstance(value, ArticleView | Site | Mapping):
        return _remembered(value)
    if isinstance(value, tuple) and value and isinstance(value[0], ArticleView):
        return _digest(" ".join([_remembered(item) for item in value]).encode())
    return _digest(_encode(value))


# Digests of values that stand on many pages, by identity; each entry keeps its value alive, so that no other gets its
# identity.
_digests: dict[int, tuple[object, str]] = {}
MAX_REMEMBERED = 50_000


def _remembered(value: object) -> str:
    found = _digests.get(id(value))
    if found is None:
        if len(_digests) >= MAX_REMEMBERED:
            _digests.clear()
        found = _digests[id(value)] = (value, _digest(_encode(value)))
    return found[1]


def differing_parts(before: str, after: str) -> list[str]:
    """The names of the parts in which two render keys differ, in order."""
    old, new = (dict(part.split(":") for part in key.split()) for key in (before, after))
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()
