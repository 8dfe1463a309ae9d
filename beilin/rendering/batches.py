"""Many pages at once, in any process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import jinja2

from beilin.model import Body, InputChangedError, Problem
from beilin.planning.page import Page
from beilin.planning.views import BodyRef, Entry, SourceRef
from beilin.rendering.environment import make_environment
from beilin.rendering.facts import TemplateFacts
from beilin.rendering.render import fill_in, render_page, values_for
from beilin.rendering.theme import Template
from beilin.workers import Workers, batches


class RenderTask(NamedTuple):
    """A page to render, with all that its template is given."""

    output: str
    template: str
    values: Mapping[str, object]


def render_pages(
    root: Path, pages: Sequence[Page], facts: Mapping[str, TemplateFacts], templates: Mapping[str, Template],
    load_bodies: Callable[[Collection[str]], Mapping[str, Body]], workers: Workers,
    progress: Callable[[int, int], None],
) -> Iterator[tuple[str, bytes | Problem]]:  # fmt: skip
    """The output path of each page with the page as UTF-8, or with its problem.

    `load_bodies` gives bodies by their digests. Raises InputChangedError where a source text is not as it was read.
    """
    done = 0
    for answers in workers.map(partial(_render_batch, templates), _tasks(root, pages, facts, load_bodies), len(pages)):
        yield from answers
        done += len(answers)
        progress(done, len(pages))


def _tasks(
    root: Path, pages: Sequence[Page], facts: Mapping[str, TemplateFacts],
    load_bodies: Callable[[Collection[str]], Mapping[str, Body]],
) -> Iterator[list[RenderTask]]:  # fmt: skip
    for batch in batches(pages):
        views = [values_for(facts[page.template], page.view) for page in batch]
        bodies = load_bodies({digest for view in views for digest in _bodies_of(view)})
        sources = {
            ref.path: _source(root, ref) for view in views for ref in view.values() if isinstance(ref, SourceRef)
        }
        yield [
            RenderTask(
                page.output, page.template, {name: fill_in(value, bodies, sources) for name, value in view.items()}
            )
            for page, view in zip(batch, views, strict=True)
        ]


def _bodies_of(view: Mapping[str, object]) -> Iterator[str]:
    for value in view.values():
        for item in value if isinstance(value, tuple) else (value,):
            body = item.body if isinstance(item, Entry) else item
            if isinstance(body, BodyRef):
                yield body.digest


def _source(root: Path, ref: SourceRef) -> str:
    try:
        data = (root / ref.path).read_bytes()
    except OSError:
        raise InputChangedError(ref.path) from None
    if hashlib.sha256(data).hexdigest() != ref.digest:
        raise InputChangedError(ref.path)
    return data.decode("utf-8-sig")


def _render_batch(templates: Mapping[str, Template], tasks: Sequence[RenderTask]) -> list[tuple[str, bytes | Problem]]:
    environment = environment_for(templates)
    return [(task.output, render_page(environment, templates, task.template, task.values)) for task in tasks]


# The last environment of this process: compiling the templates takes longer than rendering many a page.
_last: tuple[Mapping[str, Template], jinja2.Environment] | None = None


def environment_for(templates: Mapping[str, Template]) -> jinja2.Environment:
    """The environment for these templates, made once as long as they stay the same."""
    global _last
    if _last is None or _last[0] != templates:
        _last = (templates, make_environment(templates))
    return _last[1]
