"""Images in a folder of sources: those that an imported article shows belong to it, the others are refused."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from beilin.files.digest import digest_of_file
from beilin.importing.archive.paths import ARTICLES
from beilin.importing.report import ImportReport

_NOT_IMAGES = (".md", ".yaml")


@dataclass(frozen=True, slots=True)
class LooseImage:
    """An image in a folder of sources."""

    path: Path
    report: ImportReport  # that refuses it


def report_images(root: Path, images: Collection[LooseImage], imported: Collection[str]) -> Iterator[ImportReport]:
    """The reports of the images: those that are in the archive, or of a digest in `imported`, are skipped."""
    if not images:
        return
    sizes = {image.path.stat().st_size for image in images}
    in_archive = {digest_of_file(path) for path in _files_of_articles(root) if path.stat().st_size in sizes}
    for image in images:
        digest = digest_of_file(image.path)
        is_shown = digest in imported or digest in in_archive
        yield ImportReport(image.report.source, "skipped") if is_shown else image.report


def _files_of_articles(root: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(root / ARTICLES):
        yield from (Path(folder, name) for name in names if not name.endswith(_NOT_IMAGES))
