"""The kinds of page that a theme.yaml declares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.planning.declaration import OF_ARTICLE, SITE, SLUG, DeclaredKind, items
from beilin.planning.kinds import KINDS
from beilin.problems.problem import Problem
from beilin.text.aliases import normalise_alias
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys
from beilin.text.yaml.fields import FILLED, Field, Rule, matching, read_fields, table

_KIND_FIELDS = table(
    Field("template", str, "the template of the pages", "glossary.html", is_required=True, rule=FILLED),
    Field("address", str, "their address, with `:slug` for an item", "/glossary/", is_required=True, rule=FILLED),
    Field(
        "for",
        str,
        "what there is a page for",
        "site",
        is_required=True,
        rule=Rule(
            matching("|".join(items()), "is not something that pages can be made for"),
            f"Write one of: {', '.join(items())}.",
            f"^(?:{'|'.join(items())})$",
        ),
    ),
    Field("feed", bool, "whether it is a feed, with the values of one", "true", "`false`"),
    Field("sitemap", bool, "whether the sitemap has it, if it is HTML", "false", "`true`, of a feed `false`"),
)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


def read_kinds(
    declared: ys.Mapping, *, file: str, lines: Sequence[str]
) -> tuple[dict[DeclaredKind, int], list[Problem]]:
    """The kinds under `kinds` of a theme.yaml, each with its line, and what is wrong with them."""
    kinds: dict[DeclaredKind, int] = {}
    problems: list[Problem] = []
    for name, item in declared.items.items():
        kind, found = _read_kind(name, declared.keys[name], item, file, lines)
        problems += found
        if kind:
            kinds[kind] = item.line
    return kinds, problems


def _read_kind(
    name: str, key: ys.Scalar, node: ys.Node, file: str, lines: Sequence[str]
) -> tuple[DeclaredKind | None, list[Problem]]:
    def problem(code: str, at: ys.Node, message: str, hint: str) -> list[Problem]:
        return [schema.problem_at(code, at, f"kinds: {name}: {message}", file=file, lines=lines, hint=hint)]

    if not _NAME.match(name) or name in {kind.name for kind in KINDS}:
        reason = "Beilin has a kind of that name" if _NAME.match(name) else "it is not a valid name"
        return None, problem("bad-value", key, reason, "Use other lower-case letters, digits and hyphens.")
    if not isinstance(node, ys.Mapping):
        hint = "Write `{template: glossary.html, address: /glossary/, for: site}`."
        return None, problem("wrong-type", node, "expected mapping", hint)
    values, problems = read_fields(node, _KIND_FIELDS, file=file, lines=lines, under=f"kinds: {name}: ")
    if problems:
        return None, problems
    is_feed = values.get("feed", False)
    item, address = values["for"], values["address"]
    if fault := _address_fault(address, item):
        return None, problem("bad-value", node.items["address"], fault[0], fault[1])
    if is_feed and item == OF_ARTICLE:
        return None, problem(
            "bad-value", node.items["feed"], "an article has no feed", "Remove `feed`, or choose a list."
        )
    is_listed = values.get("sitemap", not is_feed)
    return DeclaredKind(name, values["template"], address, item, is_feed, is_listed), []


def _address_fault(address: str, item: str) -> tuple[str, str] | None:
    """What is wrong with the address of a kind for the item, and what to do."""
    if (SLUG in address) == (item == SITE) or address.count(SLUG) > 1:
        wanted = "must not have" if item == SITE else "must have one"
        return f"the address {address!r} {wanted} {SLUG}", "Write /glossary/ for the site, /print/:slug/ for each item."
    example = address.replace(SLUG, "x")
    try:
        # A file that is not HTML, such as a feed, is checked as its folder would be.
        is_file = not example.endswith(("/", ".html")) and "." in example.rpartition("/")[2]
        normalise_alias(f"{example}/" if is_file else example)
        if ":" in example or not address.startswith("/"):
            raise ValueError(f"{address!r} is not an address")
        if not is_file and not example.endswith(("/", ".html")):
            raise ValueError(f"{address!r} ends neither in / nor in a file name")
    except ValueError as error:
        return str(error), "Write an address from the site's root, such as /glossary/ or /tags/:slug/rss.xml."
    return None
