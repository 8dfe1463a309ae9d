"""The article as a Markdown file: front matter, then a paragraph, heading or list item for each kept line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beilin.importing.markdown.escaping import escape
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


def write_markdown(
    front: FrontMatter, texts: Mapping[int, str], headings: Sequence[int], lists: Sequence[Sequence[int]]
) -> bytes:
    """The file's bytes. `texts` has the text of each kept line by its number, in order."""
    markers = _markers(lists)
    heading_lines = frozenset(headings)
    first_items = {items[0] for items in lists}
    blocks: list[str] = []
    for number, text in texts.items():
        if number in markers:
            item = f"{markers[number]} {escape(text, 'item')}"
            if number in first_items:
                blocks.append(item)
            else:
                blocks[-1] += f"\n{item}"
        elif number in heading_lines:
            blocks.append(f"## {escape(text, 'heading')}")
        else:
            blocks.append(escape(text, "paragraph"))
    return (_front_matter(front) + "\n\n".join(blocks) + "\n").encode()


def _markers(lists: Sequence[Sequence[int]]) -> dict[int, str]:
    """The marker of each item. Lists alternate between `.` and `)`, because two adjacent lists of one kind merge."""
    return {
        line: f"{number}{'.)'[position % 2]}"
        for position, items in enumerate(lists)
        for number, line in enumerate(items, start=1)
    }


def set_aside_line(counts: Mapping[str, int]) -> str:
    """The front-matter line that says how many lines each rule set aside; "" if none did."""
    entries = ", ".join(f"{yaml_text(rule)}: {number}" for rule, number in counts.items())
    return f"  set_aside: {{{entries}}}" if entries else ""


def _front_matter(front: FrontMatter) -> str:
    lines = [f"title: {yaml_text(front.title)}"]
    if front.title_proposed:
        lines.append("title_proposed: true")
    if front.source:
        lines.append(f"source: {yaml_text(front.source)}")
    if front.authors:
        lines.append(f"author: {yaml_list(front.authors) if len(front.authors) > 1 else yaml_text(front.authors[0])}")
    if front.date:
        lines.append(f"date: {front.date}")
    if front.language:
        lines.append(f"language: {front.language}")
    if front.tags is not None:
        lines.append(f"tags: {yaml_list(front.tags)}")
    origin = front.provenance
    lines += ["provenance:", f"  file: {yaml_text(origin.file)}", f"  sha256: {origin.sha256}"]
    if origin.encoding:
        lines.append(f"  encoding: {origin.encoding}")
    lines.append(f"  importer: {yaml_text(origin.importer)}")
    if counts := set_aside_line(origin.set_aside):
        lines.append(counts)
    return "---\n" + "\n".join(lines) + "\n---\n\n"
