"""The code that Jinja makes of templates, with cheaper escaping.

A page of ink writes some two hundred values. Jinja makes of each a `Markup`, which says of a text that it is escaped.
No one asks that of what goes straight into the page: it is joined at once. Without it a value costs half as much.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from markupsafe import Markup, escape

_escape_text: Callable[[str], str]
try:
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:  # another version of MarkupSafe, or one without its compiled part
    _escape_text = escape


def escaped(value: Any) -> str:
    """The value as text in HTML or XML, as `markupsafe.escape` escapes it, but not marked as escaped."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    return value if kind is Markup else escape(value)


class PageCode(CodeGenerator):
    """Jinja's generator, except that values in the output are `escaped`. What macros return is marked.

    It notes the names that a template looks up, as `jinja2.meta` finds them by generating the code once more.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.names: set[str] = set()

    def enter_frame(self, frame: Frame) -> None:
        """Note the names that the frame takes from the context."""
        super().enter_frame(frame)
        for action, name in frame.symbols.loads.values():
            if action == VAR_LOAD_RESOLVE and name is not None and name not in self.environment.globals:
                self.names.add(name)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write the module of a template."""
        self.writeline(f"from {__name__} import escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")
