"""theme.yaml: which theme another one extends, and the kinds of page that it declares."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from beilin.layout import theme_places
from beilin.planning.declaration import OF_ARTICLE, SITE, SLUG, DeclaredKind, items
from beilin.planning.kinds import KINDS
from beilin.problems.problem import Problem
from beilin.text.aliases import normalise_alias
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys
from beilin.text.yaml.fields import FILLED, Field, Rule, matching, read_fields, table

THEME_FILE = "theme.yaml"

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


class ThemePart(NamedTuple):
    """A theme, or one that it extends."""

    name: str
    folder: Path
    settings: ThemeFile


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """What theme.yaml says."""

    file: str  # for messages
    extends: str | None = None
    kinds: tuple[DeclaredKind, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)  # of the template of each kind, by the kind's name


def theme_chain(root: Path, name: str) -> tuple[list[ThemePart], list[Problem]]:
    """The theme of that name and those that it extends, nearest first, and what is wrong with their theme.yaml.

    It is looked up in the archive's themes/, then in the installed package, then in the checkout.
    """
    chain: list[ThemePart] = []
    problems: list[Problem] = []
    wanted: str | None = name
    asked_by, hint = "site.yaml", "Name a folder under themes/, or leave the setting out for ink."
    while wanted is not None:
        if wanted in (part.name for part in chain):
            circle = " → ".join([*(part.name for part in chain), wanted])
            return chain, [Problem("theme-circle", f"themes extend each other in a circle: {circle}", asked_by)]
        folder = next((place / wanted for place in theme_places(root) if (place / wanted / THEME_FILE).is_file()), None)
        if folder is None:
            message = f"there is no theme {wanted!r} (a folder themes/{wanted}/ with a {THEME_FILE})"
            return chain, [*problems, Problem("no-theme", message, asked_by, hint=hint)]
        settings, found = read_theme_file(folder / THEME_FILE, display_path(folder / THEME_FILE, root))
        chain.append(ThemePart(wanted, folder, settings))
        problems += found
        wanted, asked_by, hint = settings.extends, settings.file, "Correct `extends`."
    return chain, problems


def declared_kinds(chain: Sequence[ThemePart]) -> tuple[DeclaredKind, ...]:
    """The kinds that the theme and its parents declare; of one name, that of the nearest theme."""
    kinds = {kind.name: kind for part in reversed(chain) for kind in part.settings.kinds}
    return tuple(kinds.values())


def missing_templates(
    chain: Sequence[ThemePart], kinds: Sequence[DeclaredKind], templates: Container[str]
) -> list[Problem]:
    """An error for each declared kind whose template the theme lacks."""
    problems = []
    for kind in kinds:
        if kind.template not in templates:
            settings = next(part.settings for part in chain if kind in part.settings.kinds)
            message = f"there is no template {kind.template!r} for the kind {kind.name!r}"
            hint = "Add it to templates/, or correct its name."
            problems.append(Problem("no-template", message, settings.file, settings.lines[kind.name], hint=hint))
    return problems


def read_theme_file(path: Path, file: str) -> tuple[ThemeFile, list[Problem]]:
    """What theme.yaml at `path` says, and what is wrong with it; `file` names it in messages. Raises OSError."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    lines = text.splitlines()
    hint = "Write `extends: ink`, or leave the file empty."
    node, problems = schema.read_mapping(text, file=file, lines=lines, hint=hint)
    if node is None:
        return ThemeFile(file), problems
    types = {"extends": str, "description": str, "kinds": dict[str, Any]}
    values, problems = schema.convert_fields(node, types, file=file, lines=lines)
    kinds, at = [], {}
    declared = node.items.get("kinds")
    if isinstance(declared, ys.Mapping):
        for name, item in declared.items.items():
            kind, found = _read_kind(name, declared.keys[name], item, file, lines)
            problems += found
            if kind:
                kinds.append(kind)
                at[name] = item.line
    return ThemeFile(file, values.get("extends"), tuple(kinds), at), problems


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


def display_path(path: Path, root: Path) -> str:
    """The path from the archive's root if it lies inside, else as it is."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
