"""Where things are in an archive."""

from __future__ import annotations

from pathlib import Path

CONFIG_FILE = "site.yaml"
CONTENT = "content"
TAGS_FILE = "content/tags.yaml"
PARTS = "content/parts/"  # taken in by other Markdown files, and not published by themselves
DATA = "content/data/"  # given to templates


def theme_places(root: Path) -> tuple[Path, ...]:
    """The folders in which a theme is looked up, in that order: the archive's, the package's, the checkout's."""
    package = Path(__file__).resolve().parent
    return root / "themes", package / "themes", package.parent / "themes"
