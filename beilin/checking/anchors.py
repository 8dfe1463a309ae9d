"""Links to a heading: whether the page that they lead to has it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from beilin.checking.bodies import BodyFindings
from beilin.model import Record, Reference
from beilin.planning.includes import headings_with_parts, included_parts
from beilin.planning.targets import Targets, destination_of
from beilin.problems.problem import Problem
from beilin.text.link_targets import anchor_of
from beilin.text.slugs import heading_slug

# Ids of footnotes, and those that begin with "_", which belong to the theme.
_ALWAYS_VALID = re.compile(r"(?:fn(?:ref)?\d.*|_.*|top|)\Z")


def dead_anchors(
    records: Iterable[Record],
    targets: Targets,
    all_records: Mapping[str, Record],
    findings: Mapping[str, BodyFindings],
) -> Iterator[Problem]:
    """A warning for each link in one of the records to a heading that does not exist.

    `all_records` and `findings` have every file by path.
    """
    cache: dict[str, set[str]] = {}

    def ids_of(path: str) -> set[str]:
        if path not in cache:
            record = all_records[path]
            included = included_parts(record.references, targets.parts)
            cache[path] = {heading.id for heading in headings_with_parts(record, included)}
            # A heading with a chosen id keeps its automatic one too.
            cache[path] |= {heading_slug(heading.text) for heading in record.headings}
            cache[path] |= set(findings[path].ids) if path in findings else set()
        return cache[path]

    for record in records:
        path = record.summary.path
        for reference in record.references:
            target, fragment = _target_and_fragment(path, reference, targets)
            if fragment and target in all_records and not _is_valid(fragment, ids_of(target)):
                link = f"[[{reference.target}]]" if reference.kind == "wiki" else reference.target
                message = f"the link {link!r} leads to {target}, where no heading has the id {fragment!r}"
                hint = _hint(fragment, ids_of(target))
                yield Problem("dead-anchor", message, path, reference.line, hint=hint)
        for anchor in findings[path].anchors if path in findings else ():
            fragment = anchor_of(anchor.value.removeprefix("#"))
            if not _is_valid(fragment, ids_of(path)):
                message = f"no heading of this page has the id {fragment!r}"
                hint = _hint(fragment, ids_of(path))
                yield Problem("dead-anchor", message, path, anchor.line, anchor.column, hint, anchor.source)


def _target_and_fragment(path: str, reference: Reference, targets: Targets) -> tuple[str, str]:
    """The Markdown file that the reference leads to ("" if it leads to none), and the id that it names."""
    target, _, fragment = reference.target.partition("#")
    if not fragment or reference.is_image or reference.kind == "part":
        return "", ""
    if reference.kind == "wiki":
        name = unicodedata.normalize("NFC", " ".join(target.split()))
        matches = targets.wiki.find(name) if name else []
        return (matches[0].path if len(matches) == 1 else "" if name else path), heading_slug(fragment)
    destination = destination_of(path, reference, targets)
    return destination.file, destination.target.anchor


def _is_valid(fragment: str, ids: set[str]) -> bool:
    return fragment in ids or _ALWAYS_VALID.match(fragment) is not None


def _hint(fragment: str, ids: set[str]) -> str:
    nearest = difflib.get_close_matches(fragment, sorted(ids), n=1, cutoff=0.5)
    return f"Did you mean {nearest[0]!r}?" if nearest else "A heading's id is its text, with hyphens for spaces."
