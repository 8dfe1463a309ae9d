"""Which Markdown files link to which: what backlinks are made from.

A link by path or address leads to a file, which the structure of the archive decides. A link by name leads to whatever
has that name at the time, so here it counts for the name, and who asks looks the name up (`linking_files`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from zlib import crc32

import msgspec

from beilin.model import Record, Reference, Summary
from beilin.planning.archive import Archive
from beilin.planning.includes import part_file
from beilin.planning.targets import Targets, destination_of
from beilin.planning.wiki import linked_name, names_of
from beilin.text.overlay import overlaid

_BY_NAME = "[["  # in front of a name, so that it differs from every path


@dataclass(frozen=True, slots=True)
class LinkGraph:
    """The published articles and pages, and the parts, that link to each target; parts are targets as well."""

    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by path, or by "[[" and a name

    def changed(self, before: Mapping[str, Record], after: Mapping[str, Record], targets: Targets) -> LinkGraph:
        """The graph with the records `after` instead of those of the same paths `before`."""
        sources: dict[str, tuple[str, ...]] = {}
        for path in sorted(after):
            if path not in targets.articles and path not in targets.parts:
                continue
            old, new = (link_keys(records[path], targets) for records in (before, after))
            for key in old ^ new:
                others = tuple(other for other in sources.get(key, self.sources.get(key, ())) if other != path)
                sources[key] = (*others, path) if key in new else others
        return LinkGraph(overlaid(self.sources, sources)) if sources else self


def link_graph(records: Mapping[str, Record], paths: Iterable[str], targets: Targets) -> LinkGraph:
    """The links in the files at the paths."""
    sources: dict[str, list[str]] = {}
    for path in paths:
        for key in sorted(link_keys(records[path], targets)):
            sources.setdefault(key, []).append(path)
    return LinkGraph({key: tuple(files) for key, files in sources.items()})


def linking_paths(archive: Archive, targets: Targets) -> tuple[str, ...]:
    """The files whose links count, in a fixed order: published articles and pages, and parts."""
    return (*archive.articles, *archive.pages, *sorted(targets.parts))


def link_keys(record: Record, targets: Targets) -> set[str]:
    """What the body links to: paths of published files and of parts, and "[[" with a name for each link by name."""
    path = record.summary.path
    return {key for reference in record.references if (key := _key(path, reference, targets)) and key != path}


def link_token(key: str) -> int:
    """What stands for the links to a target among the requests of a page (see `packed`)."""
    return crc32(key.encode("utf-8", "surrogatepass"), 2)


def link_tokens(record: Record, targets: Targets) -> set[int]:
    """The tokens of everything that the body links to."""
    return set(map(link_token, link_keys(record, targets)))


class Linking(NamedTuple):
    """A published file that shows a link, and the file that has it: itself, or a part that it includes."""

    path: str
    holder: str


def linking_files(
    summary: Summary, graph: LinkGraph, targets: Targets, note_name: Callable[[str], None]
) -> list[Linking]:
    """The published files, other than the file itself, that link to the file with the summary, each once.

    Of several holders the file itself counts, else the first part by its path.

    `note_name` is called with each name on whose meaning the answer depends.
    """
    holders = dict.fromkeys(graph.sources.get(summary.path, ()))
    for name in names_of(summary):
        if linking := graph.sources.get(_BY_NAME + name):
            note_name(name)
            if [other.path for other in targets.wiki.find(name)] == [summary.path]:
                holders |= dict.fromkeys(linking)
    found: dict[str, Linking] = {}
    # In the order of their paths: the graph's own depends on the order in which links were made.
    for holder in sorted(holders):
        for path in graph.sources.get(holder, ()) if holder in targets.parts else (holder,):
            if path != summary.path and (path not in found or path == holder):
                found[path] = Linking(path, holder)
    return list(found.values())


def keys_of(summary: Summary) -> Iterator[str]:
    """The targets that mean the file with the summary, or may mean it."""
    yield summary.path
    for name in names_of(summary):
        yield _BY_NAME + name


def leads_to(path: str, reference: Reference, targets: Targets) -> str:
    """The published file to which the reference of the file at `path` leads; "" for none."""
    key = _key(path, reference, targets)
    if not key.startswith(_BY_NAME):
        return key if key in targets.articles else ""
    matches = targets.wiki.find(key.removeprefix(_BY_NAME))
    return matches[0].path if len(matches) == 1 and matches[0].path in targets.articles else ""


def _key(path: str, reference: Reference, targets: Targets) -> str:
    if reference.is_image:
        return ""
    if reference.kind == "part":
        return part_file(reference, targets.parts)
    if reference.kind == "wiki":
        name = linked_name(reference)
        return _BY_NAME + name if name else ""
    near = f"{path.rpartition('/')[0]}/{reference.target}"
    if near in targets.articles and "%" not in near:
        return near
    file = destination_of(path, reference, targets).file
    return file if file in targets.articles else ""


def pack_links(graph: LinkGraph, files: Sequence[str]) -> bytes:
    """The graph for the state. `files` are all published files and parts, in an order that the state knows."""
    numbers = {path: number for number, path in enumerate(files)}
    rows = [
        (numbers.get(key, key), [numbers[source] for source in sources])
        for key, sources in graph.sources.items()
        if sources
    ]
    return msgspec.msgpack.encode(rows)


_decode = msgspec.msgpack.Decoder(tuple[tuple[int | str, tuple[int, ...]], ...]).decode


def unpack_links(data: bytes, files: Sequence[str]) -> LinkGraph:
    """What `pack_links` packed. Raises msgspec.MsgspecError if it is damaged."""
    try:
        return LinkGraph({
            key if isinstance(key, str) else files[key]: tuple([files[number] for number in numbers])
            for key, numbers in _decode(data)
        })  # fmt: skip
    except IndexError as error:
        raise msgspec.ValidationError("a link leads to a file that does not exist") from error
