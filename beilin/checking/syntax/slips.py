"""Slips of Markdown: what is almost markup, and is shown as written. A further slip is a row of SLIPS.

Each pattern is searched for in text with stand-ins for all that the parser understood (`stretches`), so it never
matches in code, math, HTML, addresses, after a backslash, or in markup that works.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from beilin.checking.syntax.gates import Gate
from beilin.checking.syntax.recording_parser import ADDRESS, EMPHASIS, LINK
from beilin.checking.syntax.stretches import Kind, Stretch

_HAN = r"\u3400-\u9fff"
_SPACE = r"[ \t\u3000]"
# What is clearly the target of a link: an address, a path, or a file.
_TARGET = (
    rf"\s*(?:{ADDRESS}+|(?:mailto:|\.{{0,2}}/|\#)[^\s()（）]*"
    r"|[^\s()（）]+\.(?:md|html?|png|jpe?g|gif|webp|svg|pdf|mp[34])(?:\#[^\s()（）]*)?)\s*"
)
_IMAGE_TARGET = re.compile(r"！\[[^\[\]\n]*\]\([^)\s]+\.(?:png|jpe?g|gif|webp|svg)\b", re.IGNORECASE)
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_C_DIRECTIVE = re.compile(r"#(?:include|define|if|endif|else|pragma|undef|error|region|EXT)")


class Slip(NamedTuple):
    """A kind of slip."""

    code: str
    gate: Gate
    pattern: str  # an expression over the text with stand-ins, in which ^ begins a line
    message: str  # {} is what was written
    hint: str
    kinds: tuple[Kind, ...] = ("paragraph", "heading", "cell")
    accept: Callable[[re.Match[str], Stretch], bool] = lambda _match, _stretch: True
    group: int | str = 0  # the group that begins at the place of the slip


def _are_not_numbers(match: re.Match[str], _stretch: Stretch) -> bool:
    """Whether `[甲][乙]` is not a pair of citations, `[1][2]`."""
    return not (match["text"].isdigit() and match["label"].isdigit())


def _is_not_tagged(match: re.Match[str], stretch: Stretch) -> bool:
    """Whether `#甲` is not one of several hashtags, or a line of code."""
    line = stretch.text[match.start() :].split("\n", 1)[0]
    return len(re.findall(r"(?:\A|\s)[#＃](?=\S)", line)) < 2 and not _C_DIRECTIVE.match(line)


def _are_joined(match: re.Match[str], stretch: Stretch) -> bool:
    """Whether the lines are shown as one, because none of them ends in a hard line break."""
    lines = stretch.written[match.start() : match.end()].split("\n")
    return not any(line.endswith(("  ", "\\")) for line in lines[:-1])


def _is_not_code(match: re.Match[str], stretch: Stretch) -> bool:
    """Whether `**a, **` is not a part of `f(**a, **b)`, and `** b **` not of `a ** b ** c`."""
    written = match.group().strip("*")
    following = stretch.text[match.end() : match.end() + 1]
    if written[0].isspace() and written[-1].isspace():
        return _HAN_CHARACTER.search(written) is not None
    return written[0].isspace() or not (_is_ascii_letter(written[0]) and _is_ascii_letter(following))


def _is_ascii_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_not_note(match: re.Match[str], stretch: Stretch) -> bool:
    """Whether the only `**` of a paragraph is neither the mark of a note nor a name's hidden part, 李**先生."""
    begins, ends = match.span("open")
    rest = stretch.text[ends:]
    if begins == 0 or stretch.text[begins - 1] == "\n":
        return not re.match("[註注备備]", rest)
    return not re.match("先生|女士|小姐|[某氏]", rest)


def _is_image(match: re.Match[str], stretch: Stretch) -> bool:
    return _IMAGE_TARGET.match(stretch.written, match.start()) is not None


_LIST_MARKS = (
    r"[0-9０-９]{1,3}[、．。](?!\d)",
    r"[(（](?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[)）]",
    "[①-⑳]",
    "[一二三四五六七八九十]{1,3}、",
    r"[・•●◆■○▪－＊‧][ \t\u3000]*(?=\w)",
)
_TAGS = "a|img|video|audio|source|track|iframe|figure|span|div|p|b|i|u|font|table|td|details|mark|br|hr"
_REFUSED = "javascript|vbscript|file|data"  # schemes that markdown-it links to nowhere
_MARK_ALONE = rf"(?:\d{{1,3}}[.)]|[-+*])(?=[{_HAN}A-Za-z「《])"  # without the space that makes it the mark of a list

SLIPS = (
    Slip(
        "undefined-footnote",
        Gate(("[^", "[＾", "［^", "［＾")),
        r"\[[\^＾][^\[\]\n]+\]|［[\^＾][^［］\n]+］",
        "the footnote {} is not defined, so it is shown as written",
        "Define it on a separate line, [^1]: …, with half-width marks and without spaces in its label.",
    ),
    Slip(
        "unresolved-reference",
        Gate(("][",)),
        r"(?<![A-Za-z0-9_)\]])!?\[(?P<text>[^\[\]\n/][^\[\]\n]*)\]\[(?P<label>(?!\^)[^\[\]\n]*)\]",
        "the reference {} is not defined, so it is shown as written",
        "Define it on a separate line, [label]: address, with half-width marks; or write [text](address).",
        accept=_are_not_numbers,
    ),
    Slip(
        "not-a-heading",
        Gate(("\n#",), r"\n\#{1,6}[^\s\#]"),
        r"^\#(?:[^\s\#!+:;,.\d…—]|\#{1,5}(?=[^\s\#]))[^\n]*",
        "{} is not a heading, because no space follows the number signs",
        "Write a space after them, or a backslash before them if they are text.",
        ("paragraph",),
        _is_not_tagged,
    ),
    Slip(
        "not-a-heading",
        Gate(("\n#######",)),
        r"^\#{7,}\s[^\n]*",
        "{} is not a heading, because there are only six levels",
        "Write fewer number signs.",
        ("paragraph",),
    ),
    Slip(
        "not-a-heading",
        Gate(("＃",)),
        rf"^＃(?:＃*{_SPACE}|＃+|(?=[{_HAN}]))[^\n]*",
        "{} is not a heading, because its number signs are full-width",
        "Write # and a space.",
        ("paragraph",),
        _is_not_tagged,
    ),
    Slip(
        "not-emphasis",
        Gate(("**",), rf"\*\*{_SPACE}[^*\n]*\*\*|\*\*[^*\n]*{_SPACE}\*\*"),
        rf"(?<!\*)\*{{2,3}}(?=[^\s*])[^*\n{EMPHASIS}]*[^\s*]{_SPACE}{{1,8}}\*{{2,3}}(?!\*)"
        rf"|(?<![A-Za-z0-9_*])(?<![A-Za-z0-9)] )\*{{2,3}}{_SPACE}+[^\s*][^*\n{EMPHASIS}]*?\*{{2,3}}(?!\*)",
        "{} is not emphasised, because there is a space inside the asterisks",
        "Remove the space.",
        accept=_is_not_code,
    ),
    Slip(
        "not-emphasis",
        Gate(("**",)),
        rf"\A[^*]*?(?P<open>\*\*)(?=[{_HAN}「《])[^*]*\Z",
        "{} is not emphasised, because its asterisks are never closed",
        "Write ** after the last word as well, in the same paragraph.",
        accept=_is_not_note,
        group="open",
    ),
    Slip(
        "not-emphasis",
        Gate(("~~",), rf"~~[^~\n]*{_SPACE}~~"),
        rf"(?<![\w~])~~(?=[^\s~])[^~\n]*[^\s~]{_SPACE}{{1,8}}~~(?!~)",
        "{} is not struck through, because there is a space inside the tildes",
        "Remove the space.",
    ),
    Slip(
        "not-emphasis",
        Gate(("＊＊",)),
        r"＊＊[^＊\n]+＊＊",
        "{} is not emphasised, because its asterisks are full-width",
        "Write **…**.",
    ),
    Slip(
        "not-emphasis",
        Gate(("__",)),
        rf"(?<!_)__(?=[^_\s])[^_\n{_HAN}]{{0,200}}[{_HAN}][^_\n]{{0,400}}(?<=[^_\s])__(?!_)",
        "{} is not emphasised, because underscores have no effect beside letters",
        "Write **…**.",
    ),
    Slip(
        "not-a-link",
        Gate(("](", "]（", "］(", "］（", "】(", "】（", "] （"), r"\]\([^()\n]*）|[\]］】][ \t]*（|[］】]\("),
        rf"!?\[[^\[\]\n]+\][ \t]*（{_TARGET}[）)]|!?\[[^\[\]\n]+\]\({_TARGET}）|!?［[^［］\n]+］[(（]{_TARGET}[）)]"
        rf"|!?【[^【】\n]+】\({_TARGET}\)|[!！][\[［【][^\[\]［］【】\n]*[\]］】][(（]{_TARGET}[)）]",
        "{} is not a link, because its brackets are full-width",
        "Write [text](address) with half-width brackets.",
    ),
    Slip(
        "not-a-link",
        Gate(("] (", "]\t(")),
        rf"!?\[(?!\d+\])[^\[\]\n]+\][ \t]+\({_TARGET}\)",
        "{} is not a link, because there is a space between its brackets",
        "Remove the space: [text](address).",
    ),
    Slip(
        "not-a-link",
        Gate((")[", "）[")),
        rf"[(（][^()（）\n]+[)）]\[{ADDRESS}+\]",
        "{} is not a link, because its brackets are exchanged",
        "Write [text](address).",
    ),
    Slip(
        "not-a-link",
        Gate(("](",), rf"\]\((?![^()\n]*=\d*x\d*\))[^()\n]*{_SPACE}"),
        rf"!\[[^\[\]\n]*\]\((?!<|[^()\n]*=\d*x\d*\))[^()\n]*{_SPACE}[^()\n]*\)"
        rf"|\[[^\[\]\n]+\]\((?!<)(?=[^()\n]*(?:\.[A-Za-z0-9]{{2,5}}|/|{ADDRESS})[^()\n]*\))[^()\n]*{_SPACE}[^()\n]*\)",
        "{} is not a link, because there is a space in its target",
        "Put the target in angle brackets, [text](<a b.png>); a title goes in half-width quotation marks.",
    ),
    Slip(
        "not-a-link",
        Gate(("](http", "](www."), r"\]\((?:http|www)[^()\n]*(?:\n|\Z|[\s，。；、])"),
        rf"!?\[[^\[\]\n]+\]\({ADDRESS}+(?=[\s，。；、]|\Z)(?![^()\n]*\))",
        "{} is not a link, because its bracket is never closed",
        "Write [text](address).",
    ),
    Slip(
        "not-a-link",
        Gate(("](<",)),
        r"!?\[[^\[\]\n]*\]\(<(?![^<\n]*>)[^<>\n]*\)",
        "{} is not a link, because its angle bracket is never closed",
        "Write [text](<address>), or an address without spaces and without angle brackets.",
    ),
    Slip(
        "not-a-link",
        Gate(("](", "]:"), rf"(?i)\](?:\(<?|:)\s*(?:{_REFUSED}):"),
        rf"!?\[[^\[\]\n]*\]\(<?[ \t]*(?i:{_REFUSED}):[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
        rf"|^\[[^\[\]\n]+\]:\s*<?(?i:{_REFUSED}):[^\n]*",
        "{} is not a link, because pages cannot link to such an address",
        "Put the file under content/ and write its path; addresses begin with https, http, mailto, ftp or tel.",
    ),
    Slip(
        "not-a-link",
        Gate(("！[",)),
        rf"！{LINK}",
        "the link is not an image, because its exclamation mark is full-width",
        "Write ![what it shows](picture.png).",
        accept=_is_image,
    ),
    Slip(
        "not-a-list",
        Gate((), "|".join(rf"\n(?:{mark})[^\n]*\n(?:{mark})" for mark in _LIST_MARKS)),
        "|".join(rf"^(?:{mark})[^\n]+(?:\n(?:{mark})[^\n]+)+" for mark in _LIST_MARKS),
        "{} is not a list, so its lines are shown as one",
        "Write `1. ` or `- ` before each, or leave a line blank between.",
        ("paragraph",),
        _are_joined,
    ),
    Slip(
        "not-a-list",
        Gate((), rf"\n(?:{_MARK_ALONE})[^\n]*\n(?:{_MARK_ALONE})"),
        rf"^(?:{_MARK_ALONE})[^\n]+(?:\n(?:{_MARK_ALONE})[^\n]+)+",
        "{} is not a list, because no space follows the marks",
        "Write a space after each mark.",
        ("paragraph",),
        _are_joined,
    ),
    Slip(
        "not-a-table",
        Gate(("｜",)),
        r"^｜[^\n]*｜[ \t]*(?:\n｜[^\n]*｜[ \t]*$)+",
        "{} is not a table, because its bars are full-width",
        "Write | between the cells, and |---|---| below the first row.",
        ("paragraph",),
    ),
    Slip(
        "not-a-table",
        Gate(("\n|",), r"\n\|[^\n]*\n\|"),
        r"^\|[^\n]*\|[ \t]*(?:\n\|[^\n]*\|[ \t]*$)+",
        "{} is not a table, because its second row is not one of hyphens with as many cells as the first",
        "Write |---|---| below the first row.",
        ("paragraph",),
    ),
    Slip(
        "not-a-quote",
        Gate(("\n＞", "\n》")),
        r"^＞[^\n]*|\A》[^\n]*",
        "{} is not a quote, because its mark is full-width",
        "Write > and a space.",
        ("paragraph",),
    ),
    Slip(
        "not-code",
        Gate(("···", "｀", "'''", "‘‘‘", "’’’")),
        r"^(?:·{3,}|｀{3,}|'{3}|‘{3}|’{3})[A-Za-z0-9+#-]*[ \t]*$|｀[^｀\n]+｀",
        "{} does not mark code, because it has no backticks",
        "Write ` around code in a line, and ``` on lines before and after a block.",
        ("paragraph", "cell"),
    ),
    Slip(
        "html-escaped",
        Gate((), rf"<(?i:{_TAGS})[\s/]"),
        rf"<(?i:{_TAGS})[\s/][^<>\n]*?\b(?:src|href|alt|class|style|id|width|height|title)=[^\s<>][^<>\n]*>?",
        "the HTML {} is shown as written: it is not a whole tag",
        "Write a space before each attribute, quotation marks around its value, and > at the end.",
    ),
    Slip(
        "unknown-alert",
        Gate(("\n[!", "\n[！", "\n［!", "\n［！", "\n【!", "\n【！", "\n**[!", "\n[ !")),
        rf"\A{EMPHASIS}*[\[［【][ \t]*[!！][ \t]*\w[\w |+-]*[\]］】][^\n]*",
        "{} is not an alert, which is a quote that begins with a known kind, such as > [!note], and a space",
        "The kinds are those of GitHub and Obsidian, such as note, tip, important, warning and caution.",
        ("paragraph",),
    ),
)
