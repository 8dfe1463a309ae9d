"""Why the front matter of a Markdown file is not found: faults of the lines `---` around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.problems.problem import Problem
from beilin.reading.front_matter import HOW_TO_BEGIN, LINE_END

SMART_DASHES = "Write three hyphens: ---. Some text editors turn hyphens into dashes; that can be switched off."

_INVISIBLE = "\u200b-\u200f\u2060\ufeff"
_DASHES = "-‐‑‒–—―−－﹣﹘ー─━一_＿"
_FENCE = re.compile(r"---[ \t]*\Z")
# What is no fence, but was probably meant as one: dashes of any kind, the end of a document (YAML 1.2, section 9.1.3),
# the fences of other formats, and a fence with something beside it.
_LIKE_FENCE = re.compile(
    rf"[\s{_INVISIBLE}]*(?:[{_DASHES}](?:[ \t]?[{_DASHES}])+|[—―]|\.\.\.|…+|\*\*\*+|\+\+\+|＋＋＋|===+|~~~|;;;)"
    rf"[\s{_INVISIBLE}]*\Z"
)
_FENCE_AND_TEXT = re.compile(r"[ \t]*---(?P<text>[^-].*)")
_KEY = re.compile(r"[\"'“”‘’]?(?P<key>[^\W\d][\w-]{0,39})[\"'“”‘’]?[ \t]*[:：]")
_YAML_LINE = re.compile(r"[ \t]|#|-[ \t]|[\"'“”‘’]?[^\W\d][\w -]{0,39}[\"'“”‘’]?[ \t]*[:：]|[}\]]")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>[^#\s].*)")
MAX_QUOTED = 40


def missing_front_matter(text: str, file: str) -> Problem:
    """Why no front matter is found in the text of a file that is not blank."""
    lines = LINE_END.split(text)
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    line = lines[first]
    if _FENCE.match(line):
        return _unclosed(lines, file) if first == 0 else _blank_line(lines, first, file)
    message, hint = _fault_of_opening(line, lines)
    return _problem("no-front-matter", message, hint, file, first + 1, lines[first])


def closing_fault(yaml: str, file: str, first_line: int = 2) -> Problem | None:
    """Where the front matter was probably meant to end, if YAML that cannot be read has such a place.

    `yaml` begins on `first_line` of the file.
    """
    lines = LINE_END.split(yaml)
    for index, line in enumerate(lines):
        if _is_like_closing(line):
            return _bad_closing(line, index + first_line, file)
    for index in range(1, len(lines)):
        if not lines[index - 1].strip() and lines[index].strip() and not _YAML_LINE.match(lines[index]):
            last = max((at for at in range(index) if lines[at].strip()), default=-1)
            if last >= 0:
                return _not_closed(lines, last, file, first_line)
    return None


def _is_like_closing(line: str) -> bool:
    """Whether the line was probably meant to close the front matter. A lone hyphen is an empty item of a list."""
    return bool(_LIKE_FENCE.match(line)) or bool(_FENCE_AND_TEXT.match(line))


def _unclosed(lines: Sequence[str], file: str) -> Problem:
    last = 0
    for index, line in enumerate(lines[1:], 1):
        if _is_like_closing(line):
            return _bad_closing(line, index + 1, file)
        if last == index - 1 and line.strip() and _YAML_LINE.match(line):
            last = index
    return _not_closed(lines, last, file, 1)


def _not_closed(lines: Sequence[str], last: int, file: str, first_line: int) -> Problem:
    """The front matter is not closed below its last line, at that index."""
    message, hint = "the front matter, which begins on line 1, is not closed", "Write a line --- below this one."
    return _problem("unclosed-front-matter", message, hint, file, last + first_line, lines[last])


def _bad_closing(line: str, number: int, file: str) -> Problem:
    if match := _FENCE_AND_TEXT.match(line):
        message = f"{_quoted(match['text'])} follows the --- that closes the front matter"
        hint = "Write --- alone on its line."
    else:
        message, hint = f"{_quoted(line)} does not close the front matter", _hint_for(line)
    return _problem("unclosed-front-matter", message, hint, file, number, line)


def _blank_line(lines: Sequence[str], first: int, file: str) -> Problem:
    what = "a blank line is" if first == 1 else f"{first} blank lines are"
    hint = f"Remove {'it' if first == 1 else 'them'}: the line --- must be the first of the file."
    return _problem("no-front-matter", f"{what} above the front matter", hint, file, 1, lines[0])


def _fault_of_opening(line: str, lines: Sequence[str]) -> tuple[str, str]:
    """(message, hint) for a first line that is not a fence."""
    text = line.strip().strip("\u200b\u2060\ufeff")
    if text in ("+++", "＋＋＋"):
        return "this is front matter in TOML, and Beilin reads YAML", (
            "Write --- instead of both lines +++, and `key: value` instead of `key = value`."
        )
    if text.startswith(("{", ";;;")):
        hint = "Put a line --- above the first brace and one below the last, instead of any other marks."
        return "this is front matter in JSON, without the lines --- around it", hint
    if _FENCE.match(text):
        return "the line --- that opens the front matter is indented or has invisible characters", (
            "Write three hyphens at the beginning of the line, and nothing else."
        )
    if _LIKE_FENCE.match(line):
        return f"{_quoted(line)} does not open the front matter", _hint_for(line)
    if match := _FENCE_AND_TEXT.match(line):
        return f"{_quoted(match['text'])} follows the --- that opens the front matter", "Write --- alone on its line."
    if match := _KEY.match(text):
        closed = any(_FENCE.match(other) for other in lines[1:])
        below = "" if closed else ", and one below the last key"
        return f"the line --- above {match['key']!r} is missing", f"Put a line --- above this one{below}."
    if match := _HEADING.match(text):
        title = match["title"].rstrip("# ").strip()
        return "there is no front matter", f"Begin the file with a line ---, a line `title: {title}`, and a line ---."
    if text.startswith(("```", "~~~", "<!--")):
        return f"{_quoted(line)} is above the front matter", "The line --- must be the first of the file."
    return "there is no front matter", HOW_TO_BEGIN


def _hint_for(line: str) -> str:
    text = line.strip()
    if _FENCE.match(text):
        return "Write it at the beginning of the line."
    if text.startswith("..."):
        return "Write --- in its place."
    return SMART_DASHES if re.search("[‐‑‒–—―−－…]", text) else "Write three hyphens: ---."


def _quoted(text: str) -> str:
    text = text.strip()
    return repr(text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…")


def _problem(code: str, message: str, hint: str, file: str, number: int, line: str) -> Problem:
    """A problem at the line with that number in the file."""
    return Problem(code, message, file, number, 1, hint, line[:200].rstrip())
