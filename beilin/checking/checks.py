"""What only the whole archive shows: articles that are hard to find, titles and tags that wait for an editor.

A further check is a function here, a line in CHECKS, and the code of its problems in problems/kinds.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from beilin.building.plan import Planned
from beilin.layout import TAGS_FILE
from beilin.model import Record, Reference
from beilin.planning.targets import Targets, destination_of
from beilin.planning.wiki import linked_name
from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem
from beilin.reading.withheld import HOW_TO_PUBLISH
from beilin.reading.withheld_names import REASONS


def unlisted(planned: Planned) -> Iterator[Problem]:
    """A warning for each published article that readers can find only by its date.

    Every published article is on the home pages and under its year, or under /undated/. One without a tag, a series and
    a link from another page is on no list that a reader would look through. Drafts, expired and scheduled articles are
    not meant to be found.
    """
    context = planned.basis.context
    archive, records, targets = context.archive, context.records, context.targets
    in_series = {position for position, (group, _) in context.series_places.items() if len(group.members) > 1}
    linked: set[str] = set()
    for path in (*archive.articles, *archive.pages, *targets.parts):
        linked |= _linked_from(records[path], targets) - {path}
    for position, path in enumerate(archive.articles):
        if not archive.tags_of[position] and position not in in_series and path not in linked:
            message = "the article has no tag and no series, and nothing links to it"
            yield Problem("unlisted", message, path, 1, hint="Give it a tag, or link to it from another article.")


def _linked_from(record: Record, targets: Targets) -> set[str]:
    """The Markdown files that the file links to."""
    paths = set()
    for reference in record.references:
        if reference.kind == "wiki":
            paths |= {summary.path for summary in targets.wiki.find(linked_name(reference))}
        elif reference.kind == "path":
            paths.add(destination_of(record.summary.path, reference, targets).file)
    return paths


def withdrawn_links(planned: Planned) -> Iterator[Problem]:
    """A note for each link to a withdrawn article. It works, and an old text may well keep it."""
    context = planned.basis.context
    archive, records, targets = context.archive, context.records, context.targets
    for path in (*archive.articles, *archive.pages, *targets.parts) if targets.tombstones else ():
        for reference in records[path].references:
            if (target := _file_linked_to(path, reference, targets)) in targets.tombstones:
                day = targets.hidden[target].day
                written = f"[[{reference.target}]]" if reference.kind == "wiki" else reference.target
                message = f"the link {written!r} leads to an article that was withdrawn on {day}"
                hint = "It leads to the notice there. Remove the link, or let it lead elsewhere, if you mean to."
                yield Problem("withdrawn-target", message, path, reference.line, hint=hint, target=target)


def _file_linked_to(path: str, reference: Reference, targets: Targets) -> str:
    """The Markdown file that the reference of the file at `path` leads to; "" for none or several."""
    if reference.kind == "wiki":
        matches = targets.wiki.find(linked_name(reference))
        return matches[0].path if len(matches) == 1 else ""
    return destination_of(path, reference, targets).file if reference.kind == "path" else ""


def proposed_titles(planned: Planned) -> Iterator[Problem]:
    """A note for each published article whose title the importer proposed and nobody has confirmed."""
    context = planned.basis.context
    for path in context.archive.articles:
        summary = context.records[path].summary
        if summary.title_proposed:
            message = f"the title {summary.title!r} was proposed by the import, and nobody has confirmed it"
            hint = "Review it, then remove the line `title_proposed: true`."
            yield Problem("proposed-title", message, path, 1, hint=hint)


def unused_tags(planned: Planned) -> Iterator[Problem]:
    """A note for each term of the authority that no article has, drafts and scheduled articles included."""
    inputs, records = planned.basis.inputs, planned.basis.context.records
    authority, lines = inputs.authority[0], inputs.tags.decode(errors="replace").splitlines()
    tags = {tag for record in records.values() for tag in record.summary.tags}
    used = {term.term for tag in tags if (term := authority.find(tag))}
    for term in authority.terms:
        if term.term not in used:
            key = re.compile(rf"[\"']?{re.escape(term.term)}[\"']?\s*:")
            line = next((number for number, text in enumerate(lines, 1) if key.match(text)), None)
            hint = "Remove it, or leave it for future articles."
            yield Problem("unused-tag", f"no article has the tag {term.term!r}", TAGS_FILE, line, hint=hint)


def withheld(planned: Planned) -> Iterator[Problem]:
    """A note for each file under content/ that is not published, or for each folder of such files."""
    files = planned.basis.inputs.content.withheld or ()
    counts = Counter(file.within for file in files if file.within)
    for file in {file.within or file.path: file for file in files}.values():
        rule = REASONS[file.kind]
        if file.within:
            number = counts[file.within]
            message = f"not published, with {number} file{'' if number == 1 else 's'} in it: {rule.what}"
            yield Problem("withheld", message, f"{printable_path(file.within)}/", hint=HOW_TO_PUBLISH)
        elif file.shown_by:
            message = f"not published: only {file.shown_by} shows it, and that is not published"
            yield Problem(
                "withheld", message, file.path, hint="Link to it from a published page, if it is meant to be there."
            )
        else:
            yield Problem("withheld", f"not published: {rule.what}", printable_path(file.path), hint=HOW_TO_PUBLISH)


CHECKS: tuple[Callable[[Planned], Iterable[Problem]], ...] = (
    unlisted,
    withdrawn_links,
    proposed_titles,
    unused_tags,
    withheld,
)
