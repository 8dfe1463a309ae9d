"""A theme: its templates and assets, with those of the themes it extends behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from beilin.layout import theme_places
from beilin.model import StaticFile
from beilin.planning.kinds import KINDS
from beilin.problems.problem import Problem, has_errors
from beilin.rendering.assets import AssetFile, prepare_assets
from beilin.rendering.messages import Message, read_messages
from beilin.text.yaml import schema

THEME_FILE = "theme.yaml"


@dataclass(frozen=True, slots=True)
class Template:
    """The source of a template."""

    file: str  # for messages
    source: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with all that it inherits."""

    templates: dict[str, Template]  # by `name` (the nearest theme that has it) and by `theme/name`
    assets: dict[str, StaticFile]  # by their name in the theme; those that are published
    messages: dict[str, Message]  # the words of the interface, in the site's language

    @property
    def digest(self) -> str:
        """Differs whenever the theme does."""
        digest = hashlib.sha256()
        for name, template in self.templates.items():
            digest.update(f"{name}\0{template.file}\0{len(template.source)}\0{template.source}\0".encode())
        digest.update(repr((sorted(self.assets.items()), sorted(self.messages.items()))).encode())
        return digest.hexdigest()


# In place of a theme that cannot be read.
NO_THEME = Theme({}, {}, {})


def load_theme(root: Path, name: str, language: str) -> tuple[Theme | None, list[Problem]]:
    """The theme of that name and those it extends, nearest first, with its words in the language.

    It is looked up in the archive's themes/, then in the installed package, then in the checkout.
    """
    chain: list[tuple[str, Path]] = []
    problems: list[Problem] = []
    wanted: str | None = name
    asked_by = Problem(
        "no-theme", "", "site.yaml", hint="Name a folder under themes/, or leave the setting out for ink."
    )
    while wanted is not None:
        if wanted in (known for known, _ in chain):
            circle = " → ".join([*(known for known, _ in chain), wanted])
            return None, [Problem("theme-circle", f"themes extend each other in a circle: {circle}", asked_by.file)]
        folder = next((place / wanted for place in theme_places(root) if (place / wanted / THEME_FILE).is_file()), None)
        if folder is None:
            message = f"there is no theme {wanted!r} (a folder themes/{wanted}/ with a {THEME_FILE})"
            return None, [*problems, Problem("no-theme", message, asked_by.file, hint=asked_by.hint)]
        chain.append((wanted, folder))
        file = _display(folder / THEME_FILE, root)
        wanted, found = _parent(folder / THEME_FILE, file)
        problems += found
        asked_by = Problem("no-theme", "", file, hint="Correct `extends`.")
    if has_errors(problems):
        return None, problems
    templates: dict[str, Template] = {}
    assets: dict[str, AssetFile] = {}
    for theme_name, folder in chain:
        for path, relative in _files(folder / "templates"):
            try:
                template = Template(_display(path, root), path.read_text("utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                problems.append(Problem("unreadable", f"cannot be read: {error}", _display(path, root)))
                continue
            templates[f"{theme_name}/{relative}"] = template
            templates.setdefault(relative, template)
        for path, relative in _files(folder / "assets"):
            if relative not in assets:
                assets[relative] = AssetFile(_display(path, root), path.read_bytes())
    sources = {name: template.source for name, template in templates.items()}
    published, found = prepare_assets(assets, sources, [kind.template for kind in KINDS])
    problems += found
    folders = [folder / "messages" for _, folder in chain]
    messages, found = read_messages(folders, [_display(folder, root) for folder in folders], language)
    problems += found
    return (None if has_errors(problems) else Theme(templates, published, messages)), problems


def _parent(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    text = path.read_bytes().decode("utf-8", errors="replace")
    lines = text.splitlines()
    node, problems = schema.read_mapping(
        text, file=file, lines=lines, hint="Write `extends: ink`, or leave the file empty."
    )
    if node is None:
        return None, problems
    values, problems = schema.convert_fields(node, {"extends": str, "description": str}, file=file, lines=lines)
    return values.get("extends"), problems


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
                yield path, path.relative_to(folder).as_posix()


def _display(path: Path, root: Path) -> str:
    """The path from the archive's root where it lies inside, else as it is."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
