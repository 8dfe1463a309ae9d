"""What is injected into served pages, never into files: the live-update script, and the notice on a draft."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from html import escape
from typing import Any

from beilin.problems.formats import PLAIN, count_problems, severity_label
from beilin.problems.problem import Problem
from beilin.problems.selection import Listed, first_of_each_kind
from beilin.problems.wording import for_user

_WORDS = {  # of the scripts
    "close": "Close the list",
    "below": "Below is the last good version of this page.",
    "open": "Open in the text editor",
    "asked": "Asked the browser to open VS Code. To use a different editor, set VISUAL before you start serve.",
    "silent": "The server does not respond.",
}
_DRAFT = "This page shows a draft, which is not published"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Sticky at the end of the page: it has a place of its own there, and above it text scrolls out of sight as at the edge
# of the window, so no line is under it for good. The bar of problems (overlay.js) is below it.
_DRAFT_NOTICE = (
    "<style>#beilin-draft{position:sticky;bottom:var(--beilin-bar,0px);margin:0;padding:.3em 1em;text-align:start;"
    "background:#7a3e00;color:#fff;font:600 14px/1.5 system-ui,sans-serif;z-index:2147483646}"
    "@media print{#beilin-draft{display:none}}</style>"
    '<p id="beilin-draft" role="note">{text}</p>'
)


def inject(page: bytes, snippet: str) -> bytes:
    """The HTML page with the snippet at the end of its body; what is not ASCII is written as character references."""
    if page.startswith(_UTF_16):
        return page
    at = page.lower().rfind(b"</body")
    at = len(page) if at < 0 else at
    return page[:at] + snippet.encode("ascii", "xmlcharrefreplace") + page[at:]


def snippet(*, base_path: str, message: str, token: str, is_draft: bool = False, is_problem_page: bool = False) -> str:
    """What to inject into a page.

    `message` is the result of `browser_message`; the page sends `token` when it asks to open a file.
    """
    prefix = escape(base_path + ".beilin/")
    kind = " data-problem-page" if is_problem_page else ""
    notice = _DRAFT_NOTICE.replace("{text}", for_user(_DRAFT)) if is_draft else ""
    return (
        f'{notice}<script type="module" src="{prefix}live.js" data-own="{prefix}" data-token="{escape(token)}" '
        f'data-status="{escape(message)}"{kind}></script>'
    )


def listed_on_pages(problems: Iterable[Problem]) -> list[Listed]:
    """The problems as pages list them: errors first, then by file and location; the first of each kind."""
    listed = first_of_each_kind(None, problems, lambda _code: True)
    return sorted(listed, key=lambda one: one.problem.severity != "error")


def browser_message(version: str, problems: Collection[Problem], options: str = "") -> str:
    """The status as it is sent to the browser, one line of ASCII JSON, with texts in the user's language.

    It has the first problems of each kind, and all counts.

    `options` are as for `Listed.omission`.
    """
    sent: list[dict[str, Any]] = [
        {
            "severity": problem.severity,
            "label": severity_label(problem.severity, PLAIN),
            "location": problem.location,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "message": for_user(problem.message),
            "source": problem.source,
            "hint": for_user(problem.hint),
            "omission": for_user(listed.omission(options)),
        }
        for listed in listed_on_pages(problems)
        for problem in [listed.problem]
    ]
    words = {name: for_user(text) for name, text in _WORDS.items()}
    summary = for_user(count_problems(problems))
    return json.dumps({"version": version, "problems": sent, "summary": summary, "words": words})
