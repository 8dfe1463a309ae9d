"""What a single line says of being source code: how clearly a programming language, or prose, writes like that."""

from __future__ import annotations

import re
from typing import Literal

from beilin.text.cjk import count_unspaced

LineKind = Literal["code", "likely", "comment", "neutral", "prose", "blank"]
MAX_LINE = 240  # characters
MAX_NEUTRAL = 120

# A line that is hardly anything but code, whatever the language. Sentences are told apart by `_SENTENCE`.
_CODE = re.compile(
    r"""
    (?:async\s)?(?:def|class|fn|func|function|sub|struct|interface|enum|impl|trait)\s[\w.$:<>!? ]+[(<:{].*
  | def\s[\w.?!]+ | class\s[A-Z]\w*(?:\s?<\s?[\w:]+)? | module\s[\w.]+(?:\swhere)? | [\w']+\s::\s.+
  | (?:if|elif|else|for|while|with|try|except|finally|switch|match|case|catch|do)\b[^.!?]*[:{]
  | (?:if|elif|for|while|until)\b.*;\s?(?:do|then)
  | (?:end|done|fi|esac|then|else|begin|endif|where|do)
  | [)}]\s?(?:else|catch|finally|while)\b.*
  | (?:from\s[\w.]+\s)?import\s(?:\([^()]*\)|["'].*|[\w.*]+(?:,\s?[\w.*]+)*(?:\sas\s\w+)?;?)
  | (?:import|export|require|use|puts)\s.*["'{}:].*
  | \#\s?(?:include|define|ifdef|ifndef|endif|pragma)\b.* | \#!/.*
  | (?:const|let|var|val|auto|int|float|double|char|void|bool|boolean|[sS]tring|public|private|protected|static|final)
    \s.*[=;{(:].*
  | (?:return|yield|raise|throw|await|print|echo|assert|del)\b.*[()\[\]{}=+*/%<>"'$].*
  | @[A-Za-z_][\w.]*(?:\(.*\))?                                                    # a decorator
  | [\w.$@\[\]'"*&>()-]+(?::\s?[\w.\[\],|]+)?\s{0,20}(?:[-+*/%|&^:]|<<|>>|//|\*\*)?=\s?[^=\s].*    # an assignment
  | [\w.$:>\[\]-]+!?\(.*\)\s?(?:[;{:?]|=>.*)?                                      # a call
  | \.\w+\(.*\)?;?
  | .*(?:[=()\[\]<>*/+].*;|\{|\)\s?:|\)\s?\{|=>|->|\s\\|&&|\|\|)                   # how lines of code end
  | (?:\$|>>>|PS>|C:\\>)\s\S.*                                                     # a prompt
  | </?[A-Za-z][\w:-]*(?:\s[^<>]*)?>.* | <\?.* | \?>
  | (?:SELECT|INSERT\sINTO|DELETE\sFROM|CREATE\sTABLE|WHERE|GROUP\sBY|ORDER\sBY|LEFT\sJOIN|WORKDIR|COPY|RUN|CMD|ENV)\s.*
  | FROM\s[\w.:/"]+
  | (?:sudo|pip3?|npm|yarn|docker|apt-get|apt|brew|cargo)\s(?:install|run|add|build|i)\b.*
  | git\s(?:clone|add|commit|push|pull|checkout|status|init)\b.*
  | [a-z][\w-]{0,20}(?:\s-{1,2}[A-Za-z][\w-]*)+(?:[\s=].*)?                         # a command with options
  | "[^"]*"\s?:\s?\S.*                                                             # a key of JSON
  | \((?:def\w*|let\*?|lambda|setq|if|cond)\b.* | \([-*+/<>=]+\s.*
  | \\[A-Za-z]+[\[{].*                                                             # a command of TeX
  | (?:---|\+\+\+)\s\S+ | @@\s.*\s@@.* | [-+]\w.*=.*
    """,
    re.VERBOSE | re.ASCII,
)
# What prose, lists of names and outlines may have too.
_LIKELY = re.compile(
    r"""
    (?:-\s)?[a-z_][\w./-]*:(?:\s\S+){0,4}                                            # a key of YAML, a rule of make
  | -\s["'\w][\w:."'/-]*
  | (?:break|continue|pass|return|yield|package|using|namespace)(?:\s[\w.]+)?;?
  | \[+[\w."-]+\]+
  | [a-z-]+:\s[^;]{1,60};                                                          # a property of CSS
    """,
    re.VERBOSE | re.ASCII,
)
_WORD = re.compile(r"[^\W_]")
_BRACKETS = re.compile(r"[({\[]+|[)}\]]+[;,)]*")
_COMMENT = re.compile(r"#|//|/?\*|--\s|;|<!--|\"\"\"|'''")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|(?:#|//).*")
_STOPS = re.compile("[。！？，；]")
_LAST_WORDS = re.compile(r"(?:[A-Za-z]{2,},? ){4}[A-Za-z]+[.?!:;]?|.*[A-Za-z]{2} [A-Za-z]{2,}[.?!]")
_NEAR_END = 80  # characters, in which the last five words are looked for
_WORDS_ONLY = re.compile(r"[A-Z][A-Za-z' ,]+[:.]?")


def kind_of_line(text: str) -> LineKind:
    """What the line, without the spaces around it, says of being code."""
    if not text:
        return "blank"
    if len(text) > MAX_LINE:
        return "prose"
    if not _WORD.search(text):
        return "code" if _BRACKETS.fullmatch(text) else "neutral"
    if _COMMENT.match(text) and not _CODE.fullmatch(text):
        return "comment"
    if count_unspaced(text) * 2 > len(text):
        return "prose"
    if _is_sentence(_QUOTED.sub("", text)):
        return "prose"
    if _CODE.fullmatch(text):
        return "code"
    if _LIKELY.fullmatch(text):
        return "likely"
    return "prose" if len(text) > MAX_NEUTRAL else "neutral"


def _is_sentence(text: str) -> bool:
    """Whether the text has the punctuation of Chinese sentences, or ends in words alone."""
    last_words = " ".join(text[-_NEAR_END:].rsplit(" ", 5)[-5:])
    return _STOPS.search(text) is not None or _LAST_WORDS.fullmatch(last_words) is not None


def is_prompt(text: str) -> bool:
    """Whether the line is what was typed at a prompt; what follows may be the answer."""
    return text.startswith((">>> ", "$ "))


def is_label(text: str) -> bool:
    """Whether the line is words alone, as those that introduce code are."""
    return _WORDS_ONLY.fullmatch(text) is not None
