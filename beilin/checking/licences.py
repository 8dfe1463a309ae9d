"""Licences that were probably meant as SPDX identifiers, and are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from beilin.layout import CONFIG_FILE
from beilin.model import Record
from beilin.problems.problem import Problem
from beilin.text.licences import SPDX_PAGE, licence_urls, looks_like_spdx, meant_licence

_KEY = re.compile(r"license\s*:")


def unknown_licences(root: Path, of_archive: str, records: Iterable[Record]) -> Iterator[Problem]:
    """A warning for each licence, of the archive or of a file, that looks like an SPDX identifier and is none."""
    if said := _fault(of_archive):
        lines = (root / CONFIG_FILE).read_text("utf-8-sig").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if _KEY.match(text)), None)
        yield Problem("unknown-licence", said[0], CONFIG_FILE, line, hint=said[1])
    for record in records:
        if record.summary.license and (said := _fault(record.summary.license)):
            yield Problem("unknown-licence", said[0], record.summary.path, 1, hint=said[1])


def _fault(licence: str) -> tuple[str, str] | None:
    """What is wrong with the licence, and what to write."""
    meant = meant_licence(licence)
    if licence_urls(licence) or not (meant or looks_like_spdx(licence)):
        return None
    instead = f"Did you mean {meant!r}?" if meant else f"The identifiers are listed at {SPDX_PAGE}."
    return f"license: {licence!r} is not an SPDX identifier", f"{instead} It is published as it is, without a link."
