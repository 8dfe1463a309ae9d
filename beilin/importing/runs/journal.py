"""Writing the record of an import: line by line while the run writes its files, and whole at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import yaml

from beilin.files.replace import replace_file
from beilin.importing.runs.record import FILES, WITH_IMAGES, RunRecord, read_record
from beilin.text.yaml.writing import yaml_text


class Journal:
    """The record while the run writes."""

    def __init__(self, root: Path, record: RunRecord) -> None:
        """Begin with the files that earlier runs wrote. Raises OSError."""
        self._path = root / record.path
        replace_file(self._path, _text(record.head, record.files).encode())
        self._file: IO[str] = self._path.open("a", encoding="utf-8", newline="\n")
        self.files = dict(record.files)

    def announce(self, files: Iterable[tuple[str, str]]) -> None:
        """Note the places and digests of files that are about to be written. Raises OSError."""
        files = list(files)
        self._file.write("".join(map(_line, files)))
        self._file.flush()
        self.files.update(files)

    def close(self) -> None:
        """End it as it is, to be continued by a later run."""
        with suppress(OSError):
            self._file.close()

    def finish(self, head: Mapping[str, Any]) -> None:
        """Replace it by the whole record. Raises OSError."""
        self.close()
        replace_file(self._path, _text(head, self.files).encode())


def write_record(root: Path, record: RunRecord) -> None:
    """Write the whole record. Raises OSError."""
    replace_file(root / record.path, _text(record.head, record.files).encode())


def note_images(root: Path, name: str, digests: Mapping[str, str]) -> None:
    """Note the Markdown files, with their digests, that show copies of fetched images now. Raises OSError."""
    record = read_record(root, name)
    if record and digests:
        noted = {**record.with_images, **digests}
        write_record(root, replace(record, head={**record.head, WITH_IMAGES: noted}))


def _text(head: Mapping[str, Any], files: Mapping[str, str]) -> str:
    above = yaml.safe_dump(dict(head), allow_unicode=True, sort_keys=False, width=120)
    return f"{above}{FILES}{''.join(map(_line, sorted(files.items())))}"


def _line(file: tuple[str, str]) -> str:
    return f"  {yaml_text(file[0])}: {file[1]}\n"
