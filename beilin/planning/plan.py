"""The whole plan: every page of the site, each address used once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from beilin.config import Config
from beilin.model import Record, StaticFile
from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.article_pages import article_pages, standalone_pages
from beilin.planning.article_views import ArticleViews
from beilin.planning.changed import Changed, Only
from beilin.planning.feeds import feed_pages, machine_pages
from beilin.planning.links import Targets, dead_references
from beilin.planning.page import Page, SiteContext
from beilin.planning.redirects import redirect_pages
from beilin.planning.wiki import WikiTargets
from beilin.problems.problem import Problem
from beilin.reading.files import PARTS
from beilin.text.slugs import collision_key

if TYPE_CHECKING:
    from beilin.planning.survey import Survey


@dataclass(frozen=True, slots=True)
class Plan:
    """All pages to be, and what is wrong with the plan."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def plan_site(
    found: Survey, views: ArticleViews, targets: Targets, files: Sequence[StaticFile], digests: Mapping[str, str]
) -> Plan:
    """Every page of the site.

    `views` are those of the archive's articles, `targets` what they may refer to. `files` are published as they are,
    and `digests` are those of the Markdown files' bytes. An address with two claimants is an error that names both.
    """
    archive, scene = found.archive, found.scene
    pages = list(_pages(archive, scene, found, views, targets, digests, None))
    redirects, problems = redirect_pages(archive, scene, None)
    pages += [*redirects, *machine_pages(archive, scene, pages)]
    outputs = {page.output for page in pages}.union(file.output for file in files)
    for record in (*archive.articles, *archive.pages, *targets.parts.values()):
        problems += dead_references(record, targets, outputs)
    claims = [
        *(_Claim(page.output, page.origin, page.line) for page in pages if page.is_for_readers),
        *(_Claim(file.output, file.source) for file in files),
        *(_Claim(page.output, page.origin, page.line) for page in redirects),
    ]
    problems += _clashes(claims)
    return Plan(tuple(pages), tuple(problems))


def plan_changed(
    archive: Archive, scene: SiteContext, found: Survey | None, views: ArticleViews, targets: Targets,
    digests: Mapping[str, str], only: Changed, outputs: Container[str],
) -> Plan:  # fmt: skip
    """The pages that may be others now that nothing but `only` has changed, and the problems of its files.

    `found` is known of the archive as it was, and holds for it as it is; it may be None where no view is another.
    `outputs` are all that the whole plan has.
    """
    redirects, problems = redirect_pages(archive, scene, only)
    pages = (*_pages(archive, scene, found, views, targets, digests, only), *redirects)
    articles = [archive.articles[position] for position in sorted(only.positions)]
    shown = [*articles, *(one for one in [*archive.pages, *targets.parts.values()] if one.summary.path in only.files)]
    for record in shown:
        problems += dead_references(record, targets, outputs)
    return Plan(pages, tuple(problem for problem in problems if problem.file in only.files))


def _pages(
    archive: Archive, scene: SiteContext, found: Survey | None, views: ArticleViews, targets: Targets,
    digests: Mapping[str, str], only: Only,
) -> Iterator[Page]:  # fmt: skip
    """All pages but those that lead on, and those for programs that list the others."""
    if only is None or only.views:
        assert found
        # Imported here: where only a body has changed no list is planned, and a command would wait for their views.
        from beilin.planning.lists import pages_of_lists

        yield from pages_of_lists(found, views, only)
    yield from article_pages(archive, scene, views, targets, digests, only)
    yield from standalone_pages(archive, scene, views, targets, only)
    yield from feed_pages(archive, scene, views, targets, only)


def targets_of(config: Config, archive: Archive, files: Sequence[StaticFile], records: Mapping[str, Record]) -> Targets:
    """What references in the archive may point to. `records` are all Markdown files by path."""
    summaries = {record.summary.path: record.summary for record in (*archive.articles, *archive.pages)}
    shown = {record.summary.path: addresses.article_address(config, record.summary) for record in archive.articles}
    for page in archive.pages:
        shown[page.summary.path] = addresses.page_address(page.summary.path, page.summary.slug)
    parts = {path: record for path, record in records.items() if path.startswith(PARTS)}
    hidden = records.keys() - shown.keys() - parts.keys()
    return Targets(
        articles=shown,
        hidden=hidden,
        files={file.source: "/" + file.output for file in files},
        parts=parts,
        images={"/" + file.output: file.image for file in files if file.image},
        wiki=WikiTargets(summaries, shown, [records[path].summary for path in sorted(hidden)]),
    )


class _Claim(NamedTuple):
    """An output path, and what asks for it."""

    output: str
    origin: str
    line: int | None = None

    @property
    def is_by_file(self) -> bool:
        return "/" in self.origin and " " not in self.origin

    def __str__(self) -> str:
        return f"{self.origin}:{self.line}" if self.line else self.origin


def _clashes(claims: Iterable[_Claim]) -> list[Problem]:
    """An error for each two claims on one output path, or on a path inside another's file."""
    problems = []
    owners: dict[str, _Claim] = {}
    for claim in claims:
        key = collision_key(claim.output)
        if key in owners:
            problems.append(_clash(owners[key], claim))
        else:
            owners[key] = claim
    for key, claim in owners.items():
        folder = key
        while (folder := folder.rpartition("/")[0]) != "":
            if folder in owners:
                problems.append(_clash(owners[folder], claim))
    return problems


def _clash(first: _Claim, second: _Claim) -> Problem:
    address = addresses.address_of(second.output)
    message = f"the address {address} is claimed twice: by {first} and by {second}"
    hint = "Take the alias out, or write another." if second.line else "Give one of them another slug or name."
    return Problem("address-clash", message, second.origin if second.is_by_file else "", second.line, hint=hint)
