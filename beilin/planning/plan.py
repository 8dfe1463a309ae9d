"""The plan: every page of the site, each address claimed once; and after an edit, only the pages that it can reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from beilin.model import StaticFile
from beilin.planning.clashes import clashes, folders_of, reserved_folders
from beilin.planning.context import Context
from beilin.planning.kinds import KINDS
from beilin.planning.kinds.declared import kind_of
from beilin.planning.kinds.redirect import REDIRECT
from beilin.planning.links import Outputs, dead_references
from beilin.planning.page import Kind, Page, page_of
from beilin.planning.reference_tokens import note_references
from beilin.planning.statements import may_be_listed, summary_for
from beilin.planning.tokens import packed
from beilin.problems.problem import Problem
from beilin.text.slugs import collision_key


class Checked(NamedTuple):
    """The references of a file that was checked for dead ones, and what the check depends on beside the file."""

    path: str
    tokens: bytes  # as those of a page (see TrackedContext)
    names: dict[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Pages, and what is wrong with the plan."""

    context: Context
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]  # that follow from the structure: clashes of addresses, missing templates
    case_twins: frozenset[str]  # as in Clashes
    checked: tuple[Checked, ...]  # every file with references


def kinds_in(context: Context) -> tuple[Kind, ...]:
    """The kinds of page that the theme has a template for or that need none, and those that it declares."""
    templates = {"", *context.site.templates}
    return (*(kind for kind in KINDS if kind.template in templates), *map(kind_of, context.site.kinds))


def plan_all(context: Context, files: Sequence[StaticFile]) -> Plan:
    """Every page of the site. `files` are published as they are. Two claims on one address are an error."""
    kinds = kinds_in(context)
    pages = [page_of(kind, id, context) for kind in kinds if not kind.is_last for id in kind.ids(context)]
    shown = (page for page in pages if page.kind.is_listed and not page.is_fallback and _may_be_listed(page, context))
    listed = sorted(page.output for page in shown if page.output.endswith("index.html"))
    context = replace(context, listed=tuple(listed))
    pages += [page_of(kind, id, context) for kind in kinds if kind.is_last for id in kind.ids(context)]
    pages = _without_needless_fallbacks(pages, files)
    found = clashes(pages, files)
    outputs = {page.output for page in pages}.union(file.output for file in files)
    return Plan(
        context=context,
        pages=tuple(pages),
        problems=(*_without_redirects(context), *found.problems),
        case_twins=found.case_twins,
        checked=check_references(
            context, (*context.archive.articles, *context.archive.pages, *context.targets.parts), outputs
        ),
    )


def _may_be_listed(page: Page, context: Context) -> bool:
    return may_be_listed(context.site.config, summary_for(page.id[0], lambda path: context.records[path].summary))


def check_references(context: Context, paths: Iterable[str], outputs: Collection[str]) -> tuple[Checked, ...]:
    """What is wrong with the references of these files. `outputs` are all paths that are planned."""
    checked = []
    planned = Outputs(outputs)
    for path in paths:
        record = context.records[path]
        if references := record.references:
            tokens: set[int] = set()
            names: dict[str, str] = {}
            note_references(references, context.targets, tokens, names)
            problems = tuple(dead_references(record, references, context.targets, planned))
            checked.append(Checked(path, packed(tokens), names, problems))
    return tuple(checked)


def _without_redirects(context: Context) -> list[Problem]:
    """A warning about the first former address, if the theme has no template for redirects."""
    if REDIRECT.template in context.site.templates:
        return []
    message = f"the theme has no {REDIRECT.template}, so no former address redirects anywhere"
    hint = "Add the template to the theme."
    pages = (page_of(REDIRECT, id, context) for id in REDIRECT.ids(context))
    first = next((page for page in pages if not page.is_fallback), None)
    return [Problem("no-redirect-template", message, first.origin, first.line, hint=hint)] if first else []


def _without_needless_fallbacks(pages: list[Page], files: Sequence[StaticFile]) -> list[Page]:
    """The pages without the fallbacks whose address something else has, or has a file or folder on the way to it."""
    if not any(page.is_fallback for page in pages):
        return pages
    taken = {collision_key(page.output) for page in pages if not page.is_fallback}
    taken |= {collision_key(file.output) for file in files}
    folders = {folder for key in taken for folder in folders_of(key)}
    taken |= {folder.removesuffix("/") for folder in reserved_folders(pages)}
    return [page for page in pages if not page.is_fallback or _is_free(collision_key(page.output), taken, folders)]


def _is_free(key: str, taken: Set[str], folders: Set[str]) -> bool:
    return key not in taken and key not in folders and taken.isdisjoint(folders_of(key))
