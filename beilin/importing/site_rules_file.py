"""content/import.yaml → the archive's own rules, each checked before it is used."""

from __future__ import annotations

import re
from pathlib import Path
from re import _constants as opcodes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from beilin.importing.byline import LABELS
from beilin.importing.site_rules import RULES_FILE, SiteRule, SiteRules
from beilin.problems.problem import Problem, has_errors
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys

MAX_REPEATS = 3  # without a bound, in one pattern: each multiplies the time by the length of the line
_BOUND = 20  # a repeat of more times counts as one without a bound
_KINDS = ("chrome", "stamps", "teasers", "bylines")


def read_site_rules(root: Path) -> tuple[SiteRules, list[Problem]]:
    """The rules of the archive at `root`, none where it has no file of them, and what is wrong with them."""
    try:
        text = (root / RULES_FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return SiteRules(), []
    except (OSError, UnicodeDecodeError) as error:
        return SiteRules(), [
            Problem("unreadable", f"cannot be read: {error}", RULES_FILE, hint="Save it as UTF-8 text.")
        ]
    lines = text.splitlines()
    try:
        node = ys.parse_yaml(text)
    except ys.YamlError as error:
        return SiteRules(), [schema.problem_of(error, file=RULES_FILE, lines=lines)]
    if node is None:
        return SiteRules(), []
    if not isinstance(node, ys.Mapping):
        hint = f"Write one of {', '.join(_KINDS)}, each with a list of rules."
        return SiteRules(), [
            schema.problem_at("wrong-type", node, "there are no rules", file=RULES_FILE, lines=lines, hint=hint)
        ]
    types: dict[str, Any] = dict.fromkeys(_KINDS, tuple[SiteRule, ...])
    values, problems = schema.convert_fields(node, types, file=RULES_FILE, lines=lines)
    for kind, rules in values.items():
        listed = node.items[kind]
        assert isinstance(listed, ys.Sequence)
        for rule, entry in zip(rules, listed.items, strict=True):
            assert isinstance(entry, ys.Mapping)
            for key, fault, hint in _faults(kind, rule):
                at = entry.items[key]
                problems.append(schema.problem_at("bad-value", at, fault, file=RULES_FILE, lines=lines, hint=hint))
            for key in entry.items.keys() - {"name", "pattern"}:
                hint = schema.did_you_mean(key, ("name", "pattern")) or "A rule has a name and a pattern."
                at = entry.keys[key]
                problems.append(
                    schema.problem_at(
                        "unknown-key", at, f"unknown key {key!r}", file=RULES_FILE, lines=lines, hint=hint
                    )
                )
    return (SiteRules() if has_errors(problems) else SiteRules(**values)), problems


def _faults(kind: str, rule: SiteRule) -> list[tuple[str, str, str]]:
    """(key, fault, hint) for all that is wrong with the rule."""
    if not rule.name.strip():
        return [("name", "the name is empty", "Give the rule a name; the account shows it as the reason.")]
    try:
        compiled = re.compile(rule.pattern)
        repeats = _repeats(parser.parse(rule.pattern), inside=False)
    except (re.error, RecursionError, OverflowError) as error:
        hint = "Patterns are Python's regular expressions; put a \\ before ( [ . * + ? that mean themselves."
        return [("pattern", f"the pattern cannot be read: {error}", hint)]
    except _NestedError:
        hint = "Write it without a repeat inside a repeat, which may take for ever on a line that does not match."
        return [("pattern", "a repeat stands inside a repeat", hint)]
    if repeats > MAX_REPEATS:
        hint = f"Use {MAX_REPEATS} at most; [^…]{{0,{_BOUND - 1}}} has a bound."
        return [("pattern", f"{repeats} repeats without a bound", hint)]
    if compiled.match(""):
        return [("pattern", "the pattern matches nothing at all", "Write what the line must hold.")]
    unknown = set(compiled.groupindex) - LABELS.keys()
    if kind == "bylines" and (unknown or not compiled.groupindex):
        hint = f"Name what is a fact as (?P<author>…); the names are {', '.join(LABELS)}."
        return [("pattern", f"no fact is named {min(unknown)!r}" if unknown else "the pattern names no fact", hint)]
    return []


class _NestedError(Exception):
    pass


def _repeats(pattern: Any, *, inside: bool) -> int:
    """How many repeats without a bound the parsed pattern has. Raises _NestedError where one stands inside another."""
    count = 0
    for opcode, argument in pattern:
        is_repeat = opcode in (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT, opcodes.POSSESSIVE_REPEAT)
        is_unbound = is_repeat and argument[1] > _BOUND
        if is_unbound and inside:
            raise _NestedError
        count += is_unbound
        for part in _parts(argument):
            # Even a few rounds of an unbound repeat multiply.
            count += _repeats(part, inside=inside or (is_repeat and argument[1] > 1))
    return count


def _parts(argument: Any) -> list[Any]:
    """The patterns inside an argument of the parsed pattern."""
    if isinstance(argument, parser.SubPattern):
        return [argument]
    if isinstance(argument, (tuple, list)):
        return [part for item in argument for part in _parts(item)]
    return []
