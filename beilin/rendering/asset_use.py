"""Whether templates only write the URLs of assets into pages, from their syntax trees.

Then the digests in these URLs are the only thing of a page that depends on the assets' contents, and can be replaced in
the page that was rendered before. It does not hold if a template computes anything from such a URL, or from a text that
has one: by a filter, a comparison, a block whose text is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from beilin.planning.page import ASSETS
from beilin.rendering.syntax_tree import children

# What receives the text that is rendered inside it.
_CAPTURING = (nodes.AssignBlock, nodes.CallBlock, nodes.FilterBlock, nodes.Macro)


@dataclass(slots=True)
class AssetUse:
    """How one template uses assets, as far as it can be decided without the others."""

    is_plain: bool = True
    blocks: set[str] = field(default_factory=set)  # that have the URL of an asset
    captured: set[str] = field(default_factory=set)  # blocks whose text is used other than by writing it
    inside: dict[str, set[str]] = field(default_factory=dict)  # a block → those whose text is in it
    passed: set[tuple[str, int | str]] = field(default_factory=set)  # (macro, argument) that are URLs of assets
    macros: dict[str, list[nodes.Macro]] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)  # the names of imported templates


def asset_use(tree: nodes.Node) -> AssetUse:
    """How the template uses assets."""
    use = AssetUse(modules={module.target for module in tree.find_all(nodes.Import)})
    _visit(use, tree, (), is_captured=False)
    return use


def only_writes_assets(uses: Iterable[AssetUse]) -> bool:
    """Whether pages that are made by these templates together only have the URLs of assets written into them."""
    uses = list(uses)
    if not all(use.is_plain for use in uses):
        return False
    pending = [name for use in uses for name in use.captured]
    captured: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in captured:
            captured.add(name)
            pending += [other for use in uses for other in use.inside.get(name, ())]
    if any(captured & use.blocks for use in uses):
        return False
    return all(_is_written(uses, name, argument) for use in uses for name, argument in use.passed)


def _visit(use: AssetUse, node: nodes.Node, blocks: Sequence[str], *, is_captured: bool) -> None:
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            _visit_output(use, part, blocks, is_captured=is_captured)
        return
    if isinstance(node, nodes.Name):
        use.is_plain = use.is_plain and node.name not in {ASSETS, "self", "super", *use.modules}
    elif isinstance(node, nodes.Call) and (name := _block_called(node)):
        use.captured.add(name)
        return
    elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name in use.modules:
        return  # a macro; the module alone would be the text of its template
    elif isinstance(node, nodes.Block):
        _note_inside(use, blocks, node.name)
        blocks = (*blocks, node.name)
    elif isinstance(node, nodes.Macro):
        use.macros.setdefault(node.name, []).append(node)
    if is_captured and isinstance(node, (nodes.Block, nodes.Include)):
        use.is_plain = False
    for child in children(node):
        _visit(use, child, blocks, is_captured=is_captured or isinstance(node, _CAPTURING))


def _visit_output(use: AssetUse, node: nodes.Node, blocks: Sequence[str], *, is_captured: bool) -> None:
    """Visit an expression whose value is written as it is."""
    if _is_asset(node):
        use.blocks.update(blocks)
        use.is_plain = use.is_plain and not is_captured
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            _visit_output(use, part, blocks, is_captured=is_captured)
    elif isinstance(node, nodes.Call) and not is_captured:
        _visit_written_call(use, node, blocks)
    else:
        _visit(use, node, blocks, is_captured=is_captured)


def _visit_written_call(use: AssetUse, call: nodes.Call, blocks: Sequence[str]) -> None:
    """Visit a call whose result is written as it is: of `super`, a block, or a macro that gets URLs of assets."""
    callee = call.node
    if isinstance(callee, nodes.Name) and callee.name == "super":
        return
    if name := _block_called(call):
        _note_inside(use, blocks, name)
        return
    name = callee.name if isinstance(callee, nodes.Name) else callee.attr if isinstance(callee, nodes.Getattr) else ""
    named: list[tuple[int | str, nodes.Expr]] = [(keyword.key, keyword.value) for keyword in call.kwargs]
    rest: list[nodes.Node] = [callee, *(node for node in (call.dyn_args, call.dyn_kwargs) if node)]
    for argument, value in [*enumerate(call.args), *named]:
        if name and not call.dyn_args and _is_asset(value):
            use.passed.add((name, argument))
            use.blocks.update(blocks)
        else:
            rest.append(value)
    for node in rest:
        _visit(use, node, blocks, is_captured=False)


def _note_inside(use: AssetUse, blocks: Sequence[str], name: str) -> None:
    for block in blocks:
        use.inside.setdefault(block, set()).add(name)


def _is_asset(node: nodes.Node) -> bool:
    """Whether the expression is `assets["name"]`, or the part of it after the site's base path."""
    if not isinstance(node, nodes.Getitem):
        return False
    if isinstance(node.arg, nodes.Slice):
        start = node.arg.start
        is_base = (
            isinstance(start, nodes.Filter)
            and start.name == "length"
            and isinstance(start.node, nodes.Getattr)
            and start.node.attr == "url"
            and isinstance(start.node.node, nodes.Name)
            and start.node.node.name == "site"
        )
        return is_base and node.arg.stop is None and node.arg.step is None and _is_asset(node.node)
    is_named = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
    return is_named and isinstance(node.node, nodes.Name) and node.node.name == ASSETS


def _block_called(call: nodes.Call) -> str:
    """The name of the block whose text a call gives, as `self.title()` does; "" for any other call."""
    callee = call.node
    if isinstance(callee, nodes.Getattr) and isinstance(callee.node, nodes.Name) and callee.node.name == "self":
        return callee.attr
    return ""


def _is_written(uses: Sequence[AssetUse], name: str, argument: int | str) -> bool:
    """Whether every macro of that name only writes the argument, or looks whether there is one."""
    macros = [macro for use in uses for macro in use.macros.get(name, ())]
    for macro in macros:
        names = [parameter.name for parameter in macro.args]
        if isinstance(argument, int):
            if argument >= len(names):
                return False
            parameter = names[argument]
        else:
            parameter = argument
        if parameter not in names or not all(_is_mentioned_plainly(macro, parameter)):
            return False
    return bool(macros)


def _is_mentioned_plainly(node: nodes.Node, parameter: str) -> Iterator[bool]:
    """For each place inside the node where the parameter is named, whether it is only written or tested there."""
    for child in children(node):
        if isinstance(child, nodes.Name) and child.name == parameter:
            is_tested = isinstance(node, (nodes.If, nodes.CondExpr)) and node.test is child
            is_declared = isinstance(node, nodes.Macro) and child.ctx == "param"
            yield isinstance(node, nodes.Output) or is_tested or is_declared
        elif isinstance(child, _CAPTURING):
            yield parameter not in {name.name for name in child.find_all(nodes.Name)}
        else:
            yield from _is_mentioned_plainly(child, parameter)
