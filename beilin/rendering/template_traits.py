"""What the syntax tree of a template says of how it can be compiled by `direct_code`."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache

from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from beilin.planning import picture_views, views
from beilin.planning.view_fields import field_names
from beilin.rendering.constants import CONSTANT_NAMES
from beilin.rendering.syntax_tree import descendants

# What has the context of a template, or variables of where it stands.
OTHERS = (nodes.Block, nodes.FromImport, nodes.Import, nodes.Include)
# Names that mean the same in all templates.
FIXED = CONSTANT_NAMES | DEFAULT_NAMESPACE.keys()
_BINDING = (nodes.FromImport, nodes.Import, nodes.Macro, nodes.Name)
_ESCAPING = (nodes.EvalContextModifier, nodes.OverlayScope, nodes.ScopedEvalContextModifier)
_NOTED = (*_ESCAPING, *_BINDING, *OTHERS)
_OF_LOOPS = {"first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex", "revindex0"}


def is_unusual(tree: Iterable[nodes.Node]) -> bool:
    """Whether the template with these nodes switches escaping, or binds one of the names in `FIXED` where another one
    may see that."""
    parts = [part for part in tree if isinstance(part, _NOTED)]
    if any(isinstance(part, _ESCAPING) or FIXED & _names_bound(part) for part in parts):
        return True
    others = [
        part for part in parts if isinstance(part, OTHERS) and not (isinstance(part, nodes.Block) and not part.scoped)
    ]
    return bool(others) and any(
        isinstance(part, nodes.Name) and part.ctx == "param" and part.name in FIXED for part in parts
    )


def _names_bound(node: nodes.Node) -> set[str]:
    """The names that the node binds, except for parameters."""
    if isinstance(node, nodes.Name):
        return {node.name} if node.ctx == "store" else set()
    if isinstance(node, nodes.FromImport):
        return {name if isinstance(name, str) else name[1] for name in node.names}
    if isinstance(node, nodes.Macro):
        return {node.name}
    return {node.target} if isinstance(node, nodes.Import) else set()


def has_only_macros(tree: nodes.Template) -> bool:
    """Whether the template, which has no blocks, has macros and, outside of them, text without values."""
    macros = [part.name for part in tree.body if isinstance(part, nodes.Macro)]
    texts = [part for part in tree.body if isinstance(part, nodes.Output)]
    is_text = all(isinstance(piece, nodes.TemplateData) for part in texts for piece in part.nodes)
    return is_text and 0 < len({*macros}) == len(tree.body) - len(texts)


@cache
def fields_of_views() -> frozenset[str]:
    """The names of what templates see of views, and of loops."""
    kinds = [kind for module in (views, picture_views) for kind in vars(module).values() if isinstance(kind, type)]
    return frozenset({name for kind in kinds for name in field_names(kind)} | _OF_LOOPS)


def names_of_data(tree: nodes.Template) -> Set[str]:
    """The names that may be bound to what is from the archive's data, or to a mapping: its keys are not attributes."""
    bindings: list[tuple[nodes.Node, nodes.Node]] = [
        (node.target, node.node if isinstance(node, nodes.Assign) else node.iter)
        for node in descendants(tree)
        if isinstance(node, (nodes.Assign, nodes.For))
    ]
    names, count = {"data", "dict"}, 0
    while count < len(names):
        count = len(names)
        for target, value in bindings:
            if may_be_data(value, names):
                names |= {node.name for node in (target, *target.find_all(nodes.Name)) if isinstance(node, nodes.Name)}
    return names


def may_be_data(node: nodes.Node, names: Set[str]) -> bool:
    """Whether what the expression gives may be such a value, if the `names` may be bound to one."""
    return any(
        isinstance(part, nodes.Dict)
        or (isinstance(part, nodes.Getattr) and part.attr == "extra")
        or (isinstance(part, nodes.Name) and part.name in names)
        for part in (node, *node.find_all((nodes.Dict, nodes.Getattr, nodes.Name)))
    )
