"""Dates in addresses, by forms such as `%Y/%m`."""

from __future__ import annotations

import re
from datetime import datetime

_DIRECTIVE = re.compile(r"%-?([a-zA-Z%])")
# Those of `strftime` that depend on the date alone, and not on the machine's time zone or language. The names of months
# and days are English ones, because Beilin never calls `setlocale`.
_KNOWN = frozenset("aAbBCdDeFGhHIjmMRSTuUVwWyY%")


def formatted_date(iso: str, form: str) -> str:
    """The date in ISO 8601 in the form; "" if it is not a date, or the form has an unknown directive."""
    try:
        date = datetime.fromisoformat(iso)
        is_known = _KNOWN.issuperset(_DIRECTIVE.findall(form))
        return _DIRECTIVE.sub(lambda match: date.strftime(match[0]), form) if is_known else ""
    except ValueError:
        return ""
