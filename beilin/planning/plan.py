"""The whole plan: every page of the site, each address used once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from beilin.model import Problem, Record, StaticFile
from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.article_pages import article_pages, own_pages
from beilin.planning.article_views import article_views
from beilin.planning.feeds import feed_pages, machine_pages
from beilin.planning.links import Targets, dead_addresses, resolve
from beilin.planning.list_pages import home_pages, people_pages, tag_pages, year_pages
from beilin.planning.page import Page, Scene
from beilin.text.slugs import collision_key


@dataclass(frozen=True, slots=True)
class Plan:
    """All pages to be, and what is wrong with the plan."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def plan_site(
    archive: Archive,
    scene: Scene,
    files: Sequence[StaticFile],
    records: Mapping[str, Record],
    sources: Mapping[str, str],
) -> Plan:
    """Every page of the site.

    `files` are published as they are; `records` are all Markdown files by path, hidden ones too, and `sources` the
    digests of their bytes. An address with two claimants is an error that names both.
    """
    shown = [*archive.articles, *archive.pages]
    targets = _targets(archive, files, records)
    resolved = [(record.summary.path, resolve(record, targets, scene.config.base_path)) for record in shown]
    links = {path: urls for path, (urls, _) in resolved}
    whole = {record.summary.path: resolve(record, targets, scene.config.base_url)[0] for record in archive.articles}
    views = article_views(archive, scene.config)
    pages = [
        *home_pages(scene, views),
        *tag_pages(archive, scene, views),
        *year_pages(archive, scene, views),
        *people_pages(archive, scene, views),
        *article_pages(archive, scene, views, links, sources),
        *own_pages(archive, scene, links),
        *feed_pages(archive, scene, views, whole),
    ]
    pages += machine_pages(archive, scene, pages)
    outputs = {page.output for page in pages}.union(file.output for file in files)
    problems = [problem for _, (_, found) in resolved for problem in found]
    problems += [problem for record in shown for problem in dead_addresses(record, outputs)]
    problems += _clashes(
        [*((page.output, page.origin) for page in pages), *((file.output, file.source) for file in files)]
    )
    return Plan(tuple(pages), tuple(problems))


def _targets(archive: Archive, files: Sequence[StaticFile], records: Mapping[str, Record]) -> Targets:
    shown = {record.summary.path: addresses.article_address(record.summary.slug) for record in archive.articles}
    for page in archive.pages:
        shown[page.summary.path] = addresses.page_address(page.summary.path, page.summary.slug)
    return Targets(
        articles=shown,
        hidden=records.keys() - shown.keys(),
        files={file.source: "/" + file.output for file in files},
    )


def _clashes(claims: Iterable[tuple[str, str]]) -> list[Problem]:
    """An error for each two claims on one output path, or on a path inside another's file."""
    problems = []
    owners: dict[str, tuple[str, str]] = {}
    for output, origin in claims:
        key = collision_key(output)
        if key in owners:
            problems.append(_clash(output, owners[key][1], origin))
        else:
            owners[key] = (output, origin)
    for key, (output, origin) in owners.items():
        folder = key
        while (folder := folder.rpartition("/")[0]) != "":
            if folder in owners:
                problems.append(_clash(output, owners[folder][1], origin))
    return problems


def _clash(output: str, first: str, second: str) -> Problem:
    address = "/" + output.removesuffix("index.html")
    message = f"the address {address} is claimed twice: by {first} and by {second}"
    return Problem(
        "error",
        message,
        second if "/" in second and " " not in second else "",
        hint="Give one of them another slug or name.",
    )
