"""Render keys: what a page depends on, as text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from beilin.planning.views import ArticleView, Site
from beilin.reading.data_values import Data, Extra
from beilin.rendering.dependencies import TemplateDependencies


def _encode_other(value: object) -> object:
    """Nothing of `extra`: what a page saw of that is a part of its own."""
    if isinstance(value, Extra):
        return None
    raise NotImplementedError(type(value).__name__)


_encode = msgspec.msgpack.Encoder(enc_hook=_encode_other).encode


def render_key(
    version: str, template: TemplateDependencies, values: Mapping[str, object], extras: Mapping[str, Extra]
) -> str:
    """What the rendering depends on: the code's version, the template's sources, the values that they name, and, if
    they use it, what the articles among these have under `extra`.

    The key is text, `part:digest` for each, so that two keys show which part differs. A digest has 96 bits.
    """
    parts = [f"templates:{_digest(f'{version} {template.digest}'.encode())}"]
    parts += [f"{name}:{_digest_of(values[name])}" for name in sorted(template.names & values.keys())]
    if template.uses_extra:
        named = {path: extra.values_by_name for path, extra in sorted(extras.items())}
        parts.append(f"extra:{_digest(_encode(named))}")
    return " ".join(parts)


_REMEMBERED = (ArticleView, Site, dict)  # the dictionaries are words and assets


def _digest_of(value: object) -> str:
    """The value's digest; that of a tuple of articles is made from theirs, because these are on many pages."""
    if isinstance(value, Data):
        return value.digest
    if isinstance(value, _REMEMBERED):
        return _remembered(value)
    if isinstance(value, tuple) and value and isinstance(value[0], ArticleView):
        return _digest(" ".join([_remembered(item) for item in value]).encode())
    return _digest(_encode(value))


# Digests of values that are on many pages, by identity; each entry keeps its value alive, so that no other one gets
# its identity.
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
