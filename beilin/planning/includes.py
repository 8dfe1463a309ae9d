"""Parts: Markdown files under content/parts/ that other bodies take in."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import PurePosixPath

from beilin.model import Heading, Record, Reference
from beilin.problems.problem import Problem
from beilin.reading.files import PARTS
from beilin.text.slugs import slugify

# In HTML as the reader writes it, quotation marks in text are escaped: these are attributes, and nothing else.
_OWN_IDS = re.compile(r'( (?:id="|href="#))(?=[^"])')


def part_path(reference: Reference) -> str:
    """The file that a reference to a part names."""
    return f"{PARTS}{unicodedata.normalize('NFC', reference.target)}.md"


def parts_of(record: Record, parts: Mapping[str, Record]) -> list[tuple[Reference, Record]]:
    """The parts that the file takes in, in order; those that are not there are left out."""
    paths = [(reference, part_path(reference)) for reference in record.references if reference.kind == "part"]
    return [(reference, parts[path]) for reference, path in paths if path in parts]


def users_of(changed: Set[str], records: Iterable[Record]) -> set[str]:
    """The files that take in one of the changed ones."""
    if not any(path.startswith(PARTS) for path in changed):
        return set()
    return {
        record.summary.path
        for record in records
        if any(reference.kind == "part" and part_path(reference) in changed for reference in record.references)
    }


def missing_part(record: Record, reference: Reference, parts: Mapping[str, Record]) -> Problem:
    """The error that a reference to a part is which is not there."""
    names = [path.removeprefix(PARTS).removesuffix(".md") for path in parts]
    near = difflib.get_close_matches(reference.target, names, n=1, cutoff=0.6)
    if near:
        hint = f"Did you mean ![[{near[0]}]]?"
    elif PurePosixPath(reference.target).suffix:
        hint = f"A part is a Markdown file in {PARTS}; an image is written ![what it shows]({reference.target})."
    else:
        hint = f"Write it as {part_path(reference)}."
    message = f"there is no part {reference.target!r}"
    return Problem("no-part", message, record.summary.path, reference.line, hint=hint)


def headings_with_parts(record: Record, parts: Mapping[str, Record]) -> tuple[Heading, ...]:
    """The file's headings with those of the parts that it takes in, each at its place."""
    own = record.headings
    taken = parts_of(record, parts)
    if not taken:
        return own
    headings: list[Heading] = []
    done = 0
    for (reference, part), prefix in zip(taken, prefixes([part.summary.path for _, part in taken]), strict=True):
        headings += own[done : reference.headings_before]
        done = reference.headings_before
        headings += [replace(heading, id=prefix + heading.id) for heading in part.headings]
    return (*headings, *own[done:])


def prefixes(paths: Sequence[str]) -> list[str]:
    """What stands before the ids of each of the parts that one body takes in.

    It ends in a low line, which no heading's id has, so that no id stands twice.
    """
    counts: dict[str, int] = {}
    found = []
    for path in paths:
        slug = slugify(PurePosixPath(path).stem) or "part"
        counts[slug] = counts.get(slug, 0) + 1
        found.append(f"{slug}_" if counts[slug] == 1 else f"{slug}_{counts[slug]}_")
    return found


def with_prefix(html: str, prefix: str) -> str:
    """The HTML of a part with the prefix before its ids, and before those in links to them."""
    return _OWN_IDS.sub(lambda found: found[1] + prefix, html)
