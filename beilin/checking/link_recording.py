"""The results of checking links → the records that the archive keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

import msgspec

from beilin.checking.url_results import UrlResult
from beilin.reading.link_records import LinkRecord

DAYS_BETWEEN_QUESTIONS = 30  # to the Wayback Machine about an address of which it had no copy
_FAILING = ("dead", "unreachable")


def updated_records(
    before: Mapping[str, LinkRecord], results: Iterable[UrlResult], *, keeps_others: bool
) -> dict[str, LinkRecord]:
    """The records after these results, by address.

    Addresses without a result are left out, because the archive no longer links to them, unless `keeps_others`.
    """
    records = dict(before) if keeps_others else {}
    for result in results:
        was = before.get(result.url)
        records[result.url] = _updated(was, result) if was else _new(result)
    return records


def _updated(was: LinkRecord, result: UrlResult) -> LinkRecord:
    """The record after the result; the same if that says nothing, or is older than what is recorded."""
    new = _new(result)
    if result.outcome == "untested" or new.checked < was.checked:
        return was
    since = (was.since or new.checked) if result.outcome in _FAILING else ""
    return msgspec.structs.replace(
        was, outcome=new.outcome, checked=new.checked, since=since, reason=new.reason, new_url=new.new_url
    )


def _new(result: UrlResult) -> LinkRecord:
    checked = datetime.fromtimestamp(result.checked_at, UTC).date().isoformat()
    since = checked if result.outcome in _FAILING else ""
    return LinkRecord(result.url, result.outcome, checked, since, result.reason, result.new_url)


def to_ask_about(records: Mapping[str, LinkRecord], today: str) -> list[str]:
    """The dead addresses without a copy about which the Wayback Machine has not been asked lately, on the day."""
    return [
        url
        for url, record in sorted(records.items())
        if record.outcome in _FAILING and not record.archived_url and _is_due(record.archive_asked, today)
    ]


def _is_due(asked: str, today: str) -> bool:
    return not asked or (date.fromisoformat(today) - date.fromisoformat(asked)).days >= DAYS_BETWEEN_QUESTIONS


def with_answer(record: LinkRecord, copy: tuple[str, str] | None, today: str) -> LinkRecord:
    """The record after an answer of the Wayback Machine on the day: the address of a copy and its day, or None."""
    url, day = copy or ("", "")
    return msgspec.structs.replace(record, archived_url=url, archived_on=day, archive_asked=today)
