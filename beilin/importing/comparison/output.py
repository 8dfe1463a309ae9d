"""The output of the comparison: an HTML page, or a table in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from beilin.importing.comparison.rows import Row
from beilin.problems.controls import printable
from beilin.problems.wording import for_user

STYLE = """\
body{font:16px/1.6 system-ui,sans-serif;margin:1.5rem;color:#222;background:#fff}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border-top:1px solid #ddd;padding:.3rem .6rem;text-align:start;vertical-align:top}
td{overflow-wrap:anywhere;white-space:pre-wrap}
th:first-child,td:first-child{width:3.5rem;color:#666}th:last-child,td:last-child{width:22%;color:#555}
.set-aside{background:#fbe9e7}.changed{background:#fff8e1}.front-matter{background:#e8f0fe}
.added,.edited{background:#e8f5e9}.blank{color:#999}
@media (prefers-color-scheme:dark){body{color:#ddd;background:#181818}th,td{border-color:#444}
th:last-child,td:last-child,td:first-child{color:#aaa}.set-aside{background:#4a2622}.changed{background:#453c1c}
.front-matter{background:#20304d}.added,.edited{background:#1f3d24}}
"""


def as_html(title: str, rows: Sequence[Row], lang: str, unit: str = "line") -> str:
    """The rows as a self-contained HTML page. A row is a line or another unit of the source."""
    body = "".join(
        f'<tr class="{row.kind.replace(" ", "-")}"><td>{row.line or ""}</td><td>{escape(row.source)}</td>'
        f"<td>{escape(row.markdown)}</td><td>{escape(_reason(row))}</td></tr>\n"
        for row in rows
    )
    return (
        f'<!doctype html>\n<html lang="{escape(lang or "und")}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n<h1>{escape(title)}</h1>\n"
        f'<table>\n<tr><th scope="col">{unit.capitalize()}</th><th scope="col">Source</th><th scope="col">Markdown</th>'
        f'<th scope="col">Rule</th></tr>\n{body}</table>\n</html>\n'
    )


def _reason(row: Row) -> str:
    if row.kind in ("set aside", "front matter"):
        return f"{row.kind}: {row.rule}"
    return row.rule or ("" if row.kind == "same" else row.kind)


def print_table(rows: Sequence[Row], unit: str = "line") -> None:
    """Print the rows in the terminal, in colour if it supports colours."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    colours: dict[str, str] = {"set aside": "red", "changed": "yellow", "front matter": "blue", "blank": "dim"}
    table = Table(expand=True)
    table.add_column(for_user(unit), justify="right", no_wrap=True)
    table.add_column(for_user("source"), ratio=4, overflow="fold")
    table.add_column("Markdown", ratio=4, overflow="fold")
    table.add_column(for_user("rule"), ratio=2, overflow="fold")
    for row in rows:
        cells = (str(row.line or ""), row.source, row.markdown, for_user(_reason(row)))
        style = colours.get(row.kind, "green" if row.kind in ("added", "edited") else "")
        table.add_row(*(Text(printable(cell), style=style) for cell in cells))
    Console().print(table)
