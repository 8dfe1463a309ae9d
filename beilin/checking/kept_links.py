"""links.jsonl after a check: the results that it keeps, and the copies that the Wayback Machine says it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from beilin.checking.link_recording import to_ask_about, updated_records, with_answer
from beilin.checking.url_results import UrlResult
from beilin.checking.wayback import Copy
from beilin.files.replace import replace_file
from beilin.layout import LINKS_FILE
from beilin.reading.link_records import LinkRecord, link_records_data, read_link_records

AskForCopies = Callable[[Mapping[str, str], Callable[[str, Copy | None], None]], None]


def keep_results(root: Path, results: Iterable[UrlResult], *, keeps_others: bool) -> bool:
    """Write the results into the archive's records; whether that was possible.

    It is not if a line there cannot be used, for that line would be lost. `keeps_others` is as for `updated_records`.
    Raises OSError.
    """
    before, problems = read_link_records(root)
    if problems:
        return False
    _write(root, updated_records(before, results, keeps_others=keeps_others))
    return True


def keep_copies(
    root: Path, linked: Mapping[str, str], ask: AskForCopies, progress: Callable[[int, int], None]
) -> tuple[int, int]:
    """Ask for copies of dead pages, and keep the answers, also if asking ends early; how many were asked for and found.

    `linked` has the day since which the archive has linked to each address. Whatever `ask` raises is raised again.
    """
    records, _ = read_link_records(root)
    today = datetime.now(UTC).date().isoformat()
    wanted = {url: linked.get(url, "") for url in to_ask_about(records, today)}
    asked = found = 0

    def report(url: str, copy: Copy | None) -> None:
        nonlocal asked, found
        records[url] = with_answer(records[url], copy, today)
        asked, found = asked + 1, found + (copy is not None)
        progress(asked, len(wanted))

    try:
        ask(wanted, report)
    finally:
        if asked:
            _write(root, records)
    return asked, found


def _write(root: Path, records: Mapping[str, LinkRecord]) -> None:
    data = link_records_data(records)
    path = root / LINKS_FILE
    if not path.exists() or path.read_bytes() != data:
        replace_file(path, data)
