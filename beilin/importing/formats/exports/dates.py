"""The dates of exports → ISO 8601, with the offset at which the blog showed them where that can be known."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

_MAX_OFFSET = timedelta(hours=14)
_QUARTER = timedelta(minutes=15)


def zoned_date(local: str, utc: str) -> str:
    """`2023-06-21T09:19:00+08:00` from the local time `2023-06-21 09:19:00` and the same moment in UTC.

    Without the latter, or if the two cannot be the same moment, the local time without an offset; "" without either.
    """
    shown, moment = _parse(local), _parse(utc)
    if shown is None:
        return f"{moment.isoformat()}+00:00" if moment else ""
    if moment:
        difference = shown - moment
        rounded = round(difference / _QUARTER) * _QUARTER  # both may be written some seconds apart
        if abs(rounded) <= _MAX_OFFSET and abs(difference - rounded) < timedelta(minutes=1):
            return shown.replace(tzinfo=timezone(rounded)).isoformat()
    return shown.isoformat()


def is_later_day(date: str, than: str) -> bool:
    """Whether the one date in ISO 8601 is on a later day than the other."""
    return bool(date) and date[:10] > than[:10]


def _parse(written: str) -> datetime | None:
    if not written.strip() or written.startswith("0000"):
        return None
    try:
        return datetime.fromisoformat(written.strip()).replace(tzinfo=None)
    except ValueError:
        return None
