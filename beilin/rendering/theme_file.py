"""theme.yaml: which theme another one extends, and the kinds of page that it declares."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from beilin.crash import concerning
from beilin.files.regular import read_regular
from beilin.layout import theme_places
from beilin.planning.declaration import DeclaredKind
from beilin.problems.problem import Problem
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys

THEME_FILE = "theme.yaml"


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
        folder = next((place / wanted for place in theme_places(root) if (place / wanted / THEME_FILE).exists()), None)
        if folder is None:
            message = f"there is no theme {wanted!r} (a folder themes/{wanted}/ with a {THEME_FILE})"
            return chain, [*problems, Problem("no-theme", message, asked_by, hint=hint)]
        file = display_path(folder / THEME_FILE, root)
        try:
            with concerning(file):
                settings, found = read_theme_file(folder / THEME_FILE, file)
        except OSError as error:
            message = f"cannot be read: {error.strerror or error}"
            return chain, [*problems, Problem("unreadable", message, file, hint="Check the file and its permissions.")]
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
    text = read_regular(path).decode("utf-8", errors="replace")
    lines = text.splitlines()
    hint = "Write `extends: ink`, or leave the file empty."
    node, problems = schema.read_mapping(text, file=file, lines=lines, hint=hint)
    if node is None:
        return ThemeFile(file), problems
    types = {"extends": str, "description": str, "kinds": dict[str, Any]}
    values, faults = schema.convert_fields(node, types, file=file, lines=lines)
    problems += faults
    kinds: dict[DeclaredKind, int] = {}
    declared = node.items.get("kinds")
    if isinstance(declared, ys.Mapping):
        # Imported here: most themes declare none, and every build reads theme.yaml.
        from beilin.rendering.theme_kinds import read_kinds

        kinds, found = read_kinds(declared, file=file, lines=lines)
        problems += found
    at = {kind.name: line for kind, line in kinds.items()}
    return ThemeFile(file, values.get("extends"), tuple(kinds), at), problems


def display_path(path: Path, root: Path) -> str:
    """The path from the archive's root if it lies inside, else as it is."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
