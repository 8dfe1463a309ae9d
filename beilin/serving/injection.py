"""What is put into served pages: the script that keeps a page fresh, and the mark of a draft. Files never hold it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from beilin.problems.formats import in_file_order
from beilin.problems.problem import Problem

MAX_SHOWN = 200  # they are sent with every page
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DRAFT = (
    '<p id="beilin-draft" role="note" style="position:fixed;inset:auto auto 0 0;margin:0;padding:.3em .8em;'
    'background:#7a3e00;color:#fff;font:600 14px/1.5 system-ui,sans-serif;z-index:2147483646">'
    "This page shows a draft, which is not published</p>"
)


def inject(page: bytes, snippet: str) -> bytes:
    """The HTML page with the snippet, which must be ASCII, at the end of its body."""
    if page.startswith(_UTF_16):
        return page
    at = page.lower().rfind(b"</body")
    at = len(page) if at < 0 else at
    return page[:at] + snippet.encode("ascii") + page[at:]


def snippet(*, base_path: str, message: str, token: str, is_draft: bool = False, is_problem_page: bool = False) -> str:
    """What to inject: `message` is what `browser_message` gave, the other values say what kind of page it is.

    `token` is what the page has to show when it asks to open a file.
    """
    own = escape(base_path + ".beilin/")
    kind = " data-problem-page" if is_problem_page else ""
    mark = _DRAFT if is_draft else ""
    return (
        f'{mark}<script type="module" src="{own}live.js" data-own="{own}" data-token="{escape(token)}" '
        f'data-status="{escape(message)}"{kind}></script>'
    )


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems as pages list them: errors first, and each kind by file and place."""
    return sorted(in_file_order(problems), key=lambda problem: problem.severity != "error")


def browser_message(version: str, problems: Iterable[Problem]) -> str:
    """The status as the browser gets it: JSON in ASCII, in one line. Of very many problems it has the first."""
    listed = in_order(problems)
    shown: list[dict[str, Any]] = [
        {
            "severity": problem.severity,
            "place": problem.place,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "message": problem.message,
            "source": problem.source,
            "hint": problem.hint,
        }
        for problem in listed[:MAX_SHOWN]
    ]
    return json.dumps({"version": version, "problems": shown, "more": len(listed) - len(shown)})
