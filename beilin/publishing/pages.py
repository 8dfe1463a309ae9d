"""Many pages at once, in any process: rendered and put into the staging folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from beilin.files.snapshot import file_digest
from beilin.planning.page import Page
from beilin.problems.problem import Problem
from beilin.publishing.publish import Made, Wanted
from beilin.publishing.staging_folder import write_staged
from beilin.reading.bodies import BodySource
from beilin.rendering.dependencies import TemplateDependencies
from beilin.rendering.keys import render_key
from beilin.rendering.pages import render_planned
from beilin.rendering.theme import Template


@dataclass(frozen=True, slots=True)
class PageJob:
    """What rendering and staging the pages of one build needs. A forked process has it without a copy."""

    root: Path
    output: Path
    salt: str
    pages: Sequence[Page]
    facts: Mapping[str, TemplateDependencies]
    templates: Mapping[str, Template]
    bodies: BodySource
    compiled: Path  # the folder of compiled templates
    present: Mapping[str, str]  # the files that lie in the output folder


def make_pages(job: PageJob, wanted: Sequence[Wanted]) -> list[Made]:
    """Render each wanted page and stage it where the output has other bytes. Raises OSError, InputChangedError."""
    made = []
    for number, known_key in wanted:
        page = job.pages[number]
        facts = job.facts[page.template]
        values = page.values(facts.names)
        key = known_key or render_key(job.salt, facts, values)
        result = render_planned(job.root, page.template, values, job.templates, job.bodies.get, job.compiled)
        if isinstance(result, Problem):
            made.append(Made(number, key, "", False, result))
            continue
        digest = hashlib.sha256(result).hexdigest()
        has_it = page.output in job.present and file_digest(f"{job.output}/{page.output}") == digest
        if not has_it:
            write_staged(job.output, page.output, result)
        made.append(Made(number, key, digest, not has_it, None))
    return made
