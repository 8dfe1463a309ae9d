"""An archive with something of everything that a bag has, and bags written by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from hashlib import new, sha256
from pathlib import Path

from click.testing import CliRunner, Result

from beilin.cli import cli
from tests.little_site import article

SOURCE = "來源的一行。\n".encode()
KEPT = f"sources/{sha256(SOURCE).hexdigest()}-found.txt"
FILES: dict[str, str | bytes] = {
    "content/articles/a.md": article(
        "甲", "一段文字。<!-- 待查 -->\n", date="2023-06-21", author="硯秋", language="en"
    ),
    "content/articles/海/index.md": article("乙", date="2023-06-22", updated="2023-07-01"),
    "content/articles/海/圖 100%.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
    "content/articles/draft.md": article("稿", draft="true"),
    "content/articles/notes.md.bak": "舊稿\n",
    "content/pages/about.md": article("關於"),
    "content/secret.key": "密\n",
    "imports/found.yaml": "source: found.txt\nfiles:\n",
    KEPT: SOURCE,
}
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def run(*arguments: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files_in_zip(file: Path) -> dict[str, bytes]:
    """The bytes of every file in a zip file, without its one folder."""
    with zipfile.ZipFile(file) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def manifest(files: Mapping[str, bytes], algorithm: str = "sha256") -> str:
    """The manifest of these files."""
    return "".join(f"{new(algorithm, data).hexdigest()}  {path}\n" for path, data in files.items())


def foreign_bag(payload: Mapping[str, bytes] | None = None, /, **others: bytes | str) -> dict[str, bytes]:
    """The files of a bag as another program may write it; `others` by their names, in which `__` stands for `-`."""
    payload = {"data/a.txt": "甲\n".encode(), "data/b.txt": b"b\n"} if payload is None else payload
    texts: dict[str, bytes | str] = {"bagit.txt": DECLARATION, "manifest-sha256.txt": manifest(payload)}
    texts |= {f"{name.replace('__', '-')}.txt": text for name, text in others.items()}
    tags = {name: text.encode() if isinstance(text, str) else text for name, text in texts.items() if text}
    return {**payload, **tags}


def write_files(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write the files into the folder, by their paths there."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def write_zip(file: Path, files: Mapping[str, bytes], base: str = "bag/") -> Path:
    """Write the files into a zip file, below the folder `base`."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(base + name, data)
    return file
