"""What the code of `direct_code` calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.filters import do_mark_safe
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

from beilin.rendering.code_generator import escaped

# A block appends to the list that it is given, or to a new one, and returns it.
Block = Callable[..., list[str]]
Macros = dict[str, Macro]


def call(context: Context, function: Any, /, *arguments: Any, **named: Any) -> Any:
    """What `Context.call` returns, with less work: no callable but macros asks for the context."""
    if type(function) is not Macro:
        return function(*arguments, **named)
    text = _text_of(context, function, arguments, named)
    return Markup(text) if context.eval_ctx.autoescape else text


def written(context: Context, function: Any, /, *arguments: Any, **named: Any) -> str:
    """What is written of a call where values are escaped. What a macro returns is, and need not be marked as such."""
    if type(function) is Macro and context.eval_ctx.autoescape:
        return _text_of(context, function, arguments, named)
    return escaped(call(context, function, *arguments, **named))


def _text_of(context: Context, macro: Macro, arguments: Sequence[Any], named: dict[str, Any]) -> str:
    """What the macro returns. Raises TypeError for arguments that it does not have."""
    if macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro(context.eval_ctx, *arguments, **named)
    if rest := macro.arguments[len(arguments) :]:
        arguments = [*arguments, *[named.pop(name, missing) for name in rest]]
    if named:
        raise TypeError
    return macro._func(*arguments)


def unescaped(value: Any) -> str:
    """What is written of a value to which the filter `safe` is applied."""
    return value if type(value) is str else escaped(do_mark_safe(value))


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
        code["contents"] = _exported(shared) | {"_body_stream": [code["text"]], "__name__": template.name}
    module = object.__new__(TemplateModule)
    contents = vars(module)
    contents.update(code["contents"])
    if others := code["page_macros"]:
        own = template.new_context(context.get_all(), shared=True, locals=variables)
        contents.update(_exported(others(own, shared)))
    return module


def _exported(macros: Macros) -> dict[str, object]:
    return {name: macro for name, macro in macros.items() if not name.startswith("_")}
