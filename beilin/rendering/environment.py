"""The Jinja environment: strict, escaping, and without anything that reads beyond its arguments."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from beilin.problems.problem import Problem
from beilin.rendering.asset_use import AssetUse, asset_use, only_writes_assets
from beilin.rendering.cached_parts import CacheTag
from beilin.rendering.compiled import CompiledTemplates
from beilin.rendering.dependencies import TemplateDependencies
from beilin.rendering.extra_use import uses_extra
from beilin.rendering.filters import FILTERS
from beilin.rendering.page_environment import PageEnvironment
from beilin.rendering.theme import Template

# These would make two renderings of one page differ.
_IMPURE_GLOBALS = ("lipsum",)
_IMPURE_FILTERS = ("random",)


def make_environment(templates: Mapping[str, Template]) -> PageEnvironment:
    """The environment that knows exactly these templates."""

    def load(name: str) -> tuple[str, str, None] | None:
        template = templates.get(name)
        return (template.source, template.file, None) if template else None

    environment = PageEnvironment(
        loader=jinja2.FunctionLoader(load),
        extensions=[CacheTag],
        autoescape=jinja2.select_autoescape(["html", "xml"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    for name in _IMPURE_GLOBALS:
        del environment.globals[name]
    for name in _IMPURE_FILTERS:
        del environment.filters[name]
    environment.filters.update(FILTERS)
    return environment


# The last environment of this process: compiling the templates takes longer than rendering many pages.
_last: tuple[Mapping[str, Template], PageEnvironment] | None = None


def environment_for(templates: Mapping[str, Template], compiled: Path | None = None) -> PageEnvironment:
    """The environment for these templates, made once while they stay the same.

    `compiled` is the folder of compiled templates, for rendering.
    """
    global _last
    if _last is None or (_last[0] is not templates and _last[0] != templates):
        _last = (templates, make_environment(templates))
    environment = _last[1]
    if compiled and environment.bytecode_cache is None:
        environment.bytecode_cache = CompiledTemplates(compiled)
        environment.direct_codes = CompiledTemplates(compiled, "direct-")
    return environment


def compile_templates(templates: Mapping[str, Template], files: Collection[str], compiled: Path) -> None:
    """Compile the templates in the files, once for all processes that are then forked from this one.

    What is wrong with one is reported where a page of it is rendered.
    """
    environment = environment_for(templates, compiled)
    shortest = {template.file: name for name, template in sorted(templates.items(), key=lambda item: -len(item[0]))}
    for file, name in shortest.items():
        if file in files:
            with suppress(Exception):  # such as SyntaxError, of more blocks in each other than Python allows
                environment.compile_direct(name)


class _Source(NamedTuple):
    """What is found in the syntax tree of one source."""

    names: Set[str]  # that it looks up
    references: Sequence[str]  # the templates that it extends, includes and imports
    uses_extra: bool
    assets: AssetUse


def template_dependencies(
    environment: PageEnvironment, templates: Mapping[str, Template], names: Iterable[str]
) -> tuple[dict[str, TemplateDependencies], list[Problem]]:
    """The dependencies of each named template, and what is wrong with the sources: their syntax, names chosen at run
    time, names of templates that do not exist."""
    problems: dict[str, Problem] = {}
    # Each source is parsed once, however many templates are built on it: parsing costs more than rendering many pages.
    parsed: dict[str, _Source] = {}

    def parse(name: str, template: Template) -> _Source:
        try:
            parts, looked_up = environment.parse_and_name(template.source, name, template.file)
        except jinja2.TemplateSyntaxError as error:
            problems[name] = syntax_problem(error, template)
            return _Source(frozenset(), (), uses_extra=False, assets=AssetUse())
        except RecursionError:
            message = "the template is nested too deeply"
            problems[name] = Problem("template-syntax", message, template.file, hint="Reduce the nesting.")
            return _Source(frozenset(), (), uses_extra=False, assets=AssetUse())
        references, faults = _references(parts, template, templates)
        problems.update((f"{name} {fault.line}", fault) for fault in faults)
        return _Source(looked_up, references, uses_extra(parts), asset_use(parts[0]))

    dependencies: dict[str, TemplateDependencies] = {}
    for name in sorted(names):
        sources: dict[str, Template | None] = {}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in sources:
                continue
            template = sources[current] = templates.get(current)
            if template is not None:
                if current not in parsed:
                    parsed[current] = parse(current, template)
                waiting += parsed[current].references
        present = {part: template for part, template in sorted(sources.items()) if template}
        dependencies[name] = TemplateDependencies(
            digest=_digest_of(sources),
            names=frozenset().union(*(parsed[part].names for part in present)),
            files=tuple(template.file for template in present.values()),
            uses_extra=any(parsed[part].uses_extra for part in present),
            writes_assets=only_writes_assets(parsed[part].assets for part in present),
        )
    return dependencies, list(problems.values())


def _digest_of(sources: Mapping[str, Template | None]) -> str:
    digest = hashlib.sha256()
    for part, template in sorted(sources.items()):
        text = template.source if template else ""
        digest.update(f"{part}\0{len(text)}\0{text}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()


def syntax_problem(error: jinja2.TemplateSyntaxError, template: Template) -> Problem:
    """The problem that a syntax error in the template is."""
    return Problem("template-syntax", error.message or "syntax error", template.file, error.lineno,
                   hint="Correct the template.", source=_line(template.source, error.lineno))  # fmt: skip


def _line(source: str, number: int) -> str:
    lines = source.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _references(
    parts: Iterable[nodes.Node], template: Template, templates: Mapping[str, Template]
) -> tuple[list[str], list[Problem]]:
    """The templates that these nodes extend, include or import, and what is wrong with their names."""
    found: list[str] = []
    problems = []
    for node in parts:
        if not isinstance(node, (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            continue
        names = _constant_names(node.template)
        fault = ""
        if names is None:
            fault = "the name of the template is chosen at run time, so what the page depends on is not known"
        elif not (set(names) & templates.keys()) and not (isinstance(node, nodes.Include) and node.ignore_missing):
            fault = f"there is no template {names[0]!r}"
        if fault:
            hint, source = "Write the name of a template.", _line(template.source, node.lineno)
            problems.append(Problem("template-name", fault, template.file, node.lineno, hint=hint, source=source))
        found += names or []
    return found, problems


def _constant_names(node: nodes.Expr) -> list[str] | None:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, (nodes.List, nodes.Tuple)):
        names = [_constant_names(item) for item in node.items]
        return None if any(name is None for name in names) else [name for group in names if group for name in group]
    return None
