"""A theme: its templates and assets, with those of the themes it extends behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from beilin.files.snapshot import REFUSED, Snapshot, take_snapshot
from beilin.model import StaticFile
from beilin.planning.declaration import DeclaredKind
from beilin.planning.kinds import KINDS
from beilin.planning.site_context import SEARCH_TEMPLATE
from beilin.problems.problem import Problem, has_errors
from beilin.reading.refused_files import fault_of_name, refused
from beilin.rendering.asset_names import without
from beilin.rendering.assets import AssetFile, prepare_assets
from beilin.rendering.messages import Message, read_interfaces
from beilin.rendering.theme_file import declared_kinds, display_path, missing_templates, theme_chain
from beilin.rendering.tombstone import TOMBSTONE_SOURCE, TOMBSTONE_TEMPLATE
from beilin.text.decoding import decode_utf8


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
    kinds: tuple[DeclaredKind, ...] = ()  # of page, that it declares
    interfaces: dict[str, dict[str, Message]] = field(
        default_factory=dict
    )  # the words by language, of each that it has

    @property
    def digest(self) -> str:
        """Differs whenever the theme does."""
        digest = hashlib.sha256()
        for name, template in self.templates.items():
            digest.update(f"{name}\0{template.file}\0{len(template.source)}\0{template.source}\0".encode())
        words = (
            sorted(self.messages.items()),
            sorted((tag, sorted(own.items())) for tag, own in self.interfaces.items()),
        )
        digest.update(repr((sorted(self.assets.items()), words, self.kinds)).encode())
        return digest.hexdigest()


# In place of a theme that cannot be read.
NO_THEME = Theme({}, {}, {})


def load_theme(
    root: Path, name: str, language: str, *, without_features: Collection[str] = ()
) -> tuple[Theme | None, list[Problem]]:
    """The theme of that name and those it extends, nearest first, with its words in the language.

    It is looked up in the archive's themes/, then in the installed package, then in the checkout. What only the search
    uses is not among the assets if the site has none.
    """
    chain, problems = theme_chain(root, name)
    if has_errors(problems):
        return None, problems
    templates: dict[str, Template] = {}
    assets: dict[str, AssetFile] = {}
    for theme_name, folder, _ in chain:
        listed, found = _files(folder / "templates", root)
        problems += found
        for path, relative in listed:
            file = display_path(path, root)
            try:
                text = decode_utf8(path.read_bytes(), file)
            except OSError as error:
                problems.append(Problem("unreadable", f"cannot be read: {error.strerror or error}", file))
                continue
            if isinstance(text, Problem):
                problems.append(text)
                continue
            template = Template(file, text.replace("\r\n", "\n").replace("\r", "\n"))
            templates[f"{theme_name}/{relative}"] = template
            templates.setdefault(relative, template)
        listed, found = _files(folder / "assets", root)
        problems += found
        for path, relative in listed:
            if relative in assets:
                continue
            try:
                assets[relative] = AssetFile(display_path(path, root), path.read_bytes())
            except OSError as error:
                problems.append(Problem("unreadable", f"cannot be read: {error.strerror}", display_path(path, root)))
    templates.setdefault(TOMBSTONE_TEMPLATE, Template(TOMBSTONE_TEMPLATE, TOMBSTONE_SOURCE))
    sources = {name: template.source for name, template in templates.items()}
    kinds = declared_kinds(chain)
    problems += missing_templates(chain, kinds, templates)
    first = [*(kind.template for kind in KINDS if kind.template), *(kind.template for kind in kinds)]
    lacks = {*without_features, *(() if SEARCH_TEMPLATE in templates else ("search",))}
    for feature in sorted(lacks):
        sources = {name: without(feature, source) for name, source in sources.items()}
    if "search" in lacks:
        first.remove(SEARCH_TEMPLATE)
    published, found = prepare_assets(assets, sources, first)
    problems += found
    folders = [part.folder / "messages" for part in chain]
    files = [display_path(folder, root) for folder in folders]
    messages, interfaces, found = read_interfaces(folders, files, language)
    problems += found
    return (None if has_errors(problems) else Theme(templates, published, messages, kinds, interfaces)), problems


def _files(folder: Path, root: Path) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """The files in a folder of a theme, each with its path in that folder, and the problems of what is not a file.

    Links are followed anywhere, because a theme is trusted.
    """
    files, problems = [], []
    seen, _ = take_snapshot(folder, Snapshot(), follow=True) if folder.is_dir() else (Snapshot(), set())
    for relative, mark in sorted(seen.files.items()):
        path = folder / relative
        if "/." in f"/{relative}":
            continue
        if mark.startswith(REFUSED):
            problems.append(refused(root, display_path(path, root), mark[1:]))
        elif fault := fault_of_name(display_path(path, root)):
            problems.append(fault)
        else:
            files.append((path, relative))
    return files, problems
