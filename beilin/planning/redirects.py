"""Pages at old addresses that lead to the new ones: what `aliases` ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import islice

from beilin.model import Record
from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.article_views import tag_name
from beilin.planning.changed import Changed, Only
from beilin.planning.page import TEMPLATES, Page, SiteContext
from beilin.planning.views import Redirect
from beilin.problems.problem import Problem
from beilin.reading.tags import TAGS_FILE
from beilin.text.permalinks import expand_permalink


def redirect_pages(archive: Archive, scene: SiteContext, only: Only) -> tuple[list[Page], list[Problem]]:
    """A page for each alias of what is published, and a warning where the theme has no template for them."""
    if scene.has("redirect"):
        return list(_redirects(archive, scene, only)), []
    if only is not None and not any(_of_files(archive, scene, only.positions, only)):
        return [], []  # the one warning is not about a file that changed
    # One warning for all of them, about the first.
    message = f"the theme has no {TEMPLATES['redirect']}, so no alias leads anywhere"
    hint = "Add the template to the theme."
    return [], [
        Problem("no-redirect-template", message, page.origin, page.line, hint=hint)
        for page in islice(_redirects(archive, scene, None), 1)
    ]


def _redirects(archive: Archive, scene: SiteContext, only: Only) -> Iterator[Page]:
    if only is None:
        yield from _of_articles(archive.articles, scene)
        yield from _of_pages(archive.pages, scene)
        yield from _of_tags(archive, scene)
    else:
        yield from _of_files(archive, scene, only.views, only)


def _of_files(archive: Archive, scene: SiteContext, positions: Set[int], only: Changed) -> Iterator[Page]:
    yield from _of_articles((archive.articles[position] for position in sorted(positions)), scene)
    yield from _of_pages((page for page in archive.pages if page.summary.path in only.files), scene)


def _of_articles(articles: Iterable[Record], scene: SiteContext) -> Iterator[Page]:
    patterns = scene.config.permalinks
    for record in articles:
        summary = record.summary
        if not summary.aliases and not patterns.former:
            continue
        address = addresses.article_address(scene.config, summary)
        lines: dict[str, int | None] = {
            expand_permalink(pattern, summary.slug, summary.date): None for pattern in patterns.former
        }
        lines.pop(address, None)  # an undated article may have kept its address
        for line, alias in zip(record.alias_lines, summary.aliases, strict=True):
            is_slug = not alias.startswith("/")
            lines[expand_permalink(patterns.articles, alias, summary.date) if is_slug else alias] = line
        target = _target(scene, summary.title, address, summary.language)
        for old, at in lines.items():
            yield _redirect(scene, old, target, summary.path, at, is_draft=summary.draft)


def _of_pages(pages: Iterable[Record], scene: SiteContext) -> Iterator[Page]:
    for record in pages:
        summary = record.summary
        if summary.aliases:
            address = addresses.page_address(summary.path, summary.slug)
            target = _target(scene, summary.title, address, summary.language)
            for line, alias in zip(record.alias_lines, summary.aliases, strict=True):
                old = _address(alias, lambda slug: f"/{slug}/")
                yield _redirect(scene, old, target, summary.path, line, is_draft=summary.draft)


def _of_tags(archive: Archive, scene: SiteContext) -> Iterator[Page]:
    """Tags without an article have no page to lead to."""
    language = scene.config.language
    for group in archive.tags if scene.has("tag") else ():
        if group.term:
            target = _target(scene, tag_name(group, language), addresses.tag_address(group.slug), language)
            for line, alias in zip(group.term.alias_lines, group.term.aliases, strict=True):
                yield _redirect(scene, _address(alias, addresses.tag_address), target, TAGS_FILE, line, is_draft=False)


def _address(alias: str, address_of: Callable[[str], str]) -> str:
    return alias if alias.startswith("/") else address_of(alias)


def _target(scene: SiteContext, title: str, address: str, language: str) -> Redirect:
    config = scene.config
    url = addresses.url(config.base_path, address)
    return Redirect(title, url, addresses.url(config.base_url, address), language)


def _redirect(scene: SiteContext, old: str, target: Redirect, origin: str, line: int | None, *, is_draft: bool) -> Page:
    return scene.page("redirect", old, origin, {"target": target}, is_draft=is_draft, line=line)
