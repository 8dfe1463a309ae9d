"""content/import.yaml → the archive's own import rules, each checked before it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from re import _constants as opcodes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from beilin.crash import concerning
from beilin.files.regular import read_regular
from beilin.importing.classify.byline.labels import FACT_KEYS
from beilin.importing.classify.page_rules import PageRule, faults_of_page_rule
from beilin.importing.classify.site_rules import RULES_FILE, SiteRule, SiteRules
from beilin.problems.problem import Problem, has_errors
from beilin.text.decoding import decode_utf8
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys

MAX_REPEATS = 3  # unbounded repeats in one pattern: each multiplies the time by the length of the line
_MAX_BOUND = 20  # a repeat of more times counts as unbounded
_KINDS = ("chrome", "stamps", "teasers", "bylines")
_NAMED = (("name", "pattern"), "A rule has a name and a pattern.")  # the keys of rules with patterns, and how to say so
_PAGE_KEYS = tuple(field.name for field in fields(PageRule))


@concerning(RULES_FILE)
def read_site_rules(root: Path) -> tuple[SiteRules, list[Problem]]:
    """The rules of the archive at `root` and the problems in its file. Without the file, or with errors, no rules."""
    try:
        text = decode_utf8(read_regular(root / RULES_FILE), RULES_FILE)
    except FileNotFoundError:
        return SiteRules(), []
    except OSError as error:
        hint = "Check its permissions."
        return SiteRules(), [Problem("unreadable", f"cannot be read: {error}", RULES_FILE, hint=hint)]
    if isinstance(text, Problem):
        return SiteRules(), [text]
    lines = text.splitlines()
    hint = f"Write one of {', '.join((*_KINDS, 'pages'))}, each with a list of rules."
    node, problems = schema.read_mapping(text, file=RULES_FILE, lines=lines, hint=hint)
    if node is None:
        return SiteRules(), problems
    types: dict[str, Any] = {**dict.fromkeys(_KINDS, tuple[SiteRule, ...]), "pages": tuple[PageRule, ...]}
    values, faults = schema.convert_fields(node, types, file=RULES_FILE, lines=lines)
    problems += faults
    for kind, rules in values.items():
        problems += _problems_of_kind(kind, rules, node.items[kind], lines)
    return (SiteRules() if has_errors(problems) else SiteRules(**values)), problems


def _problems_of_kind(
    kind: str, rules: tuple[SiteRule | PageRule, ...], node: ys.Node, lines: list[str]
) -> Iterator[Problem]:
    """The problems of rules that have the right types."""
    assert isinstance(node, ys.Sequence)
    keys, usage = (_PAGE_KEYS, f"The keys are {', '.join(_PAGE_KEYS)}.") if kind == "pages" else _NAMED
    for rule, entry in zip(rules, node.items, strict=True):
        assert isinstance(entry, ys.Mapping)
        for key, message, hint in _faults(kind, rule) if isinstance(rule, SiteRule) else faults_of_page_rule(rule):
            yield _problem("bad-value", entry.items[key], message, hint, lines)
        for key in entry.items.keys() - set(keys):
            hint = schema.did_you_mean(key, keys) or usage
            yield _problem("unknown-key", entry.keys[key], f"unknown key {key!r}", hint, lines)


def _problem(code: str, node: ys.Node, message: str, hint: str, lines: list[str]) -> Problem:
    return schema.problem_at(code, node, message, file=RULES_FILE, lines=lines, hint=hint)


def _faults(kind: str, rule: SiteRule) -> list[tuple[str, str, str]]:
    """(key, message, hint) for what is wrong with the rule."""
    if not rule.name.strip():
        return [("name", "the name is empty", "Give the rule a name; the import record shows it as the reason.")]
    try:
        compiled = re.compile(rule.pattern)
        repeats = _unbounded_repeats(parser.parse(rule.pattern), inside=False)
    except (re.error, RecursionError, OverflowError) as error:
        hint = "Patterns are Python's regular expressions; put a \\ before ( [ . * + ? if they stand for themselves."
        return [("pattern", f"the pattern cannot be read: {error}", hint)]
    except _NestedError:
        hint = "Write it without a repeat inside a repeat, which may take forever on a line that does not match."
        return [("pattern", "a repeat is inside a repeat", hint)]
    if repeats > MAX_REPEATS:
        hint = f"Use at most {MAX_REPEATS}; [^…]{{0,{_MAX_BOUND - 1}}} is bounded."
        return [("pattern", f"the pattern has {repeats} unbounded repeats", hint)]
    if compiled.match(""):
        return [("pattern", "the pattern matches empty text", "Write what the line must contain.")]
    unknown = set(compiled.groupindex) - set(FACT_KEYS)
    if kind == "bylines" and (unknown or not compiled.groupindex):
        hint = f"Name each fact as in (?P<author>…); the names are {', '.join(FACT_KEYS)}."
        message = f"there is no fact {min(unknown)!r}" if unknown else "the pattern names no fact"
        return [("pattern", message, hint)]
    return []


class _NestedError(Exception):
    pass


def _unbounded_repeats(pattern: Any, *, inside: bool) -> int:
    """The number of unbounded repeats in the parsed pattern. Raises _NestedError if one is inside a repeat."""
    count = 0
    for opcode, argument in pattern:
        is_repeat = opcode in (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT, opcodes.POSSESSIVE_REPEAT)
        is_unbounded = is_repeat and argument[1] > _MAX_BOUND
        if is_unbounded and inside:
            raise _NestedError
        count += is_unbounded
        for part in _subpatterns(argument):
            # Even a bounded repeat multiplies the time of an unbounded one inside it.
            count += _unbounded_repeats(part, inside=inside or (is_repeat and argument[1] > 1))
    return count


def _subpatterns(argument: Any) -> list[Any]:
    """The patterns inside an argument of the parsed pattern."""
    if isinstance(argument, parser.SubPattern):
        return [argument]
    if isinstance(argument, (tuple, list)):
        return [part for item in argument for part in _subpatterns(item)]
    return []
