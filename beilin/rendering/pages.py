"""Planned pages → bytes, in any process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import jinja2

from beilin.model import Body, InputChangedError
from beilin.planning.views import SourceRef
from beilin.problems.problem import Problem
from beilin.rendering.compiled import CompiledTemplates
from beilin.rendering.environment import make_environment
from beilin.rendering.render import fill_in, render_page
from beilin.rendering.theme import Template


def render_planned(
    root: Path, template: str, values: Mapping[str, object], templates: Mapping[str, Template],
    body_of: Callable[[str, str], Body], compiled: Path,
) -> bytes | Problem:  # fmt: skip
    """The page as UTF-8, or its problem.

    `values` are those that were hashed, and no others; `body_of` gives the body of a Markdown file that has a digest;
    `compiled` is the folder of compiled templates.
    Raises InputChangedError where a source is no longer as it was read.
    """
    filled = {name: fill_in(value, body_of, lambda ref: _source(root, ref)) for name, value in values.items()}
    return render_page(environment_for(templates, compiled), templates, template, filled)


def _source(root: Path, ref: SourceRef) -> str:
    try:
        with open(f"{root}/{ref.path}", "rb", buffering=0) as file:
            data = file.read()
    except OSError:
        raise InputChangedError(ref.path) from None
    if hashlib.sha256(data).hexdigest() != ref.digest:
        raise InputChangedError(ref.path)
    return data.decode("utf-8-sig")


# The last environment of this process: compiling the templates takes longer than rendering many a page.
_last: tuple[Mapping[str, Template], jinja2.Environment] | None = None


def environment_for(templates: Mapping[str, Template], compiled: Path | None = None) -> jinja2.Environment:
    """The environment for these templates, made once as long as they stay the same.

    `compiled` is the folder of compiled templates, for who renders.
    """
    global _last
    if _last is None or (_last[0] is not templates and _last[0] != templates):
        _last = (templates, make_environment(templates))
    environment = _last[1]
    if compiled and environment.bytecode_cache is None:
        environment.bytecode_cache = CompiledTemplates(compiled)
    return environment
