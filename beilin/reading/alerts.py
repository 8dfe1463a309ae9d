"""Alerts, `> [!NOTE]`: quotes with a title, in GitHub's five kinds and Obsidian's others.

`> [!question]- 標題` gives it a title; without one, the title is the kind in the article's language. The mark `-` or
`+`, with which Obsidian folds a callout, has no effect: what an article says is always on its page, and in print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from beilin.reading.body_context import BodyContext

# GitHub's kinds, each with the words that are titles in its colours, and the other names of these in sources.
_NAMES = {
    "note": {"note": "", "info": "", "todo": "", "abstract": "summary tldr", "example": "", "quote": "cite"},
    "tip": {"tip": "hint", "success": "check done"},
    "important": {"important": "", "question": "help faq"},
    "warning": {"warning": "attention"},
    "caution": {"caution": "", "danger": "error", "failure": "fail missing", "bug": ""},
}
# By name: the kind of GitHub's, and the word.
KINDS = {
    name: (kind, word)
    for kind, words in _NAMES.items()
    for word, others in words.items()
    for name in (word, *others.split())
}
_FIRST_LINE = re.compile(r"\[!(?P<name>[A-Za-z][\w-]*)\][+-]?(?:[ \t]+(?P<title>.*?))?[ \t]*\Z")


def alerts(md: MarkdownIt) -> None:
    """A markdown-it plugin: make alerts of the quotes whose first line names a kind."""
    md.block.ruler.before("table", "alert_title", _title)
    md.core.ruler.after("block", "alerts", _make_alerts)


def name_alerts(tokens: Sequence[Token], context: BodyContext) -> None:
    """Give a title to the alerts for which the editor wrote none."""
    for position, token in enumerate(tokens):
        if token.type == "alert_title_open" and not tokens[position + 1].content:
            title = context.words[token.meta["word"]]
            tokens[position + 1].content = title
            tokens[position + 1].children = [Token("text", "", 0, content=title)]


def _title(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """The block rule for the first line of an alert."""
    if silent or not state.tokens or state.tokens[-1].type != "blockquote_open" or state.is_code_block(start):
        return False
    line = _FIRST_LINE.match(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    if line is None or line["name"].lower() not in KINDS:
        return False
    kind, word = KINDS[line["name"].lower()]
    opening = state.push("alert_title_open", "p", 1)
    opening.attrs = {"class": "markdown-alert-title"}
    opening.meta = {"kind": kind, "word": word}
    inline = state.push("inline", "", 0)
    inline.content, inline.children = line["title"] or "", []
    inline.map = [start, start + 1]
    state.push("alert_title_close", "p", -1)
    state.line = start + 1
    return True


def _make_alerts(state: StateCore) -> None:
    """The core rule that makes an alert of each quote with such a line."""
    # Looking for one character first takes a hundredth of the time of looking for two.
    if "[" not in state.src or "[!" not in state.src:
        return
    is_alert: list[bool] = []  # for each open quote, outermost first
    for position, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            title = state.tokens[position + 1]
            is_alert.append(title.type == "alert_title_open")
            if is_alert[-1]:
                token.type, token.tag = "alert_open", "div"
                token.attrs = {"class": f"markdown-alert markdown-alert-{title.meta['kind']}"}
        elif token.type == "blockquote_close" and is_alert.pop():
            token.type, token.tag = "alert_close", "div"
