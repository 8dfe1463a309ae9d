"""Values of the front matter that are valid, and were probably meant differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from beilin.problems.problem import Problem
from beilin.text.separators import split_names
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys
from beilin.text.yaml.writing import yaml_list, yaml_text

# A value in typographic quotation marks, which YAML takes for letters. 「」 are left alone: titles have them.
_QUOTED = re.compile(r"[“”„＂](?P<double>[^“”＂]*)[“”＂]|[‘’‚＇](?P<single>[^‘’＇]*)[‘’＇]")
_COMMENT = re.compile(r"[ ]*(?:-[ ]+)?(?P<key>[^\s:#][^:#]*):[ \t]+(?P<comment>#[^\s#].*)")
_REST = re.compile(r"[ \t]+(?P<comment>#[^\s#].*)")  # behind a value
_NO_SPACE = re.compile(r"[-‐‑‒–—−－﹣][^\W\d]")
_LISTS = ("author", "source")
_NAMES = ("author",)  # keys whose values are names; tags are compared with the tag authority first
_TEXTS = ("title", "summary", "author", "source", "series", "tags")


def odd_values(front: ys.Mapping, file: str, lines: Sequence[str]) -> Iterator[Problem]:
    """A warning for each odd value. Quotation marks around a value say that it is meant as it is."""
    for key, node in front.items.items():
        scalars = node.items if isinstance(node, ys.Sequence) else (node,)
        for scalar in scalars:
            if not isinstance(scalar, ys.Scalar) or scalar.quotes:
                continue
            if scalar.text is None:
                fault = _comment(key, scalar, lines)
            else:
                fault = _fault(key, scalar.text) or _cut_short(key, scalar, lines) or _joined(key, scalar, lines)
            if fault:
                message, hint = fault
                yield schema.problem_at("odd-value", scalar, f"{key}: {message}", file=file, lines=lines, hint=hint)


def _fault(key: str, text: str) -> tuple[str, str] | None:
    """(message, hint), or None if there is nothing odd."""
    if key in _TEXTS and (match := _QUOTED.fullmatch(text)):
        inner = match["double"] or match["single"] or ""
        hint = f"Write {yaml_text(inner)}; if they belong to it, put ASCII quotation marks around it: '{text}'."
        return f"the quotation marks of {text!r} are part of the value", hint
    if key in _LISTS and _NO_SPACE.match(text):
        return f"{text!r} begins with a hyphen", "Write a space after the hyphen of each item: - one"
    if key in _NAMES and len(names := split_names(text)) > 1:
        hint = f"Write {yaml_list(names)}; if it is one name, put it in quotation marks: '{text}'."
        return f"{text!r} is taken for one name", hint
    return None


def _cut_short(key: str, scalar: ys.Scalar, lines: Sequence[str]) -> tuple[str, str] | None:
    """A value with a space and `#` inside, of which the rest is a comment. Those that are meant have a space behind."""
    line, text = lines[scalar.line - 1] if 0 < scalar.line <= len(lines) else "", scalar.text or ""
    start = scalar.column - 1
    match = _REST.match(line, start + len(text)) if line.startswith(text, start) else None
    if match is None:
        return None
    comment = match["comment"].rstrip()
    hint = f"Put it in quotation marks: {key}: '{text} {comment}'. Or write a space after the #, if it is a comment."
    return f"{comment!r} is a comment, and not a part of the value", hint


def _joined(key: str, scalar: ys.Scalar, lines: Sequence[str]) -> tuple[str, str] | None:
    """An item that YAML continues with the item below it, which is indented more (YAML 1.2, section 7.3.3)."""
    if key not in _TEXTS or not 0 < scalar.line < len(lines):
        return None
    first, below = lines[scalar.line - 1].lstrip(), lines[scalar.line].lstrip()
    if not (first.startswith("- ") and below.startswith("- ") and f" {below.rstrip()}" in f" {scalar.text}"):
        return None
    return f"{scalar.text!r} is one item, because the line below is indented more", "Indent all items equally."


def _comment(key: str, scalar: ys.Scalar, lines: Sequence[str]) -> tuple[str, str] | None:
    """A value that begins with `#`, as tags do in some text editors, is a comment in YAML."""
    if key == "title":  # which is required, so this is an error already
        return None
    line = lines[scalar.line - 1] if 0 < scalar.line <= len(lines) else ""
    match = _COMMENT.match(line)
    if match is None or match["key"].strip("\"'") != key:
        return None
    comment = match["comment"].rstrip()
    if key == "tags":
        words = re.findall(r"#([^\s#，、,]+)", comment)
        return f"{comment!r} is a comment, so there are no tags", f"Write {yaml_list(words)}."
    return f"{comment!r} is a comment, so there is no value", f"Put it in quotation marks: {key}: '{comment}'."
