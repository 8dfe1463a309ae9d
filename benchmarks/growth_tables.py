"""What was measured of archives of growing size → tables for RESULTS.md and docs/scale.md."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from statistics import linear_regression

from beilin.deploying.github_pages import MAX_SITE_BYTES
from benchmarks.growth_record import Measured, Record

MIN_ARTICLES_OF_EXPONENT = 1000  # the start takes most of the time with fewer
MIN_ARTICLES_OF_SCALE = 10_000  # docs/scale.md is about large archives
# The first line of the table in docs/scale.md, by the folder of the language in docs/.
SCALE_HEADERS = {
    "": "| articles | theme | first build | one body edited | memory | files | size | GitHub Pages |",
    "zh-Hant": "| 文章數 | 主題 | 首次建置 | 改一篇內文 | 記憶體 | 檔案 | 大小 | GitHub Pages |",
}
THEMES = {"beilin": "parity", "beilin-ink": "ink", "beilin-ink-no-search": "ink, `search: false`"}
_RULE = "| ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |"
_SECONDS = {"": "s", "zh-Hant": "秒"}
_FITS = {"": ("yes", "no"), "zh-Hant": ("可以", "不行")}


def exponent(points: Mapping[int, float]) -> float | None:
    """The power of the number of articles by which a time grows; None if there are too few points."""
    large = {count: time for count, time in points.items() if count >= MIN_ARTICLES_OF_EXPONENT}
    if len(large) < 2:
        return None
    return linear_regression([log(count) for count in large], [log(time) for time in large.values()]).slope


def growth_tables(record: Record, labels: Mapping[str, str]) -> str:
    """A table for each tool, with the exponents of its times."""
    parts = []
    for tool, label in labels.items():
        if not (of_tool := record.get(tool)):
            continue
        lines = [f"### {label}", "",
                 "| articles | cold, s | CPU, s | one body edited, s | memory, MB | pages | files | MB |",
                 "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
        lines += [f"| {count:,} | {' | '.join(_cells(one))} |" for count, one in of_tool.items()]
        cold = exponent({count: one["cold"] for count, one in of_tool.items()})
        edit = exponent({count: one["edit"] for count, one in of_tool.items()})
        if cold is not None and edit is not None:
            lines += ["", f"From {MIN_ARTICLES_OF_EXPONENT:,} articles on, a first build takes time in proportion to "
                      f"their number to the power of {cold:.2f}, an edit to the power of {edit:.2f}."]  # fmt: skip
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _cells(one: Measured) -> tuple[str, ...]:
    return (
        f"{one['cold']:.2f}", f"{one['cpu']:.2f}", f"{one['edit']:.2f}", f"{one['memory'] / 1e6:,.0f}",
        f"{one['pages']:,}", f"{one['files']:,}", f"{one['size'] / 1e6:,.0f}",
    )  # fmt: skip


def scale_rows(record: Record, language: str) -> list[str]:
    """The rows of the table in docs/scale.md, in the language of that folder."""
    seconds, fits = _SECONDS[language], _FITS[language]
    rows = []
    for count in sorted({count for of_tool in record.values() for count in of_tool}):
        for tool, theme in THEMES.items():
            if count < MIN_ARTICLES_OF_SCALE or not (one := record.get(tool, {}).get(count)):
                continue
            cells = (
                f"{count:,}", theme, f"{one['cold']:.0f} {seconds}", f"{one['edit']:.1f} {seconds}",
                f"{one['memory'] / 1e9:.1f} GB", f"{one['files']:,}", f"{one['size'] / 1e9:.1f} GB",
                fits[one["size"] > MAX_SITE_BYTES],
            )  # fmt: skip
            rows.append(f"| {' | '.join(cells)} |")
    return rows


def replace_table(text: str, header: str, rows: list[str]) -> str:
    """The page with these rows in the table that begins with the header. Raises ValueError if it has no such table."""
    lines = text.splitlines()
    begin = lines.index(header)
    end = begin
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    return "\n".join([*lines[:begin], header, _RULE, *rows, *lines[end:], ""])
