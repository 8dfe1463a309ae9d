"""Addresses that are claimed more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from shlex import quote
from typing import NamedTuple

from beilin.layout import IDS, REDIRECTS_FILE, has_page
from beilin.model import StaticFile
from beilin.planning import addresses
from beilin.planning.page import Page
from beilin.problems.problem import Problem
from beilin.text.normal_forms import sole_difference, with_normal_forms
from beilin.text.slugs import collision_key

MAX_LISTED = 5  # of those that need a folder where a file is


class _Claim(NamedTuple):
    """An output path, and what claims it."""

    output: str
    origin: str
    line: int | None = None
    is_of_file: bool = True
    is_redirect: bool = False
    is_of_folder: bool = False  # whether it is of the page that a reserved folder is for


class Clashes(NamedTuple):
    """What several pages or files claim."""

    problems: list[Problem]
    # The output paths of redirects that differ only in case from those of something else. Hosts tell them apart, but
    # not every file system does.
    case_twins: frozenset[str]


def clashes(pages: Sequence[Page], files: Sequence[StaticFile]) -> Clashes:
    """An error for every output path with several claims, or inside another claim's file, that names all of them.

    Paths that differ only in case are one, except those of redirects, since old addresses are what they are. Those who
    clash at several paths, such as two articles at the addresses of their pages and their Markdown, are named once.
    """
    by_key: dict[str, list[_Claim]] = {}
    for claim in _claims(pages, files):
        by_key.setdefault(collision_key(claim.output), []).append(claim)
    trespassers = _trespassers(by_key, reserved_folders(pages))
    by_key = {key: claims for key, claims in by_key.items() if key not in trespassers}
    reported: dict[tuple[_Claim, ...], Problem] = {}
    for claims in trespassers.values():
        for claim in claims:
            reported.setdefault(_who([claim]), _trespass(claim))
    twins: set[str] = set()
    for claims in by_key.values():
        if len(claims) > 1:
            named, others = _without_twins(claims)
            twins.update(others)
            if len(named) > 1:
                reported.setdefault(_who(named), _clash(named))
    inside: dict[str, list[_Claim]] = {}
    for key, claims in by_key.items():
        for folder in folders_of(key):
            if folder in by_key:
                inside.setdefault(folder, []).extend(claims)
    folder_clashes = (_folder_clash(by_key[folder], claims) for folder, claims in inside.items())
    return Clashes([*reported.values(), *folder_clashes], frozenset(twins))


def reserved_folders(pages: Iterable[Page]) -> frozenset[str]:
    """The folders of the output in which there may be nothing but a page of one kind, and what Beilin adds to it."""
    return frozenset(page.kind.folder for page in pages if page.kind.folder)


def _trespassers(by_key: dict[str, list[_Claim]], reserved: Collection[str]) -> dict[str, list[_Claim]]:
    """The claims to paths in reserved folders, by key, without those of the pages that the folders are for."""
    if not reserved:
        return {}
    inside = {key: claims for key, claims in by_key.items() if key.startswith(tuple(reserved))}
    others = {key: [claim for claim in claims if not claim.is_of_folder] for key, claims in inside.items()}
    return {key: claims for key, claims in others.items() if claims}


def folders_of(path: str) -> Iterator[str]:
    """The folders on the way to the path, innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def _claims(pages: Sequence[Page], files: Sequence[StaticFile]) -> Iterable[_Claim]:
    """All claims, those of redirects last, so that these are the ones reported."""
    yield from (_claim(page) for page in pages if not page.kind.is_redirect)
    yield from (_Claim(file.output, file.source) for file in files)
    yield from (_claim(page) for page in pages if page.kind.is_redirect)


def _claim(page: Page) -> _Claim:
    kind, is_redirect = page.kind, page.kind.is_redirect or page.origin == REDIRECTS_FILE
    return _Claim(page.output, page.origin, page.line, page.is_of_file, is_redirect, bool(kind.folder))


def _without_twins(claims: Sequence[_Claim]) -> tuple[list[_Claim], list[str]]:
    """The claims to paths with one collision key without the redirects that differ from all others in case; the paths
    of those.

    What is no redirect stays; if all are redirects, the first does.
    """
    counts = Counter(claim.output for claim in claims)
    is_twin = [claim.is_redirect and counts[claim.output] == 1 for claim in claims]
    if all(is_twin):
        is_twin[0] = False
    named = [claim for claim, twin in zip(claims, is_twin, strict=True) if not twin]
    return named, [claim.output for claim, twin in zip(claims, is_twin, strict=True) if twin]


def _who(claims: Sequence[_Claim]) -> tuple[_Claim, ...]:
    """The claims without the paths that they are for."""
    return tuple(
        sorted((claim._replace(output="") for claim in claims), key=lambda claim: (claim.origin, claim.line or 0))
    )


def _clash(claims: Sequence[_Claim]) -> Problem:
    last = claims[-1]
    origins = with_normal_forms([claim.origin for claim in claims])
    named = [f"{name}:{claim.line}" if claim.line else name for name, claim in zip(origins, claims, strict=True)]
    listed = ", ".join(f"by {name}" for name in named[:-1])
    count = "twice" if len(claims) == 2 else f"{len(claims)} times"
    message = f"the address {addresses.address_of(last.output)} is claimed {count}: {listed} and by {named[-1]}"
    alike = sole_difference([claim.origin for claim in claims])
    if last.origin == REDIRECTS_FILE:
        hint = "Remove the entry."
    elif f"/{last.output}".startswith(IDS) and not all(claim.is_redirect for claim in claims):
        hint = f"Addresses below {IDS} are those of permanent identifiers: give the other one a different name."
    elif last.is_redirect:
        hint = "Remove the alias, or write a different one."
    elif alike:
        hint = f"Their names differ only in {alike}, which not all systems distinguish. Rename one of them."
    else:
        hint = f"Give {'one' if len(claims) == 2 else 'all but one'} of them a different slug or name."
    file = _last_file(claims)
    return Problem("address-clash", message, file.origin, file.line, hint=hint)


def _trespass(claim: _Claim) -> Problem:
    """The error for a claim to a path in the folder of the search."""
    message = f"the address {addresses.address_of(claim.output)} belongs to the search"
    if claim.origin == REDIRECTS_FILE:
        remedy = "Remove the entry"
    elif claim.is_redirect:
        remedy = "Remove the alias, or write a different one"
    elif has_page(claim.origin):
        remedy = f"Give it a different address: build.py rename {quote(claim.origin)} NEW-NAME"
    else:
        remedy = "Move the file to another folder"
    hint = f"{remedy}. Or turn the search off with `search: false` in site.yaml."
    return Problem("address-clash", message, claim.origin if claim.is_of_file else "", claim.line, hint=hint)


def _folder_clash(owners: Sequence[_Claim], inside: Sequence[_Claim]) -> Problem:
    """The error for a file where a folder is needed."""
    files, others = (
        ", ".join(dict.fromkeys(claim.origin for claim in claims)) for claims in (owners, inside[:MAX_LISTED])
    )
    more = f" and {len(inside) - MAX_LISTED} more" if len(inside) > MAX_LISTED else ""
    path = owners[0].output
    message = f"{path} would be a file, for {files}, and a folder, for {others}{more}"
    file = _last_file([*inside, *owners])
    return Problem("address-clash", message, file.origin, file.line, hint="Give one of them a different name.")


def _last_file(claims: Sequence[_Claim]) -> _Claim:
    return next((claim for claim in reversed(claims) if claim.is_of_file), _Claim("", ""))
