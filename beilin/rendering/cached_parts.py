"""`{% cache %}…{% endcache %}`: a part of a template that is rendered once for the same values of the names in it.

A card is on eight lists. With 2,000 articles 16,036 cards are shown and 2,275 rendered; cards took 30 % of the time in
which templates were rendered.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.idtracking import VAR_LOAD_RESOLVE
from markupsafe import Markup
from msgspec import Struct

from beilin.reading.data_values import Data, Extra, FrozenDict
from beilin.rendering.messages import Words

if TYPE_CHECKING:
    from jinja2.parser import Parser

# About 60 MB, since text with Han characters has two bytes for each: the cards of 50,000 articles.
MAX_CHARACTERS = 30_000_000

# They are the same if equal, and of one type: 1, 1.0 and True are written differently, and Markup is not escaped.
_BY_VALUE = frozenset({int, float, bool, type(None), Markup})
# These do not change, so they are the same as long as they are one object. Frozen dataclasses and structs are added
# when they are met. The global functions of Jinja are types.
_by_identity: set[type] = {Data, Extra, FrozenDict, Words, type}
# What reads values by no name in it.
_UNNAMED = (nodes.Block, nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)


class CachedParts:
    """The texts of the cached parts of an environment's templates, by part and values."""

    def __init__(self) -> None:
        # Each entry keeps its values alive, so that no other object gets the identity of one.
        self._texts: dict[tuple[object, ...], tuple[str, Sequence[object]]] = {}
        self._characters = 0

    def find(self, part: str, *values: object) -> str | None:
        """The text of the part with these values, if it is kept."""
        key = _key(part, values)
        found = self._texts.get(key) if key else None
        return found[0] if found else None

    def keep(self, part: str, text: str, *values: object) -> None:
        """Keep the text, unless one of the values can change."""
        key = _key(part, values)
        if key is None:
            return
        if self._characters + len(text) > MAX_CHARACTERS:
            self._texts.clear()
            self._characters = 0
        self._texts[key] = text, values
        self._characters += len(text)


def _key(part: str, values: Sequence[object]) -> tuple[object, ...] | None:
    """What is the same for the same values; None if one of them can change."""
    key: list[object] = [part]
    for value in values:
        kind = type(value)
        if kind is str:
            key.append(value)
        elif kind in _by_identity or _is_frozen(kind):
            key.append(id(value))
        elif kind in _BY_VALUE:
            key.append((kind, value))
        elif isinstance(value, tuple) and (items := _key("", value)):
            key.append(items)
        else:
            return None
    return tuple(key)


def _is_frozen(kind: type) -> bool:
    if issubclass(kind, Struct):
        is_frozen = kind.__struct_config__.frozen
    else:
        is_frozen = dataclasses.is_dataclass(kind) and kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    if not is_frozen:
        return False
    _by_identity.add(kind)
    return True


class CacheTag(Extension):
    """The tag. The environment has the texts as `cached_parts`."""

    tags = {"cache"}  # noqa: RUF012

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as nodes that look the text up, and otherwise render and keep it."""
        line = next(parser.stream).lineno
        if "autoescape" in parser._tag_stack:  # whether it escapes may depend on a value outside of the part
            parser.fail("a part within `autoescape` cannot be cached", line)
        body = parser.parse_statements(("name:endcache",), drop_needle=True)
        tree = nodes.Template(body, lineno=line)
        tree.set_environment(self.environment)
        for node in tree.find_all((*_UNNAMED, nodes.Name)):
            if not isinstance(node, nodes.Name) or node.name in ("self", "super"):
                parser.fail("a cached part cannot have blocks, nor other templates", node.lineno)
        # A template that escapes, extended by one that does not, gives another text.
        escapes = nodes.Getattr(nodes.Getattr(nodes.ContextReference(), "eval_ctx", "load"), "autoescape", "load")
        names = [escapes, *(nodes.Name(name, "load") for name in _outer_names(tree))]
        text = parser.free_identifier(line)
        part = nodes.Const(f"{parser.name} {text.name}")
        found = nodes.Call(nodes.EnvironmentAttribute("cached_parts.find"), [part, *names], [], None, None)
        keep = nodes.Call(nodes.EnvironmentAttribute("cached_parts.keep"), [part, text, *names], [], None, None)
        render: list[nodes.Node] = [nodes.AssignBlock(text, None, body), nodes.ExprStmt(keep)]
        statements = [nodes.Assign(text, found), nodes.If(nodes.Not(text), render, [], []), nodes.Output([text])]
        return nodes.Scope(statements, lineno=line).set_lineno(line)


def _outer_names(tree: nodes.Template) -> list[str]:
    """The names that the part takes from outside."""
    tracker = _Tracker(tree.environment, "", "")
    tracker.visit(tree)
    return sorted(tracker.names)


class _Tracker(CodeGenerator):
    """The code of a part, of which only the names are wanted (`jinja2.meta` does the same, but leaves out global names,
    though an argument of a macro may have one)."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.names: set[str] = set()

    def write(self, x: str) -> None:
        """Write nothing."""

    def enter_frame(self, frame: Frame) -> None:
        """Note the names that the frame takes from the context."""
        super().enter_frame(frame)
        loads = frame.symbols.loads.values()
        self.names.update(name for action, name in loads if action == VAR_LOAD_RESOLVE and name is not None)
