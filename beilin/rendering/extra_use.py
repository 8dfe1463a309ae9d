"""Whether a template may read what articles have under `extra`, from its syntax tree."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from jinja2 import nodes

from beilin.planning.view_fields import field_names

ATTRIBUTE = "extra"
# Filters with the name of an attribute as their first argument, or as their argument `attribute` (Jinja, "List of
# Builtin Filters").
_NAMING_FIRST = {"attr", "groupby", "rejectattr", "selectattr"}
_NAMING_BY_KEYWORD = {"groupby", "map", "max", "min", "sort", "sum", "unique"}
# What every page has, none of which is an article.
_COMMON = {"assets", "data", "page", "site", "words"}
_LOOP_NUMBERS = {"index", "index0", "revindex", "revindex0", "length", "depth", "depth0"}


def uses_extra(parts: Sequence[nodes.Node]) -> bool:
    """Whether one of these nodes looks the attribute up by name, or a name chosen at run time could be its."""
    return any(map(_Lookup(parts).may_be_extra, parts))


class _Lookup:
    """The lookups of one template."""

    def __init__(self, parts: Sequence[nodes.Node]) -> None:
        names = [part for part in parts if isinstance(part, nodes.Name)]
        self.stored = {name.name for name in names if name.ctx == "store"}
        self.bound = self.stored | {name.name for name in names if name.ctx == "param"}
        spaced = {part.attr for part in parts if isinstance(part, nodes.NSRef)}
        spaced |= {keyword.key for part in parts if isinstance(part, nodes.Call) for keyword in part.kwargs}
        self.plain_fields: Set[str] = _fields_without_articles() - spaced

    def may_be_extra(self, node: nodes.Node) -> bool:
        """Whether the node may look the attribute up."""
        if isinstance(node, nodes.Getattr):
            return node.attr == ATTRIBUTE
        if isinstance(node, nodes.Getitem):
            return self._may_be_item(node)
        return isinstance(node, nodes.Filter) and _may_be_filtered(node)

    def _may_be_item(self, node: nodes.Getitem) -> bool:
        if isinstance(node.arg, nodes.Const):
            return bool(node.arg.value == ATTRIBUTE)
        if isinstance(node.arg, nodes.Slice) or _is_number(node.arg) or isinstance(node.node, nodes.Literal):
            return False
        if isinstance(node.node, nodes.Getattr) and node.node.attr in self.plain_fields:
            root = node.node.node
            if not (isinstance(root, nodes.Name) and root.name in self.stored):
                return False
        value = node.node
        while isinstance(value, (nodes.Getattr, nodes.Getitem)):
            value = value.node
        return not (isinstance(value, nodes.Name) and value.name in _COMMON - self.bound)


@cache
def _fields_without_articles() -> frozenset[str]:
    """The names of the fields of views that hold no article."""
    from beilin.planning import picture_views, views  # see planning/kinds/indexes.py

    names = {
        name
        for module in (views, picture_views)
        for value in vars(module).values()
        if isinstance(value, type)
        for name in field_names(value)
    }
    return frozenset(names - {"article", ATTRIBUTE})


def _is_number(node: nodes.Expr) -> bool:
    """Whether the expression can only be a number."""
    if isinstance(node, nodes.Const):
        return isinstance(node.value, int)
    if isinstance(node, (nodes.Neg, nodes.Pos)):
        return _is_number(node.node)
    if isinstance(node, (nodes.Add, nodes.Sub, nodes.FloorDiv)):
        return _is_number(node.left) and _is_number(node.right)
    is_loop = isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "loop"
    return is_loop and isinstance(node, nodes.Getattr) and node.attr in _LOOP_NUMBERS


def _may_be_filtered(node: nodes.Filter) -> bool:
    """Whether an argument of the filter is a path of attributes with it, or is not known."""
    if node.name not in _NAMING_FIRST | _NAMING_BY_KEYWORD:
        return False
    if node.dyn_args or node.dyn_kwargs:
        return True
    named = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
    named += node.args[:1] if node.name in _NAMING_FIRST else []
    if node.name == "map":  # with the name of a filter that looks attributes up, and its arguments
        named += node.args[1:]
    if node.name in ("sum", "max", "min", "unique", "sort"):  # positional arguments may be attributes, too
        named += node.args
    return any(
        not isinstance(name, nodes.Const) or (isinstance(name.value, str) and ATTRIBUTE in name.value.split("."))
        for name in named
    )
