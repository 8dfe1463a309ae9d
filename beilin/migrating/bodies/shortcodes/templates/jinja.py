"""Templates in Jinja's language: those of Zola as they are, those of Jekyll as `liquid.py` translates them.

They are rendered in Jinja's sandbox, without operators, with bounded loops and a bounded length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, NoReturn

from jinja2 import ChainableUndefined, TemplateError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from beilin.migrating.bodies.shortcodes.templates.written import UnknownTemplateError
from beilin.text.slugs import slugify

MAX_LENGTH = 1_000_000
MAX_ITEMS = 50_000  # of all loops together


class _Environment(SandboxedEnvironment):
    # All operators are refused: they are not needed, and some could fill the memory.
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:
        del context, left, right
        raise UnknownTemplateError(operator)


def render_jinja(
    template: str,
    values: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
    keep: Callable[[Any], None] | None = None,
    *,
    is_strict: bool = False,
) -> str:
    """What the template writes. Raises UnknownTemplateError.

    `keep` gets what the filter `keep` is applied to. With `is_strict` a name that has no value is an error.
    """
    environment = _Environment(undefined=ChainableUndefined, autoescape=False)
    environment.filters.clear()
    environment.filters.update(FILTERS | {"items": _bounded(), "keep": keep or _same})
    environment.tests["containing"] = _contains
    environment.globals.clear()
    environment.globals.update(functions)
    written: list[str] = []
    length = 0
    try:
        if is_strict and (names := find_undeclared_variables(environment.parse(template)) - values.keys()):
            raise UnknownTemplateError(min(names))
        for part in environment.from_string(template).generate(dict(values)):
            written.append(part)
            length += len(part)
            if length > MAX_LENGTH:
                raise UnknownTemplateError("too long")
    except (
        TemplateError,
        TypeError,
        ValueError,
        LookupError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise UnknownTemplateError(str(error)) from error
    return "".join(written)


def _bounded() -> Callable[..., list[Any]]:
    """The filter that gives what a loop goes through, and counts it."""
    seen = 0

    def items(values: Any, limit: Any = None, offset: Any = 0, is_reversed: bool = False) -> list[Any]:
        nonlocal seen
        found = list(values.items()) if isinstance(values, Mapping) else listed(values)
        found = found[int(offset or 0) :][: None if limit is None else int(limit)]
        seen += len(found)
        if seen > MAX_ITEMS:
            raise UnknownTemplateError("too many items")
        return found[::-1] if is_reversed else found

    return items


def listed(value: Any) -> list[Any]:
    """The value as a list; nothing is an empty one."""
    if isinstance(value, list | tuple):
        return list(value)
    return [] if not value else [value]


def _same(value: Any, *_: Any, **__: Any) -> Any:
    return value


def _default(value: Any, other: Any = "", **named: Any) -> Any:
    return value or named.get("value", other)


def _replaced(text: Any, old: Any = "", new: Any = "", **named: Any) -> str:
    return str(text).replace(str(named.get("from", old)), str(named.get("to", new)))


def _sorted(values: Any, key: str = "", **named: Any) -> list[Any]:
    key = named.get("attribute", key)
    return sorted(listed(values), key=lambda value: str(_property(value, key) if key else value))


def _property(value: Any, key: str) -> Any:
    return value.get(key, "") if isinstance(value, Mapping) else ""


def _first(values: Any) -> Any:
    found = values if isinstance(values, str) else listed(values)
    return found[0] if found else ""


def _last(values: Any) -> Any:
    found = values if isinstance(values, str) else listed(values)
    return found[-1] if found else ""


def _where(values: Any, key: str, wanted: Any) -> list[Any]:
    return [value for value in listed(values) if _property(value, key) == wanted]


def _joined(values: Any, between: str = " ", **named: Any) -> str:
    return str(named.get("sep", between)).join(map(str, listed(values)))


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | Sequence | Mapping) else 0


def _contains(values: Any, part: Any) -> bool:
    return str(part) in values if isinstance(values, str) else part in listed(values)


def _unique(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


_UNCHANGING = """relative_url absolute_url markdownify markdown safe smartify escape_once xml_escape uri_escape
strip_newlines normalize_whitespace linebreaksbr trim_newlines"""
FILTERS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(_UNCHANGING.split(), _same),
    "default": _default,
    "append": lambda text, end: f"{text or ''}{end}",
    "prepend": lambda text, start: f"{start}{text or ''}",
    **dict.fromkeys(("upcase", "upper"), lambda text: str(text).upper()),
    **dict.fromkeys(("downcase", "lower"), lambda text: str(text).lower()),
    "capitalize": lambda text: str(text).capitalize(),
    **dict.fromkeys(("strip", "trim"), lambda text: str(text).strip()),
    "lstrip": lambda text: str(text).lstrip(),
    "rstrip": lambda text: str(text).rstrip(),
    "escape": lambda text: escape(str(text)),
    "replace": _replaced,
    "remove": lambda text, part: str(text).replace(str(part), ""),
    "replace_first": lambda text, old, new="": str(text).replace(str(old), str(new), 1),
    "remove_first": lambda text, part: str(text).replace(str(part), "", 1),
    "split": lambda text, between=" ", **named: str(text).split(str(named.get("pat", between)) or None),
    "join": _joined,
    **dict.fromkeys(("size", "length"), _size),
    "first": _first,
    "last": _last,
    **dict.fromkeys(("sort", "sort_natural"), _sorted),
    "reverse": lambda values: listed(values)[::-1],
    **dict.fromkeys(("uniq", "unique"), lambda values: _unique(listed(values))),
    "compact": lambda values: [value for value in listed(values) if value],
    "concat": lambda values, others: listed(values) + listed(others),
    "map": lambda values, key: [_property(value, key) for value in listed(values)],
    "where": _where,
    "slugify": lambda text: slugify(str(text)),
    "plus": lambda value, other: int(value) + int(other),
    "minus": lambda value, other: int(value) - int(other),
    "modulo": lambda value, other: int(value) % int(other),
}
