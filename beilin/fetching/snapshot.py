"""Saving the pages of other hosts that articles link to, as WARC files in snapshots/, with an index of them.

Each page is a file of its own, which is written whole before the index has its line. So a run that is interrupted loses
nothing, and the next one continues; a file without a line, after a kill between the two or without the index, gets one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from beilin.checking.occurrences import spellings_of
from beilin.checking.url_results import UrlResult, append_result, read_results, write_results
from beilin.editing.archive import Archive, read_archive
from beilin.editing.find_article import find_article
from beilin.editing.refusal import RefusalError
from beilin.fetching.download import Manners
from beilin.fetching.exchange import SAVING, Exchange, save_pages
from beilin.fetching.warc import capture_in, capture_of
from beilin.files.replace import TEMPORARY_PREFIX, replace_file
from beilin.layout import PARTS, SNAPSHOT_INDEX, SNAPSHOTS
from beilin.model import Record
from beilin.planning.link_states import every_outside_link
from beilin.planning.unpublished import state_of
from beilin.problems.problem import Problem
from beilin.publishing.lock import folder_lock
from beilin.reading.captures import Capture, captures_data, fault_of, is_capture_name, read_captures
from beilin.reading.json_lines import json_lines
from beilin.text.dates import today_in
from beilin.text.link_targets import is_external
from beilin.text.urls import to_uri

FAILURES = ".beilin/snapshots.jsonl"  # of a run that was interrupted: the next one does not ask for these again
_HINT = "Open it in a browser; save it there, or in a web archive, if it matters."

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class SaveReport:
    """What a run did."""

    saved: list[Capture] = field(default_factory=list)
    known: int = 0  # addresses that an earlier run had saved
    adopted: int = 0  # files that had no line in the index
    problems: list[Problem] = field(default_factory=list)  # one for each page that was not saved, in each file


Links = Mapping[str, Mapping[str, str]]  # by address, as it is sent: the files that link to it, as each writes it


def links_to_save(root: Path, names: Sequence[str], progress: Progress) -> tuple[Archive, Links]:
    """The addresses to which the named articles link, or without names all published ones, with the files that do.

    Raises RefusalError.
    """
    archive = read_archive(root, progress)
    if names:
        records: Iterable[Record] = [find_article(archive, name) for name in names]
    else:
        today = today_in(archive.config.time_zone)
        records = [record for record in archive.pages.values() if state_of(record.summary, today) == "published"]
    parts = {path: record for path, record in archive.records.items() if path.startswith(PARTS)}
    found: dict[str, dict[str, str]] = {}
    for record in records:
        for url in every_outside_link(record, parts):
            if url.lower().startswith(("http://", "https://")) and is_external(url, archive.config.base_url):
                found.setdefault(to_uri(url) or url, {}).setdefault(record.summary.path, url)
    return archive, dict(sorted(found.items()))


def save_links(
    root: Path, archive: Archive, links: Links, *, again: bool, progress: Progress,
    say: Callable[[str], None], manners: Manners = SAVING, report: SaveReport | None = None,
) -> SaveReport:  # fmt: skip
    """Save the pages at the addresses that are not saved yet, or `again`.

    `report` is filled as the run goes on, for who has to say what an interrupted run did. Raises RefusalError if a line
    of the index cannot be used, and OSError.
    """
    report = report or SaveReport()
    with folder_lock(root / SNAPSHOTS, say, ("snapshot", f"writing to {SNAPSHOTS}/")):
        _sweep(root)
        captures, problems = read_captures(root)
        if problems:
            raise RefusalError(problems)
        captures += (adopted := _adopted(root, captures))
        report.adopted = len(adopted)
        faults = {capture.file: fault for capture in captures if (fault := fault_of(root, capture))}
        report.problems += faults.values()
        known = {capture.url for capture in captures if capture.file not in faults}
        failures = {} if again else read_results(root, int(time.time()), FAILURES)
        write_results(root, failures.values(), FAILURES)
        wanted = [url for url in links if again or (url not in known and url not in failures)]
        report.known = 0 if again else len(known & links.keys())
        try:
            _save(root, archive, wanted, captures, failures, report, manners, progress)
            (root / FAILURES).unlink(missing_ok=True)
        finally:
            if captures:
                _write_index(root, captures)
            else:
                with suppress(OSError):
                    (root / SNAPSHOTS).rmdir()  # which the lock made
    report.problems += _problems(archive, links, failures)
    return report


def _save(
    root: Path, archive: Archive, wanted: Sequence[str], captures: list[Capture], failures: dict[str, UrlResult],
    report: SaveReport, manners: Manners, progress: Progress,
) -> None:  # fmt: skip
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        progress("Saving pages", done, len(wanted))

    def keep(url: str, exchanges: Sequence[Exchange]) -> None:
        capture, data = capture_of(url, exchanges)
        replace_file(root / capture.path, data)
        with (root / SNAPSHOT_INDEX).open("ab") as file:
            file.write(json_lines([capture]))
        captures[:] = [other for other in captures if other.file != capture.file]
        captures.append(capture)
        report.saved.append(capture)
        tell()

    def fail(result: UrlResult) -> None:
        append_result(root, result, FAILURES)
        failures[result.url] = result
        tell()

    if wanted:
        save_pages(wanted, archive.config.base_url, keep, fail, manners)


def _adopted(root: Path, captures: Collection[Capture]) -> list[Capture]:
    """The captures in files of snapshots/ that the index lacks."""
    listed = {capture.file for capture in captures}
    names = sorted(name for name in os.listdir(root / SNAPSHOTS) if is_capture_name(name) and name not in listed)
    found = (capture_in(root / SNAPSHOTS / name) for name in names)
    return [capture for capture in found if capture]


def _sweep(root: Path) -> None:
    """Remove what a killed run left beside the file that it was writing."""
    for name in os.listdir(root / SNAPSHOTS):
        if name.startswith(TEMPORARY_PREFIX):
            (root / SNAPSHOTS / name).unlink(missing_ok=True)


def _write_index(root: Path, captures: Sequence[Capture]) -> None:
    data = captures_data(captures)
    path = root / SNAPSHOT_INDEX
    if not path.exists() or path.read_bytes() != data:
        replace_file(path, data)


def _problems(archive: Archive, links: Links, failures: Mapping[str, UrlResult]) -> Iterable[Problem]:
    """A problem for each page that was not saved, at its link."""
    texts: dict[str, str] = {}
    for url, holders in links.items():
        if failure := failures.get(url):
            path, written = next(iter(holders.items()))
            if path not in texts:
                texts[path] = (archive.root / path).read_text("utf-8-sig", errors="replace")
            places = (texts[path].find(spelling) for spelling in spellings_of(written))
            at = min((place for place in places if place >= 0), default=-1)
            line = texts[path].count("\n", 0, at) + 1 if at >= 0 else None
            reason = f"it is gone ({failure.reason})" if failure.outcome == "dead" else failure.reason
            yield Problem("not-saved", f"the page {url!r} is not saved: {reason}", path, line, hint=_HINT)
