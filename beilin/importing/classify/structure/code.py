"""Source code in a plain text: adjacent lines most of which only a programming language writes like that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.importing.classify.structure.extent import indentation
from beilin.importing.source.lines import SourceLine
from beilin.text.cjk import count_unspaced

MIN_CODE_LINES = 2
MIN_SHARE = 0.6  # of the lines without comments
MAX_LINE = 400  # characters

# A line that is hardly anything but code, whatever the language. Sentences are told apart by `_SENTENCE`.
_CODE = re.compile(
    r"""
    (?:async\s)?(?:def|class|fn|func|function|sub)\s[\w.$:<> ]+[(<:{].*            # a definition
  | (?:if|elif|else|for|while|with|try|except|finally|switch|match|case|catch|do)\b[^.!?]*[:{]
  | [)}\]]+[;,)]*                                                                  # the end of a block
  | [)}]\s?(?:else|catch|finally|while)\b.*
  | (?:from\s[\w.]+\s)?import\s[\w.*]+(?:,\s?[\w.*]+)*(?:\sas\s\w+)?;?
  | (?:import|export)\s.*["'{}].*
  | \#\s?(?:include|define|ifdef|ifndef|endif|pragma)\b.*
  | (?:const|let|var|val|auto|int|float|double|char|void|bool|boolean|[sS]tring|public|private|protected|static|final)
    \s.*[=;{(].*
  | (?:return|yield|raise|throw|await|break|continue|pass|print|echo|package|using|namespace|assert|del)(?:\s[\w.]+)?;?
  | (?:return|yield|raise|throw|await|print|echo|assert|del)\b.*[()\[\]{}=+*/%<>"'$].*
  | @[A-Za-z_][\w.]*(?:\(.*\))?                                                    # a decorator
  | [\w.$\[\]'"*&>()-]+(?::\s?[\w.\[\],|]+)?\s?(?:[-+*/%|&^:]|<<|>>|//|\*\*)?=\s?[^=\s].*    # an assignment
  | [\w.$:>\[\]-]+\(.*\)\s?(?:[;{:]|=>.*)?                                         # a call
  | \.\w+\(.*\)?;?
  | .*(?:[=()\[\]<>*/+].*;|[^\s\w]\s?\{|\)\s?:|=>|->|\s\\|&&|\|\|)                 # how lines of code end
  | (?:\$|>>>|PS>|C:\\>)\s\S.*                                                     # a prompt
  | </?[A-Za-z][\w:-]*(?:\s[^<>]*)?>.*                                             # a tag
  | (?:SELECT|INSERT\sINTO|DELETE\sFROM|CREATE\sTABLE|FROM|WHERE|GROUP\sBY|ORDER\sBY|LEFT\sJOIN)\b.*
  | (?:sudo|pip3?|npm|yarn|docker|apt-get|apt|brew|cargo)\s(?:install|run|add|build|i)\b.*
  | git\s(?:clone|add|commit|push|pull|checkout|status|init)\b.*
  | (?:-\s)?[a-z_][\w.-]*:(?:\s\S+){0,3}                                           # a key of YAML
  | "[^"]*"\s?:\s?\S.*                                                             # a key of JSON
  | \((?:def\w*|let\*?|lambda|setq|if|cond)\b.*
    """,
    re.VERBOSE | re.ASCII,
)
_COMMENT = re.compile(r"#|//|/?\*|--\s|;|<!--|\"\"\"|'''")
_SENTENCE = re.compile(r"[。！？，；]|(?:[A-Za-z]{2,},? ){4,}[A-Za-z]+[.?!:;]?\Z")
_STRUCTURED = re.compile(
    r"[{};]\Z|\A[)}\]]|\A(?:\$|>>>) |\A[\w.]+\(.*\)\Z|\A</?[A-Za-z]|\A\"[^\"]*\"\s?:"
    r"|\A(?:git|sudo|pip3?|npm|apt-get) \w+",
    re.ASCII,
)


def code_blocks(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """The runs of lines that are code, each from its first line to its last. `lines` has blank lines, in order."""
    blocks: list[list[SourceLine]] = []
    run: list[SourceLine] = []
    for line in lines:
        if run and (line.number != run[-1].number + 1 or not _may_continue(line, run)):
            blocks.append(run)
            run = []
        if run or (line.text and (_is_code(line) or _is_comment(line))):
            run.append(line)
    blocks.append(run)
    return [block for run in blocks if (block := _trimmed(run)) and _is_certain(block)]


def _is_code(line: SourceLine) -> bool:
    is_short = len(line.text) <= MAX_LINE
    return is_short and _CODE.fullmatch(line.text) is not None and not _SENTENCE.search(line.text)


def _is_comment(line: SourceLine) -> bool:
    return _COMMENT.match(line.text) is not None


def _may_continue(line: SourceLine, run: Sequence[SourceLine]) -> bool:
    """Whether the line may be inside of code: blank, code, a comment, or deeper than the first line."""
    if not line.text or _is_code(line):
        return True
    if len(line.text) > MAX_LINE:
        return False
    is_deeper = indentation(line.raw) > indentation(run[0].raw)
    return _is_comment(line) or (is_deeper and (run[-1].text != "" or not _SENTENCE.search(line.text)))


def _trimmed(run: Sequence[SourceLine]) -> list[SourceLine]:
    """The run without blank lines at its ends, and without comments that a blank line separates from the code."""
    start, end = 0, len(run)
    code = [position for position, line in enumerate(run) if line.text and not _is_comment(line)]
    if not code:
        return []
    for position in range(code[0]):
        if not run[position].text:
            start = position + 1
    for position in range(end - 1, code[-1], -1):
        if not run[position].text:
            end = position
    return list(run[start:end])


def _is_certain(block: Sequence[SourceLine]) -> bool:
    """Whether enough lines are code, and they have its shape: indented, or with brackets and semicolons."""
    lines = [line for line in block if line.text and not _is_comment(line)]
    code = [line for line in lines if _is_code(line)]
    if len(code) < MIN_CODE_LINES or len(code) < MIN_SHARE * len(lines):
        return False
    indents = [indentation(line.raw) for line in lines]
    is_indented = max(indents) > indents[0]
    structured = sum(_STRUCTURED.search(line.text) is not None for line in lines)
    is_structured = structured * 2 >= len(lines) > MIN_CODE_LINES
    is_latin = sum(count_unspaced(line.text) for line in lines) * 3 < sum(len(line.text) for line in lines)
    return is_latin and (is_indented or is_structured)
