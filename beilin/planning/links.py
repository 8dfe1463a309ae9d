"""References of a body → addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from urllib.parse import quote, unquote

from beilin.layout import CONTENT
from beilin.model import ImageSize, Record, Reference, Summary
from beilin.planning.addresses import address_of, output_path, url
from beilin.planning.includes import missing_part, part_file
from beilin.planning.targets import Destination, Targets, destination_of, loose_name
from beilin.planning.wiki import WITHDRAWN, Fault, hidden_fault, resolve_wiki
from beilin.problems.controls import printable
from beilin.problems.problem import Problem
from beilin.reading.withheld import withheld_by_name
from beilin.reading.withheld_names import REASONS
from beilin.text.link_targets import is_name, readable, split_target

# Characters of a path that Markdown and browsers take as they are.
_NEEDS_NO_ESCAPE = "/!$&'*+,;=:@~-._"
# What looks like a host and not like a file: `www.…`, or a name in a common domain, alone or before a slash.
_HOST = re.compile(
    r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|tw|cn|hk|example)(?::\d+)?(?:/|\Z)", re.IGNORECASE
)
# Endings of files that browsers do not show as images, by the tag that plays them; and of those to link to.
_PLAYED = {
    "video": (".mp4", ".m4v", ".mov", ".webm", ".ogv", ".mkv", ".avi"),
    "audio": (".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac"),
}
_DOCUMENTS = (".md", ".html", ".htm", ".pdf", ".txt", ".csv", ".json", ".zip", ".docx", ".xlsx", ".pptx", ".epub")
MEASURE = 700  # pixels: about the width of the text in ink on a desktop, and the most that an image takes


@dataclass(frozen=True)
class Outputs:
    """The paths of all outputs that are planned."""

    paths: Collection[str]

    def hint_for(self, address: str) -> str:
        """What to do about an address at which none of them is served."""
        for path in (output_path(address), output_path(address.rstrip("/") + "/")):
            if similar := self._by_loose_name.get(loose_name(path)):
                return f"Did you mean {readable(url('/', address_of(similar)))}?"
        return "Check the address."

    @cached_property
    def _by_loose_name(self) -> dict[str, str]:
        return {loose_name(path): path for path in sorted(self.paths, reverse=True)}


def resolve(
    path: str, summary: Summary, references: Sequence[Reference], targets: Targets, base: str
) -> tuple[str, ...]:
    """The URL under `base` of each reference of the file at `path`.

    For a link by name it is the whole link, as HTML; for a part, and for what leads nowhere, it may be "". The URL
    of an image, or of a withdrawn article, may be followed by a line break and further attributes, as HTML.
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
    record: Record, references: Sequence[Reference], targets: Targets, outputs: Outputs
) -> Iterator[Problem]:
    """A problem for each reference of the file that leads nowhere, or shows as an image what is not one.

    An address (`/tags/…`) leads nowhere if none of the planned `outputs` is served there.
    """
    folder = record.summary.path.rpartition("/")[0]
    for reference in references:
        if reference.is_image and (fault := _not_an_image(reference)):
            yield _problem(record.summary, reference, fault)
            continue
        if _near(folder, reference, targets):
            continue
        problem = _resolve(record.summary, reference, targets, "/", with_hint=True)[1]
        if problem:
            yield problem
        elif reference.kind == "path":
            destination = destination_of(record.summary.path, reference, targets)
            if destination.file or output_at(destination.address, outputs.paths) is not None:
                continue
            if hidden := targets.hidden_at(destination.address):
                yield _problem(record.summary, reference, hidden_fault(targets.hidden[hidden]))
            else:
                hint = outputs.hint_for(destination.address)
                yield _problem(record.summary, reference, _nowhere(reference, destination.address, hint))


def _near(folder: str, reference: Reference, targets: Targets) -> str | None:
    """The address of an article that is named by its file in the same folder, as in most references."""
    if reference.kind != "path" or "%" in reference.target:
        return None
    return targets.articles.get(f"{folder}/{reference.target}")


def _resolve(
    summary: Summary, reference: Reference, targets: Targets, base: str, *, with_hint: bool
) -> tuple[str, Problem | None]:
    if reference.kind == "part":
        is_there = part_file(reference, targets.parts) in targets.parts
        return "", None if is_there else missing_part(summary, reference, targets.parts)
    if reference.kind == "wiki":
        shown, fault = resolve_wiki(summary, reference, targets.wiki, base, with_hint=with_hint)
    else:
        address, fault = _resolve_path(summary.path, reference, targets, with_hint=with_hint)
        shown = base + address.removeprefix("/") if address.startswith("/") else address
        if reference.is_image:
            shown += image_attributes(address, targets.images, base)
        elif targets.tombstones and destination_of(summary.path, reference, targets).file in targets.tombstones:
            shown = f"{shown.partition('#')[0]}\n{WITHDRAWN}"  # what a heading was called is not on the notice
    return shown, _problem(summary, reference, fault) if fault else None


def _resolve_path(path: str, reference: Reference, targets: Targets, *, with_hint: bool) -> tuple[str, Fault | None]:
    """The address with query and fragment, encoded; and what is wrong. Whether anything is at an address from "/" is
    not looked up."""
    destination = destination_of(path, reference, targets)
    if destination.address and is_name(destination.address):
        return url("/", destination.address) + destination.target.tail, None
    # Encoded as it was, so that it cannot come to mean anything.
    written = quote(reference.target, safe="/%#?=&", errors="surrogatepass")
    if destination.file:
        return written, hidden_fault(targets.hidden[destination.file])
    hint = _hint_for_path(path, destination, targets) if with_hint else ""
    return written, _nowhere(reference, destination.sought if is_name(destination.sought) else "", hint)


def _hint_for_path(path: str, destination: Destination, targets: Targets) -> str:
    sought = destination.sought
    similar = targets.similar(sought) or targets.similar(unquote(sought))
    if similar:
        written = readable(quote(posixpath.relpath(similar, posixpath.dirname(path)), safe=_NEEDS_NO_ESCAPE))
        return f"Did you mean {written.replace(' ', '%20')}? Names must match exactly, in case as well."
    if sought.startswith(f"{CONTENT}/") and (withheld := withheld_by_name(sought)):
        reason = REASONS[withheld.kind].what
        return f"A file of this name is not published: {reason}. List it under `publish` in site.yaml to publish it."
    if _HOST.match(written := destination.target.path):
        return f"If it is an address on another host, write https://{written}."
    if not is_name(sought):
        return "No file can have this name; check the address."
    return f"There is no {printable(sought)}; write the path from this file."


def output_at(address: str, outputs: Container[str]) -> str | None:
    """The output that is served at the address, if any, also if a "/" is missing at its end."""
    for path in (output_path(address), output_path(address.rstrip("/") + "/")):
        if path in outputs:
            return path
    return None


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
    if image.is_on_white:
        attributes += ' data-ground="white"'
    return attributes


def _nowhere(reference: Reference, target: str, hint: str) -> Fault:
    return Fault("broken-image" if reference.is_image else "broken-link", "leads nowhere", hint, target)


def _not_an_image(reference: Reference) -> Fault | None:
    """What is wrong with an image whose file has the ending of another kind of file, if so."""
    ending = posixpath.splitext(split_target(reference.target).path)[1].lower()
    tag = next((tag for tag, endings in _PLAYED.items() if ending in endings), "")
    if not tag and ending not in _DOCUMENTS:
        return None
    hint = f'Write <{tag} src="{reference.target}"></{tag}>.' if tag else f"Write a link: [text]({reference.target})."
    return Fault("not-an-image", f"is {'a file to play' if tag else 'a document'}, not an image", hint, "")


def _problem(summary: Summary, reference: Reference, fault: Fault) -> Problem:
    written = f"[[{reference.target}]]" if reference.kind == "wiki" else reference.target
    message = f"the {'image' if reference.is_image else 'link'} {written!r} {fault.words}"
    return Problem(fault.code, message, summary.path, reference.line, hint=fault.hint, target=fault.target)
