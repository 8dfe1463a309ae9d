"""The front matter of an imported article as YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from beilin.model import Provenance
from beilin.text.yaml.writing import yaml_list, yaml_text


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of an imported article. What the source does not state is "" or empty."""

    title: str
    title_proposed: bool
    source: str
    authors: tuple[str, ...]
    date: str
    language: str
    tags: tuple[str, ...] | None  # None leaves the key out
    provenance: Provenance
    slug: str = ""
    source_url: str = ""
    updated: str = ""
    summary: str = ""
    series: str = ""
    license: str = ""
    rights: str = ""
    cover: str = ""  # the name of an image beside the article, or an address
    aliases: tuple[str, ...] = ()
    draft: bool = False


def front_matter(front: FrontMatter) -> str:
    """The front matter with its fences and the blank line after it."""
    return "---\n" + "".join(f"{line}\n" for line in _lines(front)) + "---\n\n"


def set_aside_line(counts: Mapping[str, int]) -> str:
    """The line that says how many lines each rule set aside; "" if none did."""
    entries = ", ".join(f"{yaml_text(rule)}: {number}" for rule, number in counts.items())
    return f"  set_aside: {{{entries}}}" if entries else ""


def _lines(front: FrontMatter) -> Iterator[str]:
    yield f"title: {yaml_text(front.title)}"
    if front.title_proposed:
        yield "title_proposed: true"
    if front.slug:
        yield f"slug: {yaml_text(front.slug)}"
    if front.source:
        yield f"source: {yaml_text(front.source)}"
    if front.source_url:
        yield f"source_url: {yaml_text(front.source_url)}"
    if front.authors:
        yield f"author: {yaml_list(front.authors) if len(front.authors) > 1 else yaml_text(front.authors[0])}"
    if front.date:
        yield f"date: {front.date}"
    if front.updated:
        yield f"updated: {front.updated}"
    if front.language:
        yield f"language: {front.language}"
    if front.tags is not None:
        yield f"tags: {yaml_list(front.tags)}"
    if front.series:
        yield f"series: {yaml_text(front.series)}"
    if front.license:
        yield f"license: {yaml_text(front.license)}"
    if front.rights:
        yield f"rights: {yaml_text(front.rights)}"
    if front.summary:
        yield f"summary: {yaml_text(front.summary)}"
    if front.aliases:
        yield "aliases:"
        yield from (f"  - {yaml_text(alias)}" for alias in front.aliases)
    if front.draft:
        yield "draft: true"
    if front.cover:
        yield f"extra: {{cover: {yaml_text(front.cover)}}}"
    yield from _provenance(front.provenance)


def _provenance(origin: Provenance) -> Iterator[str]:
    yield from ("provenance:", f"  file: {yaml_text(origin.file)}", f"  sha256: {origin.sha256}")
    if origin.kind:
        yield f"  kind: {yaml_text(origin.kind)}"
    if origin.encoding:
        yield f"  encoding: {origin.encoding}"
    if origin.retrieved:
        yield f"  retrieved: {origin.retrieved}"
    yield f"  importer: {yaml_text(origin.importer)}"
    if counts := set_aside_line(origin.set_aside):
        yield counts
