"""The code of templates that have nothing but macros, for `direct_code`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from jinja2 import nodes
from jinja2.compiler import Frame

from beilin.rendering.constants import CONSTANT_NAMES
from beilin.rendering.direct_expressions import DirectExpressions
from beilin.rendering.template_traits import OTHERS


class DirectMacros(DirectExpressions):
    """The part of the generator for them."""

    def write_macros(self, node: nodes.Template, frame: Frame) -> None:
        """Write a template of macros: a function that makes those that are the same for all pages, one for others.

        To make all of ink takes 35 µs, on each page.
        """
        frame.symbols.analyze_node(node)
        self.pull_dependencies(node.body)
        macros = {macro.name: macro for macro in node.body if isinstance(macro, nodes.Macro)}
        codes = {name: self._macro(macro, frame) for name, macro in macros.items()}
        used = {name: {part.name for part in macro.find_all(nodes.Name)} for name, macro in macros.items()}
        of_pages = {name for name, macro in macros.items() if codes[name][1] or any(macro.find_all(OTHERS))}
        while more := {name for name in macros.keys() - of_pages if used[name] & of_pages}:
            of_pages |= more
        shared = [name for name in macros if name not in of_pages]
        self._write_makers("shared_macros(context)", [], [codes[name][0] for name in shared], shared, frame)
        if of_pages:
            own = [name for name in macros if name in of_pages]
            self._write_makers("page_macros(context, shared)", shared, [codes[name][0] for name in own], own, frame)
        else:
            self.writeline("page_macros = None")
        outputs = [part for part in node.body if isinstance(part, nodes.Output)]
        data = [piece.data for part in outputs for piece in part.nodes if isinstance(piece, nodes.TemplateData)]
        self.writeline(f"text = {''.join(data)!r}")
        self.writeline("def root(context, out=None):", extra=1)
        self.indent()
        self.writeline("return add_macros(context, [] if out is None else out, shared_macros, page_macros, text)")
        self.outdent()

    def _write_makers(
        self, signature: str, given: Sequence[str], codes: Iterable[str], made: Sequence[str], frame: Frame
    ) -> None:
        """Write the function that makes macros, with those that are `given` in the dict `shared`."""
        self.writeline(f"def {signature}:", extra=1)
        self.indent()
        self.writeline("resolve = context.resolve_or_missing")
        for name in given:
            self.writeline(f"{frame.symbols.ref(name)} = shared[{name!r}]")
        for code in codes:
            self.stream.write(code)
        self.writeline("return {" + ", ".join(f"{name!r}: {frame.symbols.ref(name)}" for name in made) + "}")
        self.outdent()

    def _macro(self, macro: nodes.Macro, frame: Frame) -> tuple[str, set[str]]:
        """The code of the macro, and the names that it takes from the context of a page."""
        stream, names = self.stream, self.names
        self.stream, self.names = StringIO(), set()
        self.indent()
        macro_frame, reference = self.macro_body(macro, frame)
        self.writeline(f"{frame.symbols.ref(macro.name)} = ")
        self.macro_def(reference, macro_frame)
        self.outdent()
        code, found = self.stream.getvalue(), self.names
        self.stream, self.names = stream, names | found
        return code, found - CONSTANT_NAMES
