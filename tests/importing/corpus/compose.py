"""Composes a source from parts, with the right result for every line. The same seed gives the same source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.importing.corpus.parts import LANGUAGES

END = " ,.。"
NULL_TIMESTAMP = "1900/1/1 0:00:00"
TIMESTAMPS = ("[2023/3/30 13:35:07]", "[2022/1/15 8:51:05]", "[2018/6/19]")
HEADS = ("0{n}{t}", "0{n} {t}", "{h}、{t}", "({h}){t}", "{n}.{t}", "bare", "ask", "step", "contents")
MARKS = ("{n}.", "{n}、", "({n})", "circle", "{n}. ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line and what it is."""

    text: str
    role: str  # body, heading, item, meta, noise
    kind: str  # of part, for the figures
    content: str = ""  # the text without its marker


@dataclass(slots=True)
class Composed:
    """A source and its right result."""

    language: str
    lines: list[Line] = field(default_factory=list)
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, text: str, role: str = "body", kind: str = "paragraph", content: str = "") -> None:
        self.lines.append(Line(text, role, kind, content or text))


def compose(seed: int) -> Composed:
    """The source of that seed."""
    rng = Random(seed)
    language = rng.choice(list(LANGUAGES))
    out, words = Composed(language), LANGUAGES[language]

    def pick(key: str) -> str:
        return str(rng.choice(list(words[key]))).replace("{n}", str(rng.randint(100, 9999)))

    if rng.random() < 0.3:
        _boilerplate(out, rng, str(words["site"]))
    if rng.random() < 0.75:
        _credits(out, rng, words)
    if rng.random() < 0.15:
        out.add(str(words["note"]).replace("{n}", str(rng.randint(100, 999))), kind="editor's note")
    for _ in range(rng.randint(2, 3)):
        out.add(pick("body"))
    if rng.random() < 0.1:
        out.add(pick("body") + "[2018/6/19]", kind="near-miss, an author's day")
    if rng.random() < 0.05:
        out.add("".join(pick("body") for _ in range(24)) + TIMESTAMPS[0], kind="near-miss, collapsed article")
    if rng.random() < 0.1:
        out.add(out.lines[-1].text, kind="repeated paragraph")
    shape = rng.choice((*HEADS, "none", "none", "interview"))
    style = shape if shape in HEADS else ""
    titles = list(words["asks"] if style == "ask" else words["heads"])
    count = rng.randint(2, 4) if style else 2
    if style == "contents":
        count = rng.randint(3, 4)
        for title in titles[:count]:
            out.add(title, kind="contents")
    for n in range(1, count + 1):
        if style:
            _heading(out, style, n, titles[n - 1], words)
        for _ in range(rng.randint(2, 4)):
            if shape == "interview":
                for turn in words["turns"]:
                    out.add(turn.replace("{n}", str(rng.randint(100, 9999))), kind="interview")
            out.add(*((pick("near"), "body", "near-miss") if rng.random() < 0.4 else (pick("body"),)))
            if rng.random() < 0.15:
                out.add(pick("flash") + rng.choice(TIMESTAMPS), "noise", "flash")
        if rng.random() < 0.2:
            _list(out, rng.choice(MARKS), [pick("items") for _ in range(rng.randint(2, 3))])
            out.add(pick("body"))
        if rng.random() < 0.1:
            out.add(pick("caption"), kind="caption")
            out.add(pick("body"))
    out.add(pick("body"))
    _end(out, rng, pick, words)
    return out


def _boilerplate(out: Composed, rng: Random, site: str) -> None:
    for _ in range(2):
        out.add(site, "noise", "boilerplate")
    lines = {"Ctrl+D 收藏本站", "ads", "Author:", f"Time:{NULL_TIMESTAMP}", "首頁 > 資訊 > 正文"}
    if out.language == "en":
        lines = {
            "Press Ctrl+D to bookmark this site",
            "ads",
            "Author:",
            f"Time:{NULL_TIMESTAMP}",
            "Home > News > Article",
        }
    rows = sorted(lines)
    rng.shuffle(rows)
    kept = [row for row in rows[: rng.randint(2, 5)] if row not in ("ads", "Author:")] or [f"Time:{NULL_TIMESTAMP}"]
    for row in [
        *(["ads"] if "ads" in rows[:3] else []),
        *(["Author:"] if f"Time:{NULL_TIMESTAMP}" in kept else []),
        *kept,
    ]:
        out.add(row, "noise", "boilerplate")


def _credits(out: Composed, rng: Random, words: dict[str, Any]) -> None:
    source, author, day, role = words["labels"]
    names, title = list(words["names"]), rng.choice(list(words["titles"]))
    name, paper = rng.choice(names), rng.choice(list(words["sources"]))
    if rng.random() < 0.3:
        code = rng.choice((f"MER:{title}_NAR", f"{title}_UST:{name}", f"WEB:{title}_ETH"))
        if out.language == "en" and code.startswith(title):
            code = f"MER:{title}_NAR"
        out.add(code, "meta", "decorated title")
        out.facts["title"] = (title,)
    elif not out.lines and rng.random() < 0.3:
        out.add(title, "meta", "title above the byline")
        out.facts["title"] = (title,)
    rows: list[tuple[str, dict[str, tuple[str, ...]]]] = [
        (f"{source}:{paper}", {"source": (paper,)}),
        (f"{author}:{name}", {"author": (name,)}),
        (f"{author}:{name};{role}:{names[0]}", {"author": (name,)}),
        (f"{author}:{name} {source}:{paper}", {"author": (name,), "source": (paper,)}),
        (f"{day}:2021年8月16日", {"date": ("2021-08-16",)}),
        ("6/2/2023 10:00:00 AM", {"date": ("2023-06-02 10:00",)}),
        ("June 2, 2023", {"date": ("2023-06-02",)}),
        (f"{name}2023-06-21 01:19", {"author": (name,), "date": ("2023-06-21 01:19",)}),
    ]
    if out.language == "en":
        rows += [
            (f"By {name}", {"author": (name,)}),
            (f"By {name} | June 2, 2023", {"author": (name,), "date": ("2023-06-02",)}),
        ]
    else:
        rows += [
            (f"文/{name}", {"author": (name,)}),
            (f"{name}/文", {"author": (name,)}),
            (f"文 | {names[0]} {names[1]}", {"author": (names[0], names[1])}),
            (f"撰文:{name}", {"author": (name,)}),
            (f"演講/{name} 整理/{names[2]}", {"author": (name,)}),
            (f"本文系{paper}原創文章,作者為{name}。", {"author": (name,), "source": (paper,)}),
        ]
    rng.shuffle(rows)
    if out.lines and out.lines[-1].kind == "title above the byline" and day in rows[0][0]:
        rows.reverse()
    for text, facts in rows[: rng.randint(1, 4)]:
        if not facts.keys() & out.facts.keys():
            out.add(text, "meta", "byline")
            out.facts |= facts


def _heading(out: Composed, style: str, n: int, title: str, words: dict[str, Any]) -> None:
    if style in ("bare", "ask", "contents"):
        out.add(title, "heading", f"heading, {style}")
    elif style == "step":
        out.add(list(words["steps"])[n - 1] + title, "heading", "heading, step")
    else:
        text = style.format(n=n, h="一二三四五"[n - 1], t=title)
        out.add(text, "heading", f"heading, {style}", title)


def _list(out: Composed, mark: str, items: list[str]) -> None:
    for n, item in enumerate(items, start=1):
        marker = chr(ord("①") + n - 1) if mark == "circle" else mark.format(n=n)
        out.add(marker + item, "item", f"item, {mark}", item)


def _end(out: Composed, rng: Random, pick: Callable[[str], str], words: dict[str, Any]) -> None:
    texts = [pick("teaser") for _ in range(rng.randint(2, 5))]
    how = rng.choice(("none", "none", "after", "glued", "cut", "links", "trailing off"))
    if rng.random() < 0.2:
        out.add(pick("flash") + rng.choice(TIMESTAMPS), "noise", "flash at the end")
        how = "after" if how == "glued" else how
    if how == "after":
        for text in texts:
            out.add(f"{text}.{NULL_TIMESTAMP}", "noise", "stamped teaser")
    elif how == "glued":
        out.add(texts[0] + ".", "noise", "first teaser")
        for text in texts[1:]:
            out.add(f"{NULL_TIMESTAMP}{text}.", "noise", "stamped teaser")
        out.add(NULL_TIMESTAMP, "noise", "stamped teaser")
    elif how == "links":
        rows = {"en": ("Related posts", "Previous: {}", "Next: {}"), "zh-Hant": ("相關推薦", "上一篇:{}", "下一篇:{}"),
                "zh-Hans": ("猜你喜欢", "上一篇:{}", "下一篇:{}")}[out.language]  # fmt: skip
        if rng.random() < 0.5:
            for row in (rows[0], *(text[:18] for text in texts)):
                out.add(row, "noise", "related link")
        else:
            for row in rows[1:]:
                out.add(row.format(texts[0][:18]), "noise", "link before and after")
    elif how == "trailing off":
        for length in (9, 33, 60):
            out.add((pick("body") * 2)[:length].rstrip(END) + "……", kind="near-miss, trailing off")
    elif how == "cut":
        for text in rng.sample(list(words["teaser"]), 3):
            text = (text.replace("{n}", str(rng.randint(100, 9999))) + pick("teaser"))[:44]
            out.add(text.rstrip(END) + "...", "noise", "cut teaser")
    if rng.random() < 0.25:
        for row in rng.sample(["Processed in 0.023 second(s), 5 queries", "[0:15ms0-0:663ms]", "掃描二維碼下載應用",
                                "Scan to download the app", "閱讀 1,234", "Views: 1234"], 2):  # fmt: skip
            out.add(row, "noise", "footer")
