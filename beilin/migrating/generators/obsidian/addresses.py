"""Where Obsidian Publish and Quartz show notes; a vault that was never published has no addresses."""

from __future__ import annotations

import re

from beilin.migrating.generators.config_files import text_at
from beilin.migrating.generators.published_paths import address_of, relative_to, split_path
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_SPACE = re.compile(r"\s")


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """Publish: the permalink, and the path with "+" for spaces. Quartz: the path with "-" for spaces."""
    published = text_at(settings.raw, "published")
    folder, stem, _ = split_path(relative_to(document.path, text_at(settings.raw, "root")))
    path = f"{folder}/{stem}" if folder else stem
    own = (address_of(facts.url),) if facts.url else ()
    if published == "quartz":
        return tuple(dict.fromkeys([*own, address_of(f"{quartz_path(path)}.html".removesuffix("index.html") or "/")]))
    if published == "publish" or own:
        return tuple(dict.fromkeys([*own, address_of(path.replace(" ", "+"))]))
    return ()


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """Quartz has a page for each tag."""
    if text_at(settings.raw, "published") != "quartz" or term.taxonomy != "tags":
        return ()
    return (address_of("/".join(["tags", *map(quartz_path, term.name)]) + "/"),)


def quartz_path(path: str) -> str:
    """The path as Quartz spells it (`quartz/util/path.ts`)."""
    text = _SPACE.sub("-", path).replace("&", "-and-").replace("%", "-percent")
    return text.replace("?", "").replace("#", "")
