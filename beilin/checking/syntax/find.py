"""Everything in a body that is written as if it were markup, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from beilin.checking.syntax.blocks import GATES, Finding, block_findings
from beilin.checking.syntax.foreign import FENCES, FOREIGN, Foreign
from beilin.checking.syntax.gates import compiled, heads_of, is_open
from beilin.checking.syntax.slips import SLIPS, Slip
from beilin.checking.syntax.stretches import ParsedBody, parse_body
from beilin.problems.problem import Problem
from beilin.reading.code_info import read_code_info

MAX_QUOTED = 60  # characters
MAX_SOURCE = 2000  # characters of a line
_EXCERPT_MARK = re.compile(r"<!--\s*(?:more|truncate)\s*-->", re.IGNORECASE)


def syntax_problems(path: str, body: str, lines: Sequence[str], first_line: int) -> list[Problem]:
    """The slips and the foreign syntax in the body, whose first line has the number `first_line` in the file."""
    heads = heads_of(lines)
    slips = [slip for slip in SLIPS if is_open(slip.gate, body, heads)]
    foreign = [row for row in FOREIGN if is_open(row.gate, body, heads)]
    if not (slips or foreign or any(is_open(gate, body, heads) for gate in GATES)):
        return []
    parsed = parse_body(body, lines)
    findings = [*_slips(slips, parsed), *_foreign(foreign, parsed), *block_findings(parsed)]
    return [
        Problem(code, message, path, first_line + line, column, hint, lines[line][:MAX_SOURCE])
        for code, message, hint, line, column in findings
    ]


def _slips(slips: Iterable[Slip], parsed: ParsedBody) -> Iterator[Finding]:
    for slip in slips:
        for stretch in parsed.stretches:
            if stretch.kind in slip.kinds:
                for match in compiled(slip.pattern).finditer(stretch.text):
                    if slip.accept(match, stretch):
                        start = match.start(slip.group)
                        written = _quoted(stretch.written[start : match.end()])
                        yield Finding(slip.code, slip.message.format(written), slip.hint, *stretch.place(start))


def _foreign(rows: Iterable[Foreign], parsed: ParsedBody) -> Iterator[Finding]:
    """One finding for each kind of construct, at its first occurrence."""
    for row in rows:
        occurrences = [
            _Occurrence(written, *stretch.place(match.start()))
            for stretch in parsed.stretches
            for match in compiled(row.pattern).finditer(stretch.text)
            if compiled(row.written).match(written := stretch.written[match.start() : match.end()])
        ]
        yield from _at_first(row.name, "are shown as written", row.hint, occurrences)
    yield from _foreign_fences(parsed.tokens)
    marks = [
        _Occurrence(mark.group(), token.map[0] if token.map else 0)
        for token in parsed.tokens
        for html in (token, *(token.children or ()))
        if html.type in ("html_block", "html_inline") and (mark := _EXCERPT_MARK.search(html.content))
    ]
    hint = "Remove it, and write the summary into the front matter: summary: …"
    yield from _at_first("excerpt markers", "have no effect", hint, marks)


def _foreign_fences(tokens: Iterable[Token]) -> Iterator[Finding]:
    fences = [
        (read_code_info(token.info), _Occurrence(f"```{token.info.strip()}", token.map[0]))
        for token in tokens
        if token.type == "fence" and token.map
    ]
    options = [occurrence._replace(written=info.options) for info, occurrence in fences if info.options]
    hint = "Remove them, or describe in the text what they show."
    yield from _at_first("options of code blocks", "have no effect", hint, options)
    for name, languages, hint in FENCES:
        occurrences = [occurrence for info, occurrence in fences if info.language.lower() in languages]
        yield from _at_first(name, "are shown as code", hint, occurrences)


class _Occurrence(NamedTuple):
    """Where a construct is."""

    written: str
    line: int  # of the body, from 0
    column: int | None = None  # from 1


def _at_first(name: str, effect: str, hint: str, occurrences: Sequence[_Occurrence]) -> Iterator[Finding]:
    """The finding at the first of the occurrences, if there are any."""
    if occurrences:
        first = occurrences[0]
        times = f" ({len(occurrences)} times, here first)" if len(occurrences) > 1 else ""
        message = f"{_quoted(first.written)}: {name} {effect}{times}"
        yield Finding("foreign-syntax", message, hint, first.line, first.column)


def _quoted(written: str) -> str:
    first = written.split("\n", 1)[0].strip()
    shortened = first if len(first) <= MAX_QUOTED else f"{first[:MAX_QUOTED]}…"
    return repr(shortened).replace("\\\\", "\\")  # backslashes as they are written
