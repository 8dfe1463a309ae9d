"""What a build plans: everything, or only the pages that an edit can reach."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from beilin.building.basis import PlanInputs
from beilin.building.compiled_templates import compiled_templates
from beilin.building.inputs import Inputs
from beilin.building.options import BuildOptions, UnpublishableError
from beilin.building.reading_path import with_reading_path
from beilin.building.recall import last_basis
from beilin.building.remembered import Remembered
from beilin.building.unpublished_files import without_unpublished_files
from beilin.layout import ARTICLES, PAGES, PARTS
from beilin.model import Record
from beilin.planning.archive import gather
from beilin.planning.article_views import ArticleViews
from beilin.planning.context import Context
from beilin.planning.link_graph import link_graph, link_tokens, linking_paths
from beilin.planning.link_states import outside_tokens
from beilin.planning.page import Page, page_of
from beilin.planning.plan import Checked, check_references, kinds_in, plan_all
from beilin.planning.targets import targets_of
from beilin.planning.tokens import body_token, sketch_token, view_token
from beilin.problems.problem import has_errors
from beilin.publishing.packed_state import Problems
from beilin.publishing.state import INDEX, Dependencies, LastPlan, Output
from beilin.reading.file_rows import record_of
from beilin.reading.withheld import count_withheld
from beilin.reading.withheld_names import UNPUBLISHED
from beilin.rendering.dependencies import TemplateDependencies

# The kind of those rows of dependencies that belong to the check of a file's references; their path begins with ":".
# No kind of page has a colon in its name, not even one that a theme declares.
REFERENCES = ":references"


@dataclass(frozen=True, slots=True)
class Planned:
    """What this build renders unless it is fresh, and what is wrong with the archive."""

    key: str  # of everything that decides which pages exist
    basis: PlanInputs
    pages: Sequence[Page]
    templates: dict[str, TemplateDependencies]  # that the pages are made by
    problems: Problems
    checks: dict[str, Dependencies]  # what the checks of references depend on, by the path of the row
    outputs: Set[str]  # of the whole plan; empty if this is not all of it
    drafts: tuple[str, ...]  # output paths of all pages that show drafts
    count: int  # of all pages
    is_whole: bool  # whether everything was planned; if not, the rest is as it was
    withheld: Mapping[str, int]  # the number of files under content/ that are not published, by kind
    # If not everything was planned: the Markdown files whose body may show something different now.
    checked: Set[str] = frozenset()
    has_new_links: bool = False  # likewise: whether other files link to a file now
    case_twins: Set[str] = frozenset()  # as in Clashes, if everything was planned


def plan(inputs: Inputs, last: Remembered, options: BuildOptions) -> Planned:
    """What this build has to plan. Raises UnpublishableError if the archive has errors."""
    # Which articles the outdated exports lack is not known.
    has_outdated = last.plan is not None and bool(last.plan.outdated) and not options.keeps_exports
    planned = None if has_outdated else replan(inputs, last)
    planned = planned or plan_everything(inputs, last.basis)
    if has_errors(planned.problems):
        raise UnpublishableError(planned.problems, inputs.content, inputs.config.base_path)
    return planned


def plan_everything(inputs: Inputs, last: PlanInputs | None = None) -> Planned:
    """The whole plan. What the `last` one was made from is used again as far as it is the same."""
    from beilin.rendering.kept_dependencies import dependencies_of
    from beilin.rendering.written import OF_CODE

    basis = basis_of(inputs, last)
    if has_errors(basis.problems):
        problems = Problems(inputs.problems, basis.problems)
        return Planned(inputs.key, basis, (), {}, problems, {}, frozenset(), (), 0, True, {})
    plan = plan_all(basis.context, basis.inputs.files)
    templates = inputs.theme.templates
    used = {page.template for page in plan.pages}
    dependencies, faults = dependencies_of(templates, used - {""}, compiled_templates(inputs.root))
    if "" in used:
        dependencies[""] = OF_CODE
    references = tuple(problem for checked in plan.checked for problem in checked.problems)
    return Planned(
        key=inputs.key,
        basis=replace(basis, context=plan.context),
        pages=plan.pages,
        templates=dependencies,
        problems=Problems(inputs.problems, (*basis.problems, *plan.problems, *faults), references),
        checks=dict(_row_of(checked) for checked in plan.checked if checked.tokens or checked.names),
        outputs=frozenset(page.output for page in plan.pages) | {file.output for file in basis.inputs.files},
        drafts=tuple(page.output for page in plan.pages if page.is_draft),
        count=len(plan.pages),
        is_whole=True,
        withheld=count_withheld(basis.inputs.content.withheld or ()),
        case_twins=plan.case_twins,
    )


def basis_of(inputs: Inputs, last: PlanInputs | None = None) -> PlanInputs:
    """The archive's structure and everything else that pages are made from, and what is wrong with it."""
    rows, before = inputs.content.rows, last.inputs.content.rows if last else {}

    def records_in(folder: str) -> dict[str, Record]:
        records = {}
        for path, row in rows.items():
            if row.record and path.startswith(folder):
                is_same = last is not None and before.get(path) is row
                records[path] = last.context.records[path] if last and is_same else record_of(row)
        return records

    articles, pages, parts = map(records_in, (ARTICLES, PAGES, PARTS))
    authority, of_tags = inputs.authority
    archive, problems = gather(
        articles.values(),
        pages.values(),
        authority,
        today=inputs.today,
        drafts=inputs.drafts,
        language=inputs.config.language,
    )
    if has_errors(of_tags):  # then it is not known which tags there are
        problems = [problem for problem in problems if problem.code not in ("no-authority", "unknown-tag")]
    archive, of_path = with_reading_path(archive, inputs, articles)
    records = {**articles, **pages, **parts}
    targets = targets_of(inputs.config, archive, inputs.files, records)
    published = without_unpublished_files(inputs, records, targets)
    if published is not inputs:
        inputs, targets = published, targets_of(inputs.config, archive, published.files, records)
    context = Context(
        site=inputs.site,
        archive=archive,
        records=records,
        targets=targets,
        views=ArticleViews(archive, records, inputs.config, last.context.views if last else None),
        digests={path: rows[path].digest for path in records},
        links=link_graph(records, linking_paths(archive, targets), targets),
        imports=inputs.imports,
        histories=inputs.histories,
    )
    return PlanInputs(inputs, context, (*of_tags, *problems, *of_path, *inputs.moved[1], *inputs.data[1]))


def _withheld_again(inputs: Inputs, plan: LastPlan) -> Mapping[str, int]:
    """The number of withheld files by kind; what only unpublished Markdown shows is as it was."""
    if inputs.content.withheld is None:
        return plan.withheld
    of_unpublished = plan.withheld.get(UNPUBLISHED, 0)
    return count_withheld(inputs.content.withheld) | ({UNPUBLISHED: of_unpublished} if of_unpublished else {})


def replan(inputs: Inputs, last: Remembered) -> Planned | None:
    """Only the pages that depend on the edited files; None if everything must be planned.

    The rest of the plan is that of the last build. It must have been made from the same structure, and its output must
    be whole.
    """
    plan = last.plan
    basis = last_basis(last, inputs) if plan and inputs.edited is not None else None
    if plan is None or inputs.edited is None or basis is None:
        return None
    rows, before = inputs.content.rows, last.state.files
    fresh = {path: record_of(rows[path]) for path in inputs.edited if rows[path].digest != before[path].digest}
    context = basis.context.changed(fresh, {path: rows[path].digest for path in fresh})
    records = basis.context.records  # as they were
    displayed = [path for path, record in fresh.items() if record.summary != records[path].summary]
    sketched = [path for path, record in fresh.items() if record.sketch != records[path].sketch]
    tokens = {*map(body_token, fresh), *map(view_token, displayed), *map(sketch_token, sketched)}
    links, parts = inputs.site.links, context.targets.parts
    for record in (*(records[path] for path in fresh), *fresh.values()):
        tokens |= link_tokens(record, context.targets)
        if links.reported:
            tokens |= outside_tokens(record, parts, links)
    dependents = _affected_rows(last, context, tokens, is_displayed=bool(displayed))
    kinds = {kind.name: kind for kind in kinds_in(context)}
    checked = {*inputs.edited, *(path[1:] for path, (kind, _) in dependents.items() if kind == REFERENCES)}
    published = (path for path in sorted(checked) if path in context.targets.articles or path in context.targets.parts)
    checks = check_references(context, published, _WithoutIndex(last.state.outputs))
    references = [problem for problem in last.problems.references if problem.file not in checked]
    references += (problem for check in checks for problem in check.problems)
    return Planned(
        key=plan.key,
        basis=replace(basis, context=context),
        pages=[page_of(kinds[kind], _decode_id(id), context) for kind, id in dependents.values() if kind in kinds],
        templates=last.templates,
        problems=Problems(inputs.problems, last.problems.structure, tuple(references)),
        checks=dict(map(_row_of, checks)),
        outputs=frozenset(),
        drafts=plan.drafts,
        count=plan.pages,
        is_whole=False,
        withheld=_withheld_again(inputs, plan),
        checked=checked,
        has_new_links=context.links is not basis.context.links,
    )


class _WithoutIndex(Collection[str]):
    """The outputs but for the files of the search's index, which are not known yet when a whole plan is checked."""

    def __init__(self, outputs: Mapping[str, Output]) -> None:
        self._outputs = outputs

    def __contains__(self, path: object) -> bool:
        output = self._outputs.get(path) if isinstance(path, str) else None
        return output is not None and output.key != INDEX

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    @cached_property
    def _paths(self) -> list[str]:
        return [path for path, output in self._outputs.items() if output.key != INDEX]


_decode_id = msgspec.msgpack.Decoder(tuple[str | int | None, ...]).decode


def _affected_rows(
    last: Remembered, context: Context, tokens: Set[int], *, is_displayed: bool
) -> dict[str, tuple[str, bytes]]:
    """(kind, id) of the rows of dependencies that have one of the tokens, or a link by name that leads elsewhere now.

    Names can lead elsewhere only if something displayed was edited, such as a title.
    """
    rows = {path: (kind, id) for path, kind, id in last.file.dependents(tokens)}
    if is_displayed:
        digests: dict[str, str] = {}
        for path, kind, id, names in last.file.linking_by_name():
            for name, digest in names.items():
                if name not in digests:
                    digests[name] = context.targets.wiki.answer_digest(name)
                # A name without a meaning has a hint that depends on all others.
                if digests[name] != digest or not digest:
                    rows[path] = (kind, id)
    return rows


def _row_of(checked: Checked) -> tuple[str, Dependencies]:
    """The row of dependencies of the check of a file's references."""
    names = msgspec.msgpack.encode(checked.names) if checked.names else b""
    return f":{checked.path}", Dependencies(REFERENCES, b"", checked.tokens, names)
