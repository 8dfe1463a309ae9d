"""The code of expressions for `direct_code`."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Set
from typing import Any

from jinja2 import nodes
from jinja2.compiler import DependencyFinderVisitor, Frame, optimizeconst
from jinja2.idtracking import VAR_LOAD_PARAMETER, VAR_LOAD_RESOLVE

from beilin.rendering.code_generator import PageCode
from beilin.rendering.constants import CONSTANT_NAMES, Path
from beilin.rendering.template_traits import fields_of_views, may_be_data


class DirectExpressions(PageCode):
    """The part of the generator for expressions: constants are names, attributes of views are Python's."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.values: dict[Path, str] = {}  # what is looked up in constants → its name in the module
        self.of_data: Set[str] = frozenset()  # names of what may be from the archive's data
        self._fields = fields_of_views()
        self._asked: nodes.Expr | None = None  # what may not exist, as a test or filter asks

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        """Give the filters and tests names in the module."""
        visitor = DependencyFinderVisitor()
        for node in nodes:
            visitor.visit(node)
        for names, found in ((self.filters, visitor.filters), (self.tests, visitor.tests)):
            for name in sorted(found - names.keys()):
                names[name] = self.temporary_identifier()

    def enter_frame(self, frame: Frame) -> None:
        """Load the names that the frame takes from the context, unless they are constants."""
        loads = frame.symbols.loads
        constants = {
            ref: load for ref, load in loads.items() if load[0] == VAR_LOAD_RESOLVE and load[1] in CONSTANT_NAMES
        }
        self.names |= {name for _, name in constants.values()}
        frame.symbols.loads = {ref: load for ref, load in loads.items() if ref not in constants}
        super().enter_frame(frame)
        frame.symbols.loads = loads

    def dump_local_context(self, frame: Frame) -> str:
        """A dict with the variables of the frame, for a template that is included or imported there."""
        own = {"self": "TemplateReference(context)", "super": f"context.super({frame.block!r}, block_{frame.block})"}
        items = {
            name: own[name] if name in own and _is_of_block(name, ref, frame) else ref
            for name, ref in frame.symbols.dump_stores().items()
        }
        return "{" + ", ".join(f"{name!r}: {value}" for name, value in items.items()) + "}"

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        """Write the name of a variable or constant."""
        if path := self.path(node, frame):
            self.write(self._value(path))
        else:
            super().visit_Name(node, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write the lookup of an attribute, unless it is in a constant."""
        if path := self.path(node, frame):
            self.write(self._value(path))
        elif node.attr in self._fields and node is not self._asked and not may_be_data(node.node, self.of_data):
            self._write_owner(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def _write_owner(self, node: nodes.Expr, frame: Frame) -> None:
        """Write an expression whose attribute follows: `missing` has none."""
        if isinstance(node, nodes.Name) and not self.path(node, frame):
            self.write(frame.symbols.ref(node.name))
        else:  # in brackets, for a number
            self.write("(")
            self.visit(node, frame)
            self.write(")")

    @optimizeconst
    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """Write a test, which may be whether there is such an attribute."""
        self._asked = node.node
        super().visit_Test(node, frame)

    @optimizeconst
    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """Write a filter, which may be for the case that there is no such attribute."""
        self._asked = node.node if node.name in ("d", "default") else None
        super().visit_Filter(node, frame)

    @optimizeconst
    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Write the lookup of an item, unless it is in a constant."""
        if path := self.path(node, frame):
            self.write(self._value(path))
        else:
            super().visit_Getitem(node, frame)

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call."""
        if not forward_caller and (block := block_called(node, frame)):
            self.write(f"{'Markup' if frame.eval_ctx.autoescape else ''}(concat({block}(context)))")
            return
        self.write_call(node, frame, "call", {"caller": "caller"} if forward_caller else None)

    def write_call(self, node: nodes.Call, frame: Frame, function: str, more: dict[str, str] | None = None) -> None:
        """Write a call by a function of `direct_runtime`."""
        self.write(f"{function}(context, ")
        if isinstance(node.node, nodes.Getattr) and not keyword.iskeyword(node.node.attr):
            self._write_owner(node.node.node, frame)
            self.write(f".{node.node.attr}")
        else:
            self.visit(node.node, frame)
        self.signature(node, frame, more)
        self.write(")")

    def path(self, node: nodes.Expr, frame: Frame) -> Path | None:
        """The path in a constant at which the value of the expression is, if it is."""
        if isinstance(node, nodes.Name):
            is_constant = node.ctx == "load" and node.name in CONSTANT_NAMES
            load = frame.symbols.find_load(frame.symbols.ref(node.name)) if is_constant else None
            return (node.name,) if load and load[0] == VAR_LOAD_RESOLVE else None
        step: str | tuple[str | int]
        if isinstance(node, nodes.Getattr):
            step = node.attr
        elif (
            isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and type(node.arg.value) in (str, int)
        ):
            step = (node.arg.value,)
        else:
            return None
        path = self.path(node.node, frame)
        return (*path, step) if path else None

    def _value(self, path: Path) -> str:
        return self.values.setdefault(path, f"v_{len(self.values)}")


def block_called(node: nodes.Expr, frame: Frame) -> str:
    """The block that is called if the expression is `self.name()` or `super()`."""
    if not isinstance(node, nodes.Call) or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return ""
    called = node.node
    if isinstance(called, nodes.Getattr) and _is_own(called.node, "self", frame):
        return f"context.blocks[{called.attr!r}][0]"
    if _is_own(called, "super", frame):
        return f"overridden(context, {frame.block!r}, block_{frame.block})"
    return ""


def _is_own(node: nodes.Expr, name: str, frame: Frame) -> bool:
    """Whether the expression is `self` or `super`, and not a variable with that name."""
    return isinstance(node, nodes.Name) and node.name == name and _is_of_block(name, frame.symbols.ref(name), frame)


def _is_of_block(name: str, ref: str, frame: Frame) -> bool:
    return ref == f"l_0_{name}" and frame.symbols.find_load(ref) == (VAR_LOAD_PARAMETER, None)
