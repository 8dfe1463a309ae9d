"""Everything in a body that is written as if it were markup, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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
                        written = _quoted(stretch.written[match.start() : match.end()])
                        yield Finding(slip.code, slip.message.format(written), slip.hint, *stretch.place(match.start()))


def _foreign(rows: Iterable[Foreign], parsed: ParsedBody) -> Iterator[Finding]:
    """One finding for each kind of construct, at its first occurrence."""
    for row in rows:
        found = [
            (stretch, match.start(), written)
            for stretch in parsed.stretches
            for match in compiled(row.pattern).finditer(stretch.text)
            if compiled(row.written).match(written := stretch.written[match.start() : match.end()])
        ]
        if found:
            stretch, index, written = found[0]
            yield _at_first(row.name, "are shown as written", written, row.hint, len(found), *stretch.place(index))
    fences = [token for token in parsed.tokens if token.type == "fence" and token.map]
    if options := [(info, fence) for fence in fences if (info := read_code_info(fence.info).options)]:
        written, line = options[0][0], (options[0][1].map or (0,))[0]
        hint = "Remove them, or describe in the text what they show."
        yield _at_first("options of code blocks", "have no effect", written, hint, len(options), line)
    for name, languages, hint in FENCES:
        if found_fences := [fence for fence in fences if read_code_info(fence.info).language.lower() in languages]:
            written, line = f"```{found_fences[0].info.strip()}", (found_fences[0].map or (0,))[0]
            yield _at_first(name, "are shown as code", written, hint, len(found_fences), line)
    comments = [token for token in parsed.tokens if token.map and _EXCERPT_MARK.search(token.content)]
    if comments:
        hint = "Remove it, and write the summary into the front matter: summary: …"
        written, line = _EXCERPT_MARK.search(comments[0].content).group(), (comments[0].map or (0,))[0]  # type: ignore[union-attr]
        yield _at_first("marks of an excerpt", "have no effect", written, hint, len(comments), line)


def _at_first(
    name: str, effect: str, written: str, hint: str, count: int, line: int, column: int | None = None
) -> Finding:
    times = "" if count == 1 else f" ({count} times, here first)"
    return Finding("foreign-syntax", f"{_quoted(written)}: {name} {effect}{times}", hint, line, column)


def _quoted(written: str) -> str:
    first = written.split("\n", 1)[0].strip()
    return repr(first if len(first) <= MAX_QUOTED else f"{first[:MAX_QUOTED]}…")
