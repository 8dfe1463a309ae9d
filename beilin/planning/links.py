"""References of a body → addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import quote, unquote

from beilin.model import ImageSize, Record, Reference
from beilin.planning.addresses import output_path, url
from beilin.planning.includes import missing_part, part_path
from beilin.planning.wiki import HIDDEN, Fault, WikiTargets, resolve_wiki
from beilin.problems.problem import Problem

MEASURE = 700  # pixels: about as wide as the text of ink stands on a desktop; what an image is shown at, at most


@dataclass(frozen=True, slots=True)
class Targets:
    """What references may point to."""

    articles: Mapping[str, str]  # Markdown file → address, of what is published
    hidden: Collection[str]  # Markdown files that are drafts or not yet published
    files: Mapping[str, str]  # other file under content/ → address
    parts: Mapping[str, Record] = field(default_factory=dict)  # Markdown file → what is known of it
    images: Mapping[str, ImageSize] = field(default_factory=dict)  # address → its size
    wiki: WikiTargets = field(default_factory=lambda: WikiTargets({}, {}, ()))

    def changed(self, records: Mapping[str, Record]) -> Targets:
        """The targets with these records in place of those before, which differ only in what is shown of them."""
        parts = {path: records.get(path, part) for path, part in self.parts.items()}
        return replace(self, parts=parts, wiki=self.wiki.changed({path: one.summary for path, one in records.items()}))


def resolve(
    record: Record, targets: Targets, base: str, *, with_hints: bool = True
) -> tuple[tuple[str, ...], list[Problem]]:
    """The URL under `base` of each of the file's references, and a warning for each that leads nowhere.

    For a wiki link it is the whole link, as HTML; for a part, which is an error where it is not there, it is "".
    What an image's URL is followed by, after a line break, are further attributes, as HTML.
    """
    urls, problems = [], []
    folder = record.summary.path.rpartition("/")[0]
    for reference in record.references:
        near = _near(folder, reference, targets)
        if near:
            urls.append(url(base, near))
            continue
        found, problem = _resolve(record, reference, targets, base, with_hint=with_hints)
        urls.append(found)
        if problem:
            problems.append(problem)
    return tuple(urls), problems


def dead_references(record: Record, targets: Targets, outputs: Container[str]) -> Iterator[Problem]:
    """What is wrong with each of the file's references that leads nowhere.

    An address (`/tags/…`) leads nowhere where none of the planned `outputs` answers for it.
    """
    folder = record.summary.path.rpartition("/")[0]
    for reference in record.references:
        if _near(folder, reference, targets):
            continue
        problem = _resolve(record, reference, targets, "/", with_hint=True)[1]
        if problem:
            yield problem
        if reference.target.startswith("/") and reference.kind == "path":
            address = re.split(r"[?#]", reference.target, maxsplit=1)[0]
            if output_path(address) not in outputs and output_path(address.rstrip("/") + "/") not in outputs:
                yield _problem(record, reference, _nowhere(reference, "Check the address."))


def _near(folder: str, reference: Reference, targets: Targets) -> str | None:
    """The address of another article that is named by its file in the same folder, as most references name one."""
    return targets.articles.get(f"{folder}/{reference.target}") if reference.kind == "path" else None


def _resolve(
    record: Record, reference: Reference, targets: Targets, base: str, *, with_hint: bool
) -> tuple[str, Problem | None]:
    if reference.kind == "part":
        return "", None if part_path(reference) in targets.parts else missing_part(record, reference, targets.parts)
    if reference.kind == "wiki":
        shown, fault = resolve_wiki(record.summary, reference, targets.wiki, base, with_hint=with_hint)
    else:
        found, fault = _resolve_path(record.summary.path, reference, targets)
        shown = base + found.removeprefix("/") if found.startswith("/") else found
        shown += image_attributes(found, targets.images, base) if reference.is_image else ""
    return shown, _problem(record, reference, fault) if fault else None


def image_attributes(address: str, images: Mapping[str, ImageSize], base: str) -> str:
    """A line break and the attributes of an image at the encoded address; "" where nothing is known of it.

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


def _nowhere(reference: Reference, hint: str) -> Fault:
    return Fault("broken-image" if reference.is_image else "broken-link", "leads nowhere", hint)


def _problem(record: Record, reference: Reference, fault: Fault) -> Problem:
    written = f"[[{reference.target}]]" if reference.kind == "wiki" else reference.target
    message = f"the {'image' if reference.is_image else 'link'} {written!r} {fault.words}"
    return Problem(fault.code, message, record.summary.path, reference.line, hint=fault.hint)


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
        else _nowhere(reference, f"There is no {wanted}; write the path from this file.")
    )
    return quote(reference.target, safe="/%#?=&"), fault
