"""Where each document goes: the place of its file, its slug and its address."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field

from beilin.layout import ARTICLES, NOT_FOUND, PAGES
from beilin.migrating.model import Facts, Placed, SourceDocument
from beilin.migrating.placing.claims import Claims, claim, claim_address
from beilin.migrating.placing.permalink import OldArticle, old_slug
from beilin.migrating.placing.slugs import is_slug, new_slug, numbered_names
from beilin.planning.addresses import page_address
from beilin.reading.withheld import withheld_by_name
from beilin.text.file_names import name_of
from beilin.text.permalinks import expand_permalink
from beilin.text.slugs import slugify

_FOLDERS = {"article": ARTICLES, "page": PAGES}
_NOT_FOUND_NAME = "404"
_PAGE_PATTERN = "/:slug/"  # of standalone pages, wherever their files are


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document with what its place depends on."""

    document: SourceDocument
    facts: Facts
    old: tuple[str, ...]  # its old addresses, the main one first
    date: str  # in the archive's time zone
    is_published: bool


@dataclass(frozen=True, slots=True)
class Allocation:
    """What has been given away. It grows while documents are placed."""

    permalink: str
    places: Claims
    outputs: Claims
    bundles: dict[tuple[str, str], str] = field(default_factory=dict)  # (kind, source folder) → its folder
    numbers: dict[str, int] = field(default_factory=dict)  # as `numbered_names` needs them


def place_documents(candidates: Sequence[Candidate], allocation: Allocation) -> dict[str, Placed]:
    """Every document by its path. Of several that want one address, the first by path keeps it.

    Those that keep their old address come first, what is published comes before what is not, and what is in the site's
    language before its translations.
    """
    slugs: dict[str, tuple[str, str]] = {}
    ordered = sorted(candidates, key=precedence)
    for candidate in ordered:
        if kept := _old_address(candidate, allocation):
            slugs[candidate.document.path] = kept
    for candidate in ordered:
        if candidate.document.path not in slugs:
            slugs[candidate.document.path] = _new_address(candidate, allocation)
    placed = {}
    for candidate in sorted(candidates, key=lambda candidate: precedence(candidate)[1:]):
        document, (slug, address) = candidate.document, slugs[candidate.document.path]
        place = _place(document, allocation)
        implied = slugify(name_of(place))
        if address in (NOT_FOUND, _address(candidate, implied, allocation)):
            slug = ""
        placed[document.path] = Placed(document, candidate.facts, place, address, slug)
    return placed


def precedence(candidate: Candidate) -> tuple[bool, bool, str]:
    """The key by which documents are sorted of which several want one address."""
    return not candidate.is_published, candidate.document.language != "", candidate.document.path


def _old_address(candidate: Candidate, allocation: Allocation) -> tuple[str, str] | None:
    """The slug and the address, if the document can stay at an old address."""
    if _is_not_found(candidate):
        return (_NOT_FOUND_NAME, NOT_FOUND) if claim(allocation.outputs, NOT_FOUND[1:]) else None
    pattern = allocation.permalink if candidate.document.kind == "article" else _PAGE_PATTERN
    slug = old_slug(pattern, OldArticle(candidate.old, candidate.date))
    address = expand_permalink(pattern, slug, candidate.date or None)
    return (slug, address) if slug and claim_address(allocation.outputs, address) else None


def _new_address(candidate: Candidate, allocation: Allocation) -> tuple[str, str]:
    document = candidate.document
    wanted = new_slug(candidate.facts.slug, document.name, candidate.facts.title, document.kind)
    for slug in numbered_names(allocation.numbers, f":{wanted}", wanted, _in_language(wanted, document)):
        address = _address(candidate, slug, allocation)
        if is_slug(slug) and claim_address(allocation.outputs, address):
            return slug, address
    return wanted, _address(candidate, wanted, allocation)  # the build will name what is in its way


def _address(candidate: Candidate, slug: str, allocation: Allocation) -> str:
    if candidate.document.kind == "page":
        return page_address("", slug)
    return expand_permalink(allocation.permalink, slug, candidate.date or None)


def _is_not_found(candidate: Candidate) -> bool:
    return candidate.document.kind == "page" and NOT_FOUND in candidate.old


def _place(document: SourceDocument, allocation: Allocation) -> str:
    """The path of the document's file, in the folders of its section."""
    top = _FOLDERS[document.kind]
    folders = [slug for part in document.section.split("/") if (slug := slugify(part))]
    if folders and top.endswith(f"/{folders[0]}/"):
        del folders[0]  # not content/pages/pages/
    name = slugify(document.name) or document.kind
    key = (document.kind, bundle_folder(document))
    if document.is_bundle and document.language and (folder := allocation.bundles.get(key)):
        place = f"{folder}/index.{document.language}.md"  # a translation: a second index of the same folder
        if claim(allocation.places, place):
            return place
    ending = "/index.md" if document.is_bundle else ".md"
    for folder in (top + "".join(f"{part}/" for part in folders), top):  # at the top if a file is where a folder goes
        for stem in numbered_names(allocation.numbers, folder + name, name, _in_language(name, document)):
            place = f"{folder}{stem}{ending}"
            if not withheld_by_name(place) and claim(allocation.places, place):
                if document.is_bundle:
                    allocation.bundles.setdefault(key, f"{folder}{stem}")
                return place
    return f"{top}{name}{ending}"  # a file is where content/articles/ goes; writing will say so


def bundle_folder(document: SourceDocument) -> str:
    """The folder of the old site that has the files of a bundle: that of the index, or the one beside the file."""
    folder, file = posixpath.split(document.path)
    stem = file.partition(".")[0]
    return folder if stem.casefold() in ("index", "_index", "readme") else posixpath.join(folder, stem)


def path_in_bundle(path: str, owner: SourceDocument) -> str:
    """The path of a file that belongs to the document, from the folder of its files."""
    folder = bundle_folder(owner)
    if not path.startswith(f"{folder}/"):
        folder = posixpath.dirname(owner.path)
    return posixpath.relpath(f"/{path}", f"/{folder}")


def _in_language(name: str, document: SourceDocument) -> str:
    return f"{name}-{document.language.lower()}" if document.language else ""
