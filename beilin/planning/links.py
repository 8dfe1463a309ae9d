"""References of a body → addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import quote, unquote

from beilin.config import Config
from beilin.layout import PARTS
from beilin.model import ImageSize, Record, Reference, StaticFile, Summary
from beilin.planning.addresses import address_of_file, output_path, url
from beilin.planning.archive import Archive
from beilin.planning.includes import missing_part, part_path
from beilin.planning.wiki import HIDDEN, Fault, WikiTargets, resolve_wiki
from beilin.problems.problem import Problem
from beilin.text.overlay import LazyMapping

MEASURE = 700  # pixels: about the width of the text in ink on a desktop, and the most that an image takes


@dataclass(frozen=True, slots=True)
class Targets:
    """What references may point to."""

    articles: Mapping[str, str]  # the Markdown file of a published article or standalone page → its address
    hidden: Collection[str]  # Markdown files that are not published: drafts, scheduled or expired
    files: Mapping[str, str]  # other file under content/ → address
    parts: Mapping[str, Record] = field(default_factory=dict)  # by path
    images: Mapping[str, ImageSize] = field(default_factory=dict)  # by address
    wiki: WikiTargets = field(default_factory=lambda: WikiTargets({}, {}, ()))

    def changed(self, records: Mapping[str, Record]) -> Targets:
        """The targets with these records instead of those of the same paths, which differ only in what is displayed."""
        parts = self.parts
        if not parts.keys().isdisjoint(records):
            parts = {path: records.get(path, part) for path, part in parts.items()}
        return replace(self, parts=parts, wiki=self.wiki.changed({path: one.summary for path, one in records.items()}))


def targets_of(config: Config, archive: Archive, files: Iterable[StaticFile], records: Mapping[str, Record]) -> Targets:
    """What references in the archive may point to. `records` are those of all Markdown files, by path.

    If the records are unpacked on demand, so is what depends on them.
    """
    published = dict.fromkeys((*archive.articles, *archive.pages))
    parts = {path: records[path] for path in records if path.startswith(PARTS)}
    summaries: Mapping[str, Summary] = LazyMapping(records.keys(), lambda path: records[path].summary)
    addresses: Mapping[str, str] = LazyMapping(published, lambda path: address_of_file(config, summaries[path]))
    if isinstance(records, dict):  # nearly all will be needed, by processes to which functions cannot be sent
        summaries, addresses = {path: record.summary for path, record in records.items()}, dict(addresses)
    hidden = tuple(sorted(records.keys() - published.keys() - parts.keys()))
    return Targets(
        articles=addresses,
        hidden=frozenset(hidden),
        files={file.source: "/" + file.output for file in files},
        parts=parts,
        images={"/" + file.output: file.image for file in files if file.image},
        wiki=WikiTargets(summaries, addresses, hidden),
    )


def resolve(
    path: str, summary: Summary, references: Sequence[Reference], targets: Targets, base: str
) -> tuple[str, ...]:
    """The URL under `base` of each reference of the file at `path`.

    For a link by name it is the whole link, as HTML; for a part, and for what leads nowhere, it may be "". The URL
    of an image may be followed by a line break and further attributes, as HTML.
    """
    folder = path.rpartition("/")[0]
    urls = []
    for reference in references:
        near = _near(folder, reference, targets)
        if near:
            urls.append(url(base, near))
        else:
            urls.append(_resolve(summary, reference, targets, base, with_hint=False)[0])
    return tuple(urls)


def dead_references(
    record: Record, references: Sequence[Reference], targets: Targets, outputs: Container[str]
) -> Iterator[Problem]:
    """A problem for each reference of the file that leads nowhere.

    An address (`/tags/…`) leads nowhere if none of the planned `outputs` is served there.
    """
    folder = record.summary.path.rpartition("/")[0]
    for reference in references:
        if _near(folder, reference, targets):
            continue
        problem = _resolve(record.summary, reference, targets, "/", with_hint=True)[1]
        if problem:
            yield problem
        if reference.target.startswith("/") and reference.kind == "path":
            address = re.split(r"[?#]", reference.target, maxsplit=1)[0]
            if output_path(address) not in outputs and output_path(address.rstrip("/") + "/") not in outputs:
                yield _problem(record.summary, reference, _nowhere(reference, address, "Check the address."))


def _near(folder: str, reference: Reference, targets: Targets) -> str | None:
    """The address of an article that is named by its file in the same folder, as in most references."""
    return targets.articles.get(f"{folder}/{reference.target}") if reference.kind == "path" else None


def _resolve(
    summary: Summary, reference: Reference, targets: Targets, base: str, *, with_hint: bool
) -> tuple[str, Problem | None]:
    if reference.kind == "part":
        return "", None if part_path(reference) in targets.parts else missing_part(summary, reference, targets.parts)
    if reference.kind == "wiki":
        shown, fault = resolve_wiki(summary, reference, targets.wiki, base, with_hint=with_hint)
    else:
        address, fault = _resolve_path(summary.path, reference, targets)
        shown = base + address.removeprefix("/") if address.startswith("/") else address
        shown += image_attributes(address, targets.images, base) if reference.is_image else ""
    return shown, _problem(summary, reference, fault) if fault else None


def image_attributes(address: str, images: Mapping[str, ImageSize], base: str) -> str:
    """A line break and the attributes of an image at the encoded address; "" if its size is not known.

    With them a page keeps the image's place while it loads (HTML, section 4.8.3), and chooses the copy that it needs.
    """
    image = images.get(unquote(re.split(r"[?#]", address, maxsplit=1)[0]))
    if image is None:
        return ""
    attributes = f'\nwidth="{image.width}" height="{image.height}" loading="lazy" decoding="async"'
    if image.copies:
        sources = ", ".join(f"{url(base, '/' + output).replace(',', '%2C')} {width}w" for width, output in image.copies)
        shown = min(image.width, MEASURE)
        attributes += f' srcset="{escape(sources)}" sizes="(max-width: {shown}px) 100vw, {shown}px"'
    return attributes


def _nowhere(reference: Reference, target: str, hint: str) -> Fault:
    return Fault("broken-image" if reference.is_image else "broken-link", "leads nowhere", hint, target)


def _problem(summary: Summary, reference: Reference, fault: Fault) -> Problem:
    written = f"[[{reference.target}]]" if reference.kind == "wiki" else reference.target
    message = f"the {'image' if reference.is_image else 'link'} {written!r} {fault.words}"
    return Problem(fault.code, message, summary.path, reference.line, hint=fault.hint, target=fault.target)


def _resolve_path(path: str, reference: Reference, targets: Targets) -> tuple[str, Fault | None]:
    """The address with query and fragment, encoded; and what is wrong."""
    target, hash_sign, fragment = reference.target.partition("#")
    target, question_mark, query = target.partition("?")
    tail = (question_mark + quote(query, safe="=&%+,;:@/?~-._")) + (
        hash_sign + quote(fragment, safe="=&%+,;:@/?~-._!$'()*")
    )
    if target.startswith("/"):
        return url("/", target) + tail, None
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
    address = targets.articles.get(wanted) or targets.files.get(wanted)
    if address:
        return url("/", address) + tail, None
    fault = (
        HIDDEN
        if wanted in targets.hidden
        else _nowhere(reference, wanted, f"There is no {wanted}; write the path from this file.")
    )
    return quote(reference.target, safe="/%#?=&"), fault
