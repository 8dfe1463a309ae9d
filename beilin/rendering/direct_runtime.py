"""What the code of `direct_code` calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup

# A block appends to the list that it is given, or to a new one, and returns it.
Block = Callable[..., list[str]]
Macros = dict[str, Macro]


def call(context: Context, function: Any, *arguments: Any, **named: Any) -> Any:
    """What `Context.call` returns, in a third of the time: no callable but macros asks for the context."""
    if type(function) is not Macro:
        return function(*arguments, **named)
    if named or len(arguments) != function._argument_count or _takes_more(function):
        return function(context.eval_ctx, *arguments, **named)
    text = function._func(*arguments)
    return Markup(text) if context.eval_ctx.autoescape else text


def _takes_more(macro: Macro) -> bool:
    return macro.caller or macro.catch_kwargs or macro.catch_varargs


def overridden(context: Context, name: str, block: Block) -> Block:
    """The block of that name that this one overrides. Raises IndexError."""
    blocks: Sequence[Any] = context.blocks[name]
    found: Block = blocks[blocks.index(block) + 1]
    return found


def add_macros(
    context: Context, out: list[str], shared: Callable[[Context], Macros],
    others: Callable[[Context, Macros], Macros] | None, text: str,
) -> list[str]:  # fmt: skip
    """Render a template of macros: add these to its context, and its text to the page."""
    macros = shared(context)
    if others:
        macros |= others(context, macros)
    context.vars.update(macros)
    context.exported_vars.update(_exported(macros))
    out.append(text)
    return out


def module_of(template: jinja2.Template, context: Context, variables: dict[str, object]) -> TemplateModule:
    """The module of a template that is imported with the context, and these variables of where it is imported.

    Macros that take nothing from the context but constants are made once for all pages with these.
    """
    code: dict[str, Any] = template.root_render_func.__globals__
    if "shared_macros" not in code:
        return template.make_module(context.get_all(), shared=True, locals=variables)
    shared: Macros | None = code.get("shared")
    if shared is None:
        constants = template.environment.constants  # type: ignore[attr-defined]
        shared = code["shared"] = code["shared_macros"](template.new_context(dict(constants)))
    macros = shared
    if others := code["page_macros"]:
        macros = shared | others(template.new_context(context.get_all(), shared=True, locals=variables), shared)
    module = object.__new__(TemplateModule)
    vars(module).update(_exported(macros), _body_stream=[code["text"]], __name__=template.name)
    return module


def _exported(macros: Macros) -> Macros:
    return {name: macro for name, macro in macros.items() if not name.startswith("_")}
