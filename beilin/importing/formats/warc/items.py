"""A WARC file → its pages, each address once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from beilin.importing.formats.addresses import host_name, page_name
from beilin.importing.formats.bounded_reading import READING_ERRORS, reading_problem
from beilin.importing.formats.exports.leftovers import left_out
from beilin.importing.formats.table import FormatSettings
from beilin.importing.formats.warc.payload import UnreadableBodyError, decoded_body
from beilin.importing.formats.warc.reading import BrokenWarcError, Record, read_records
from beilin.importing.formats.warc.survey import Survey, address_of, survey_file
from beilin.importing.model import Item
from beilin.problems.problem import Problem

KIND = "warc"
IMAGE = "image "  # before the address in the context of a page, whose value is the offset of the image in the file
_MAX_IMAGES = 2_000
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_VALUE = rb"\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s>\"']{1,4000})"
_SOURCE = re.compile(rb"<(img|base)\b[^<>]{0,4000}?\s(?:src|href)\s*=\s*(?:" + _VALUE + rb")", re.IGNORECASE)


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The pages in the order of the file, the newest copy of each, and at the end a count of everything else."""
    del settings
    try:
        survey = survey_file(path)
        yield from _pages(path, display_name, survey)
    except READING_ERRORS as error:
        yield reading_problem(error, display_name)
        return
    if survey.problem:
        hint = "What precedes that place is imported; get the file anew for the rest."
        yield Problem("unreadable", f"cannot be read to its end: {survey.problem}", display_name, hint=hint)
    yield from left_out(display_name, survey.counts)


def _pages(path: Path, display_name: str, survey: Survey) -> Iterator[Item | Problem]:
    wanted = {number for _, number in survey.pages.values()}
    try:
        for record in read_records(path, is_one_stream=survey.is_one_stream):
            if record.number not in wanted:
                continue
            raw = record.read()
            try:
                if raw is None:
                    raise UnreadableBodyError("pages that are too large")
                headers = record.headers
                body = decoded_body(raw, headers.get("transfer-encoding", ""), headers.get("content-encoding", ""))
            except UnreadableBodyError as error:
                message = f"record {record.number} ({record.url}) is not read: it is among the {error}"
                yield Problem("unreadable-item", message, display_name, hint="Save that page by itself.")
            else:
                if body.strip():
                    yield _item(record, body, survey.images, path, display_name)
                else:
                    survey.counts["empty pages"] += 1
    except BrokenWarcError:
        return  # the survey has ended there too


def _item(record: Record, body: bytes, images: Mapping[str, int], path: Path, display_name: str) -> Item:
    address = address_of(record)
    charset = _CHARSET.search(record.headers.get("content-type", ""))
    context = {"url": address, "retrieved": record.date, "charset": charset[1] if charset else ""}
    name = page_name(address) or host_name(address) or f"{path.stem}-{record.number}"
    context |= _images(body, address, images)
    place = f"record {record.number}"
    return Item(KIND, display_name, body, name, place, identity=address, context=context, file=path)


def _images(body: bytes, address: str, images: Mapping[str, int]) -> dict[str, str]:
    """The offsets of the images that the page shows, by the addresses as it writes them."""
    found: dict[str, str] = {}
    base = address
    for match in _SOURCE.finditer(body) if images else ():
        written = unescape((match[2] or match[3] or match[4] or b"").decode("utf-8", "replace")).strip()
        try:
            whole = urldefrag(urljoin(base, written)).url
        except ValueError:
            continue
        if match[1].lower() == b"base":
            base = whole
        elif whole in images and len(found) < _MAX_IMAGES:
            found[f"{IMAGE}{written}"] = str(images[whole])
    return found
