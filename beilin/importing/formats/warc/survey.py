"""What is in a WARC file: which records are pages, where its images are, and what else there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag

from beilin.importing.formats.warc.reading import BrokenWarcError, NotDividedError, Record, read_records

_PAGES = ("text/html", "application/xhtml+xml")
_BODIES = ("response", "resource")
_SILENT = ("warcinfo", "request", "metadata", "continuation")  # what belongs to other records


@dataclass(slots=True)
class Survey:
    """The records of a file by what they are."""

    is_one_stream: bool = False  # records were packed together, so images cannot be read alone
    pages: dict[str, tuple[str, int]] = field(default_factory=dict)  # address → date and number of the newest
    images: dict[str, int] = field(default_factory=dict)  # address → offset of the newest
    counts: Counter[str] = field(default_factory=Counter)  # of what is not a page
    problem: str = ""  # why the file could not be read to its end


def survey_file(path: Path) -> Survey:
    """Go through the file once. Raises what reading the file raises."""
    try:
        return _survey(path, Survey())
    except NotDividedError:
        return _survey(path, Survey(is_one_stream=True))


def is_page(record: Record) -> bool:
    """Whether the record is a page that was received whole."""
    return record.kind in _BODIES and record.status in ("200", "") and _media_type(record) in _PAGES


def address_of(record: Record) -> str:
    """The address without a fragment."""
    try:
        return urldefrag(record.url).url
    except ValueError:
        return record.url


def _survey(path: Path, survey: Survey) -> Survey:
    try:
        for record in read_records(path, is_one_stream=survey.is_one_stream):
            _add(record, survey)
    except BrokenWarcError as error:
        survey.problem = str(error)
    return survey


def _add(record: Record, survey: Survey) -> None:
    address = address_of(record)
    if is_page(record):
        known = survey.pages.get(address)
        if known:
            survey.counts["older copies of pages"] += 1
        if known is None or record.date >= known[0]:
            survey.pages[address] = (record.date, record.number)
    elif record.kind in _BODIES and record.status in ("200", "") and _media_type(record).startswith("image/"):
        if not survey.is_one_stream:
            survey.images[address] = record.offset
    elif what := _what_else(record):
        survey.counts[what] += 1


def _what_else(record: Record) -> str:
    if record.kind in _SILENT or not record.url.startswith(("http://", "https://")):
        return ""
    if record.kind == "revisit":
        return "visits on which nothing had changed"
    if record.kind not in _BODIES:
        return f"records of the type {record.kind}"
    if record.status.startswith("3"):
        return "redirects"
    if record.status not in ("200", ""):
        return "responses with an error"
    return "PDF files" if _media_type(record) == "application/pdf" else ""


def _media_type(record: Record) -> str:
    return record.headers.get("content-type", "").partition(";")[0].strip().lower()
