"""Which files are imported when folders are named."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from beilin.importing.runs.record import FOLDER as RECORDS
from beilin.importing.tasks import Source
from beilin.layout import CONTENT, SITE, SOURCES

# The folder that browsers save beside a page with what it shows, by their languages.
_FILES_OF_PAGE = re.compile(
    r"[._-](?:files|file|filer|dateien|fichiers|archivos|arquivos|bestanden|pliki|soubory|fitxers|ficheiros|tiedostot|"
    r"dosyalar|elemei|datoteke|filskrár)\Z|_文件\Z|_檔案\Z",
    re.IGNORECASE,
)
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "icon\r"}


def collect_sources(paths: Iterable[Path], archive: Path | None = None) -> list[Source]:
    """The files, with each folder replaced by the files in it, also in folders below.

    Hidden files and folders are skipped, those that a browser saved with a page, and the own folders of the archive.
    """
    own = {os.path.realpath(archive / name) for name in (CONTENT, SITE, RECORDS, SOURCES)} if archive else set()
    sources: dict[Path, Source] = {}
    for path in paths:
        for source in _in_folder(path, own) if path.is_dir() else [Source(path)]:
            sources.setdefault(source.path, source)
    return list(sources.values())


def _in_folder(folder: Path, own: set[str]) -> Iterator[Source]:
    for inner, folders, names in os.walk(folder):
        pages = {os.path.splitext(name)[0] for name in names if name.lower().endswith((".html", ".htm", ".xhtml"))}
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and not _is_of_page(name, pages)
            and os.path.realpath(os.path.join(inner, name)) not in own
        )
        for name in sorted(names):
            if not name.startswith(".") and name.lower() not in _SYSTEM_FILES:
                yield Source(Path(inner, name), folder)


def _is_of_page(name: str, pages: set[str]) -> bool:
    """Whether the folder has the files that a browser saved with a page."""
    ending = _FILES_OF_PAGE.search(name)
    return ending is not None and name[: ending.start()] in pages
