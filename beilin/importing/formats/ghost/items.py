"""An export of Ghost → its posts and pages as items."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from beilin.importing.formats.exports.json_splitting import SplitObject, split_objects
from beilin.importing.formats.exports.leftovers import left_out
from beilin.importing.formats.exports.naming import first_name
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Item
from beilin.problems.problem import Problem

_POSTS = frozenset({"posts"})
_TABLES = frozenset({"tags", "users", "posts_tags", "posts_authors", "posts_meta", "settings"})
_MAX_ROWS = 1_000_000  # of all tables that are kept in memory
_TEXTS = ("lexical", "mobiledoc", "html", "markdown", "plaintext")
_SETTINGS = ("title", "locale", "lang")


@dataclass(slots=True)
class _Tables:
    """The rows that posts refer to, by ids."""

    tags: dict[str, str] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    tags_of: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    authors_of: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    meta: dict[str, dict[str, str]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The posts and pages in the file, in order; at the end, what else was in it."""
    del settings
    tables, counts = _read_tables(path), Counter[str]()
    with path.open("rb") as stream:
        for number, split in enumerate(split_objects(stream, _POSTS), start=1):
            post = _parse(split)
            if post is None:
                message = f"post {number}: {split.fault or 'it is not readable JSON'}"
                yield Problem("unreadable-item", message, display_name, split.line, hint="Export the posts again.")
            elif not any(post.get(name) for name in _TEXTS):
                counts["posts without text"] += 1
            else:
                yield _item(post, split, tables, display_name)
    yield from left_out(display_name, counts)


def _read_tables(path: Path) -> _Tables:
    tables, rows = _Tables(), 0
    with path.open("rb") as stream:
        for split in split_objects(stream, _TABLES):
            row, rows = _parse(split), rows + 1
            if row is not None and rows < _MAX_ROWS:
                _add(tables, split.path[-1], {key: value for key, value in row.items() if value is not None})
    return tables


def _add(tables: _Tables, table: str, row: dict[str, Any]) -> None:
    post, order = str(row.get("post_id", "")), row.get("sort_order")
    rank = order if isinstance(order, int) else 0
    match table:
        case "tags" if row.get("visibility", "public") == "public" and not str(row.get("name", "")).startswith("#"):
            tables.tags[str(row.get("id"))] = str(row.get("name", ""))
        case "users":
            tables.users[str(row.get("id"))] = str(row.get("name") or row.get("slug") or "")
        case "posts_tags":
            tables.tags_of[post].append((rank, str(row.get("tag_id", ""))))
        case "posts_authors":
            tables.authors_of[post].append((rank, str(row.get("author_id", ""))))
        case "posts_meta":
            names = ("feature_image_alt", "feature_image_caption", "frontmatter")
            tables.meta[post] = {name: str(row[name]) for name in names if row.get(name)}
        case "settings" if row.get("key") in _SETTINGS:
            tables.settings[str(row["key"])] = str(row.get("value", ""))


def _parse(split: SplitObject) -> dict[str, Any] | None:
    try:
        value = json.loads(split.data) if not split.fault else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _item(post: dict[str, Any], split: SplitObject, tables: _Tables, display_name: str) -> Item:
    id = str(post.get("id", ""))
    authors = [author for _, author in sorted(tables.authors_of.get(id, []))] or [str(post.get("author_id", ""))]
    names = {
        "tags": [tables.tags[tag] for _, tag in sorted(tables.tags_of.get(id, [])) if tag in tables.tags],
        "authors": [tables.users[author] for author in authors if author in tables.users],
    }
    context = {key: json.dumps(values, ensure_ascii=False) for key, values in names.items()}
    slug, uuid = str(post.get("slug") or ""), str(post.get("uuid") or "")
    return Item(
        kind="ghost",
        source=display_name,
        data=split.data,
        name=first_name(slug, str(post.get("title") or ""), f"post-{id}"),
        place=f"post {id}",
        line=split.line,
        identity=f"urn:uuid:{uuid}" if uuid else f"{tables.settings.get('title', 'Ghost')} {id}",
        context={**context, **tables.meta.get(id, {}), "site": tables.settings.get("title", "")},
    )
