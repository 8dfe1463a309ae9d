"""Parts: Markdown files under content/parts/ that other bodies include."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from beilin.layout import PARTS
from beilin.model import Heading, Record, Reference, Summary
from beilin.planning.view_fields import with_fields
from beilin.problems.problem import Problem
from beilin.text.slugs import slugify

# The reader escapes quotation marks in text, so this matches attributes only.
_OWN_IDS = re.compile(r'( (?:id="|href="#))(?=[^"])')


def part_path(reference: Reference) -> str:
    """The file of the part that a reference names, in NFC."""
    return f"{PARTS}{unicodedata.normalize('NFC', reference.target)}.md"


def part_file(reference: Reference, parts: Collection[str]) -> str:
    """The file of the part that a reference names, as the file system spells it if it is among `parts`."""
    path = part_path(reference)
    if path in parts or path.isascii():
        return path
    return next((part for part in parts if unicodedata.normalize("NFC", part) == path), path)


def included_parts(references: Iterable[Reference], parts: Mapping[str, Record]) -> list[tuple[Reference, Record]]:
    """The parts that a body with these references includes, in order; missing ones are left out."""
    paths = [(reference, part_file(reference, parts)) for reference in references if reference.kind == "part"]
    return [(reference, parts[path]) for reference, path in paths if path in parts]


def missing_part(summary: Summary, reference: Reference, parts: Mapping[str, Record]) -> Problem:
    """The error for a reference to a part that does not exist."""
    names = [path.removeprefix(PARTS).removesuffix(".md") for path in parts]
    near = difflib.get_close_matches(reference.target, names, n=1, cutoff=0.6)
    if near:
        hint = f"Did you mean ![[{near[0]}]]?"
    elif PurePosixPath(reference.target).suffix:
        hint = f"A part is a Markdown file in {PARTS}; an image is written ![what it shows]({reference.target})."
    else:
        hint = f"Write it as {part_path(reference)}."
    message = f"there is no part {reference.target!r}"
    return Problem("no-part", message, summary.path, reference.line, hint=hint, target=part_path(reference))


def headings_with_parts(record: Record, included: Sequence[tuple[Reference, Record]]) -> tuple[Heading, ...]:
    """The file's headings with those of the parts that it includes, each where it is included."""
    own = record.headings
    if not included:
        return own
    headings: list[Heading] = []
    done = 0
    for (reference, part), prefix in zip(included, prefixes([part.summary.path for _, part in included]), strict=True):
        headings += own[done : reference.headings_before]
        done = reference.headings_before
        headings += [with_fields(heading, id=prefix + heading.id) for heading in part.headings]
    return (*headings, *own[done:])


def prefixes(paths: Sequence[str]) -> list[str]:
    """The prefix of the ids of each part that one body includes.

    It ends in an underscore, which no id of a heading contains, so every id stays unique.
    """
    counts: dict[str, int] = {}
    result = []
    for path in paths:
        slug = slugify(PurePosixPath(path).stem) or "part"
        counts[slug] = counts.get(slug, 0) + 1
        result.append(f"{slug}_" if counts[slug] == 1 else f"{slug}_{counts[slug]}_")
    return result


def with_prefix(html: str, prefix: str) -> str:
    """The HTML of a part with the prefix before its ids and before those in links to them."""
    return _OWN_IDS.sub(lambda match: match[1] + prefix, html)
