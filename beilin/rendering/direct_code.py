"""Code of templates without what Jinja's is general for: a page of ink takes a little more than half of the time.

It appends to one list, where Jinja's hands each piece of text through four or five generators; filters, and what comes
from values that are the same on many pages, are names of its module; callables that are no macros are called plainly.

It need not do what Jinja does where that raises: a page whose rendering raises here is rendered again by Jinja's code,
which finds the same error, with its line, or none. So whatever is written here must give Jinja's result or raise.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, find_undeclared
from jinja2.nodes import EvalContext

from beilin.rendering.constants import Path, Pieces
from beilin.rendering.direct_expressions import block_called
from beilin.rendering.direct_macros import DirectMacros
from beilin.rendering.template_traits import has_only_macros, names_of_data

_HEAD = """\
from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, \
TemplateRuntimeError, Undefined, escape, identity, markup_join, missing, str_join
from beilin.rendering.code_generator import escaped
from beilin.rendering.direct_runtime import add_macros, call, module_of, overridden, unescaped, written
undefined = environment.undefined
concat = environment.concat
cond_expr_undefined = Undefined"""
# What serves callables that take the context, of which there are none but macros.
_NEEDLESS = frozenset({"_loop_vars = {}", "_block_vars = {}"})
_BLOCK_NAMES = ("self", "super")


class DirectCode(DirectMacros):
    """The generator."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._texts: dict[Pieces, str] = {}  # texts that are made of constants → their names in the module

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """Write the line, unless it is needless."""
        if x not in _NEEDLESS:
            super().writeline(x, node, extra)

    # The module and its functions.

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: ARG002, N802
        """Write the module of a template."""
        escaping = EvalContext(self.environment, self.name)
        for block in node.find_all(nodes.Block):
            if block.name in self.blocks:
                self.fail(f"block {block.name!r} defined twice", block.lineno)
            self.blocks[block.name] = block
        self.of_data = names_of_data(node)
        for line in _HEAD.splitlines():
            self.writeline(line)
        (self.write_macros if not self.blocks and has_only_macros(node) else self._write_root)(node, Frame(escaping))
        for block in self.blocks.values():
            self._write_block(block, Frame(escaping))
        self._write_names(is_escaping=escaping.autoescape)

    def _write_root(self, node: nodes.Template, frame: Frame) -> None:
        extends = node.find(nodes.Extends) is not None
        self._begin("root", frame)
        if "self" in find_undeclared(node.body, ("self",)):
            frame.symbols.declare_parameter("self")
        frame.symbols.analyze_node(node)
        frame.toplevel = frame.rootlevel = True
        frame.require_output_check = extends
        if extends:
            self.writeline("parent_template = None")
        self._write_body(node.body, frame)
        if extends:
            self.writeline("if parent_template is not None:")
            self.indent()
            self.writeline("parent_template.root_render_func(context, out)")
            self.outdent()
        self._end()

    def _write_block(self, block: nodes.Block, frame: Frame) -> None:
        frame.block_frame, frame.block = True, block.name
        self._begin(f"block_{block.name}", frame)
        for name in find_undeclared(block.body, _BLOCK_NAMES):
            frame.symbols.declare_parameter(name)
        frame.symbols.analyze_node(block)
        self._write_body(block.body, frame)
        self._end()

    def _begin(self, name: str, frame: Frame) -> None:
        frame.buffer = "out"
        self.writeline(f"def {name}(context, out=None):", extra=1)
        self.indent()
        self.writeline("if out is None:")
        self.indent()
        self.writeline("out = []")
        self.outdent()
        self.writeline("resolve = context.resolve_or_missing")

    def _write_body(self, body: list[nodes.Node], frame: Frame) -> None:
        self.enter_frame(frame)
        self.pull_dependencies(body)
        self.blockvisit(body, frame)

    def _end(self) -> None:
        self.writeline("return out")
        self.outdent()

    def _write_names(self, *, is_escaping: bool) -> None:
        """Write the names of the module that its functions use."""
        self.writeline(f"name = {self.name!r}")
        self.writeline("blocks = {" + ", ".join(f"{name!r}: block_{name}" for name in self.blocks) + "}")
        self.writeline("debug_info = ''")
        for table, names in (("filters", self.filters), ("tests", self.tests)):
            for name, ref in names.items():
                self.writeline(f"{ref} = environment.{table}.get({name!r})")
        values = {name: path for path, name in self.values.items()}
        texts = {name: pieces for pieces, name in self._texts.items()}
        self.writeline(f"globals().update(environment.constants_for({values!r}, {texts!r}, {is_escaping}))")

    # What is written to the page.

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Append each value and each text between two."""
        if frame.require_output_check:
            if self.has_known_extends:
                return
            self.writeline("if parent_template is None:")
            self.indent()
        finalize = self._make_finalize()
        pieces: list[str | Path] = []
        for child in node.nodes:
            piece = self._piece(child, frame, finalize)
            if piece is not None:
                pieces.append(piece)
                continue
            self._write_pieces(pieces, frame)
            pieces = []
            if block := block_called(child, frame):
                self.writeline(f"{block}(context, {frame.buffer})", child)
                continue
            self.writeline(f"{frame.buffer}.append(", child)
            self._write_value(child, frame, finalize)
            self.write(")")
        self._write_pieces(pieces, frame)
        if frame.require_output_check:
            self.outdent()

    def _write_value(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and isinstance(node, nodes.Call):
            self.write_call(node, frame, "written")
        elif frame.eval_ctx.autoescape and isinstance(node, nodes.Filter) and node.name == "safe" and node.node:
            self.write("unescaped(")
            self.visit(node.node, frame)
            self.write(")")
        else:
            self._output_child_pre(node, frame, finalize)
            self.visit(node, frame)
            self._output_child_post(node, frame, finalize)

    def _piece(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str | Path | None:
        """What the node writes, if that is known before a page is rendered."""
        try:
            return self._output_child_to_const(node, frame, finalize)
        except Exception:  # as in Jinja: it is raised again where the value is written
            return self.path(node, frame)

    def _write_pieces(self, pieces: list[str | Path], frame: Frame) -> None:
        if not pieces:
            return
        if all(isinstance(piece, str) for piece in pieces):
            text = repr("".join(piece for piece in pieces if isinstance(piece, str)))
        else:
            text = self._texts.setdefault(tuple(pieces), f"k_{len(self._texts)}")
        self.writeline(f"{frame.buffer}.append({text})")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802
        """Call a block."""
        level = 0
        if frame.toplevel:
            if self.has_known_extends:
                return
            if self.extends_so_far > 0:
                self.writeline("if parent_template is None:")
                self.indent()
                level = 1
        if node.required:
            self.writeline(f"if len(context.blocks[{node.name!r}]) <= 1:")
            self.indent()
            self.writeline('raise TemplateRuntimeError("required block")')
            self.outdent()
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.writeline(f"context.blocks[{node.name!r}][0]({context}, {frame.buffer})", node)
        self.outdent(level)

    def visit_Extends(self, node: nodes.Extends, frame: Frame) -> None:  # noqa: N802
        """Add the parent's blocks; if only one of the two templates escapes, that is left to Jinja."""
        super().visit_Extends(node, frame)
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        # Whether what a block returns is escaped again depends on the template of the page.
        if isinstance(name, str) and EvalContext(self.environment, name).autoescape != frame.eval_ctx.autoescape:
            self.writeline("raise NotImplementedError")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """Call what is included."""
        if node.ignore_missing:
            self.writeline("try:")
            self.indent()
        is_one = isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
        self.writeline(f"template = {self._environment_of(node)}.{'get' if is_one else 'select'}_template(", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        if node.ignore_missing:
            self.outdent()
            self.writeline("except TemplateNotFound:")
            self.indent()
            self.writeline("pass")
            self.outdent()
            self.writeline("else:")
            self.indent()
        if node.with_context:
            context = f"template.new_context(context.get_all(), True, {self.dump_local_context(frame)})"
            self.writeline(f"template.root_render_func({context}, {frame.buffer})")
        else:
            self.writeline(f"{frame.buffer}.extend(template._get_default_module()._body_stream)")
        if node.ignore_missing:
            self.outdent()

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        template = f"{self._environment_of(node)}.get_template("
        self.write(f"module_of({template}" if node.with_context else template)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        self.write(
            f", context, {self.dump_local_context(frame)})" if node.with_context else "._get_default_module(context)"
        )

    def _environment_of(self, node: nodes.Import | nodes.FromImport | nodes.Include) -> str:
        """Without the context, a template has no constants."""
        return "environment" if node.with_context else "environment.plain"

    def pop_assign_tracking(self, frame: Frame) -> None:
        """Keep what is set in the context, where other blocks and templates see it."""
        if frame.toplevel:
            super().pop_assign_tracking(frame)
        else:
            self._assign_stack.pop()
