"""What a page is made of, why the last build did or did not render it, and what a source file is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from beilin.building.inputs import LastRead, read_everything, reader_for, with_images
from beilin.building.options import BuildOptions, Reporting, output_folder
from beilin.building.plan import plan_everything
from beilin.building.remembered import Remembered, with_remembered
from beilin.building.render_pages import keyed
from beilin.building.snapshots import take_snapshots
from beilin.config import Config, read_config
from beilin.explaining.content import explain_content, explain_unread, files_including
from beilin.explaining.near import known_names, near_names
from beilin.explaining.search import explain_index_file
from beilin.explaining.site import Site
from beilin.explaining.theme import explain_named_theme_file, explain_theme_file
from beilin.layout import CONTENT, theme_places
from beilin.parallel.executor import Workers
from beilin.planning.addresses import output_path
from beilin.planning.page import Page
from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.staging import Staging
from beilin.publishing.state import Output
from beilin.rendering.keys import differing_parts
from beilin.text.link_targets import own_prefix, split_target

MAX_VALUE = 100  # characters of a value that are shown


@dataclass(frozen=True, slots=True)
class Explanation:
    """Lines about each thing that a name means; none if it means nothing, or if problems prevent planning."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    near: list[str] = field(default_factory=list)  # suggestions for a name that means nothing


def explain(root: Path, options: BuildOptions, name: str) -> Explanation:
    """What `name` means: an address (with or without the base URL), an output file, a source file, or the name of a
    file in the theme."""
    config, problems = read_config(root, base_url=options.base_url)
    if config is None:
        return Explanation(problems=problems)
    return with_remembered(root, output_folder(root, options), partial(_explain, root, config, options, name))


def _explain(root: Path, config: Config, options: BuildOptions, name: str, last: Remembered) -> Explanation:
    output, workers = output_folder(root, options), Workers(options.jobs)
    seen = take_snapshots(root, output, last.state.snapshots, workers, lambda: None)
    files = LastRead(seen.sources[CONTENT], last.state.files, seen.changed)
    inputs = read_everything(reader_for(root, config, workers), config, options, files, Reporting())
    if has_errors(inputs.problems):
        return Explanation(problems=list(inputs.problems))
    inputs = with_images(inputs, workers, Reporting())
    planned = plan_everything(inputs)
    if has_errors(planned.problems):
        return Explanation(problems=list(planned.problems))
    staging = last.staging(output, seen)
    site = Site(root, planned, staging)
    wanted = _meanings(name, root, output, config.base_url, config.base_path)
    wanted.update(files_including(site, wanted))
    newest = max((known.build for known in staging.known.values()), default=0)
    blocks = [explain_content(site, path) or explain_theme_file(site, path) for path in sorted(wanted)]
    blocks += [
        _explain_page(page, site, newest) for page in planned.pages if page.output in wanted or page.origin in wanted
    ]
    for file in site.inputs.files:
        if file.output in wanted or (file.source and file.source in wanted):
            if not file.source:
                blocks.append([f"{output.name}/{file.output} is empty: it keeps GitHub Pages from running Jekyll"])
                continue
            kind = "a copy of" if file.content is None else "made from"
            blocks.append([f"{output.name}/{file.output} is {kind} {file.source} (SHA-256 {file.digest[:12]}…)"])
    blocks += [explain_index_file(path, site, last.plan) for path in sorted(wanted)]
    if not any(blocks):
        blocks.append(explain_named_theme_file(site, name) or explain_unread(site, wanted))
    lines = [printable_path(line) for block in blocks if block for line in (*block, "")][:-1]
    return Explanation(lines, near=[] if lines else near_names(name, list(known_names(site))))


def _meanings(name: str, root: Path, output: Path, base_url: str, base_path: str) -> set[str]:
    """The output paths and source files that the name can mean."""
    from urllib.parse import unquote

    path = split_target(name, base_url).path.removeprefix("/") if own_prefix(name, base_url) else unquote(name)
    found = {path, output_path(path), output_path(path.rstrip("/") + "/")}
    if path.startswith(base_path):
        inside = "/" + path.removeprefix(base_path)
        found |= {output_path(inside), output_path(inside.rstrip("/") + "/")}
    for folder in (root, output):
        whole = Path(name).absolute()
        if whole.is_relative_to(folder):
            found.add(whole.relative_to(folder).as_posix())
    if path.startswith("themes/") and not (root / path).exists():
        found |= {str(place.parent / path) for place in theme_places(root)}  # of a theme outside of the archive
    return found | {path.removeprefix(f"{output.name}/")}


def _explain_page(page: Page, site: Site, newest: int) -> list[str]:
    staging, template = site.staging, site.planned.templates[page.template]
    key, values, _ = keyed(page, site.planned.basis.context, site.planned.templates)
    if page.template:
        lines = [f"{staging.output.name}/{page.output} is made for {page.origin} by the template {page.template}"]
        lines += ["  template files:", *(f"    {file}" for file in template.files), "  values that these name:"]
    else:
        lines = [f"{staging.output.name}/{page.output} is made for {page.origin} by code", "  from this value:"]
    for name in sorted(values):
        shown = repr(values[name])
        lines.append(f"    {name} = {shown if len(shown) <= MAX_VALUE else shown[:MAX_VALUE] + '…'}")
    return [*lines, *_explain_last(staging.known.get(page.output), newest), *_explain_next(page.output, key, staging)]


def _explain_last(known: Output | None, newest: int) -> list[str]:
    if known is None:
        return ["  no build has rendered it, or its state was lost"]
    if known.build == newest:
        return [f"  the last build that rendered anything (number {newest}) rendered it: {known.reason}"]
    return [
        f"  build number {known.build} rendered it: {known.reason}",
        f"  builds since then, up to number {newest}, did not: none of its template files and values had changed",
    ]


def _explain_next(path: str, key: str, staging: Staging) -> list[str]:
    known = staging.known.get(path)
    if known is None:
        return ["  the next build will render it: it is new"]
    if parts := differing_parts(known.key, key):
        return [f"  the next build will render it: these changed: {', '.join(parts)}"]
    if not staging.is_intact(path):
        return ["  the next build will render it: the output file was altered or deleted"]
    return ["  the next build will not render it"]
