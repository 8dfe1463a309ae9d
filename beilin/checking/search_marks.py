"""Whether the pages of articles mark their text for the search."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from beilin.building.compiled_templates import compiled_templates
from beilin.building.plan import Planned
from beilin.building.render_pages import keyed
from beilin.model import Body
from beilin.problems.problem import Problem
from beilin.rendering.render import render

MARK = "data-search-text"  # docs/themes.md
_TEMPLATE = "article.html"


def unmarked_texts(root: Path, planned: Planned) -> Iterator[Problem]:
    """A warning if the theme has the search, and no element of an article's page is marked as its text.

    One article's page is rendered, without its body, in which no such mark can be. A template that fails is
    reported by the build.
    """
    context = planned.basis.context
    page = next((page for page in planned.pages if page.template == _TEMPLATE), None)
    if page is None or not context.site.view.search or page.template not in planned.templates:
        return
    templates = planned.basis.inputs.theme.templates
    _, values, _ = keyed(page, context, planned.templates)
    html = render(root, page.template, values, templates, lambda _path, _digest: Body(""), compiled_templates(root))
    if isinstance(html, bytes) and not _has_mark(html.decode()):
        message = f"no element of an article's page has the attribute {MARK}, so the search can show titles only"
        hint = f"Put it on the element that holds the body: <div {MARK}>{{{{ body | safe }}}}</div>."
        yield Problem("unmarked-text", message, templates[page.template].file, hint=hint)


def _has_mark(html: str) -> bool:
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder.is_found


class _Finder(HTMLParser):
    """Finds an element with the mark."""

    is_found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.is_found |= any(name == MARK for name, _ in attrs)
