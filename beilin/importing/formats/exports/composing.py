"""Title, summary, text and comments of a post → a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from beilin.importing.formats.html.markup.fragment import Fragment
from beilin.importing.formats.html.markup.parsing import all_text, clean, parse_html, too_deep
from beilin.importing.model import NOWHERE, Block, Document, Fact, Finding
from beilin.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class Aside:
    """What belongs to a post but not to its text: what a reader wrote below it, or a field that has no other place."""

    text: Fragment
    evidence: str  # who wrote it, when, and in reply to what; or which field it is
    rule: str = "comment"


@dataclass(frozen=True, slots=True)
class Post:
    """A post of an export, its text converted."""

    text: Fragment
    title: str = ""
    summary: str = ""
    facts: Sequence[Fact] = ()  # but for title and summary; those without a value do not count
    asides: Sequence[Aside] = ()
    doubts: Sequence[Finding] = ()  # about the whole
    noise: Mapping[int, Finding] = field(default_factory=dict)  # of the text, besides what is in the fragment
    text_facts: Sequence[Fact] = ()  # that the text itself states; the others precede them


def compose(post: Post, encoding: str = "utf-8") -> Document | Problem:
    """The document: blocks that state title and summary, those of the text, and what is set aside.

    It is a problem, which names no file, if a part of the post could not be read to its end.
    """
    if not all(part.is_whole for part in (post.text, *(aside.text for aside in post.asides))):
        return too_deep("")
    blocks: list[Block] = []
    facts: list[Fact] = []
    noise: dict[int, Finding] = {}
    title = "" if (repeated := _title_in_text(post)) is not None else post.title
    for key, text in (("title", title), ("summary", post.summary)):
        if text:
            facts.append(Fact(len(blocks), key, (text,)))
            blocks.append(Block("paragraph", text, text))
    first = len(blocks)
    if repeated is not None:
        facts.append(Fact(first + repeated, "title", (post.title,)))
    blocks += post.text.blocks
    for index, finding in {**post.text.noise, **post.noise}.items():
        noise[first + index] = replace(finding, line=first + index)
    doubts = [replace(f, line=f.line + first) if f.line != NOWHERE else f for f in (*post.text.doubts, *post.doubts)]
    texts = [title, post.summary, post.text.all_text]
    for aside in post.asides:
        start = len(blocks)
        blocks += aside.text.blocks
        noise |= {index: Finding(index, aside.rule, aside.evidence, True) for index in range(start, len(blocks))}
        texts.append(aside.text.all_text)
    facts += [fact for fact in post.facts if any(fact.values)]
    keys = {fact.key for fact in facts}
    for fact in post.text_facts:
        place = fact.line if fact.line == NOWHERE else first + fact.line
        if fact.key not in keys:
            facts.append(replace(fact, line=place))
        elif place != NOWHERE and fact.line != repeated:
            noise[place] = Finding(place, "repeated fact", f"the {fact.key}, which is stated beside the text", True)
    return Document(tuple(blocks), "\n".join(texts), noise, tuple(facts), tuple(doubts), encoding=encoding)


def _title_in_text(post: Post) -> int | None:
    """The block of the text that repeats the title at its beginning, if there is one."""
    left_out = {*post.text.noise, *post.noise}
    first = next((n for n, block in enumerate(post.text.blocks) if n not in left_out and block.text.strip()), None)
    is_same = first is not None and post.text.blocks[first].text.split() == post.title.split()
    return first if is_same and post.title and post.text.blocks[first or 0].kind in ("heading", "paragraph") else None


def stated(key: str, values: Iterable[str] | str, evidence: str) -> Fact:
    """A fact that is stated by data around the text. Empty values, and characters without a shape, are left out."""
    listed = (values,) if isinstance(values, str) else values
    shown = (clean(value).strip() for value in listed)
    return Fact(NOWHERE, key, tuple(dict.fromkeys(value for value in shown if value)), evidence)


def note(rule: str, evidence: str) -> Finding:
    """Something about the whole post that an editor should know."""
    return Finding(NOWHERE, rule, evidence, False)


def plain_text(html: str) -> str:
    """The text of a title or summary, which may have tags and entities."""
    if "<" not in html and "&" not in html:
        return " ".join(clean(html).split())
    return " ".join(all_text(parse_html(html)).split()) if html.strip() else ""
