"""A new folder or zip file is there whole, or not at all."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from beilin.files.new_place import new_place, obstacle

FILES = {"b.txt": "b" * 2000, "a/ü.txt": "甲", "a/c.png": "c" * 2000}


def write(folder: Path) -> None:
    """Write the files into the folder."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def read(folder: Path) -> dict[str, str]:
    """The files in the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder(tmp_path: Path, *, is_there: bool) -> None:
    target = tmp_path / "some/where"
    if is_there:
        target.mkdir(parents=True)
    with new_place(target) as folder:
        write(folder)
        assert not (target / "b.txt").exists()
    assert read(tmp_path) == {f"some/where/{name}": text for name, text in FILES.items()}
    assert target.stat().st_mode & 0o777 == 0o777 & ~_umask()


def test_a_zip_has_the_same_bytes_whenever_it_is_made(tmp_path: Path) -> None:
    for name in ("one.zip", "two.ZIP"):
        with new_place(tmp_path / name) as folder:
            write(folder)
            os.utime(folder / "b.txt", (1e9, 1e9 + len(name)))
            (folder / "a/c.png").chmod(0o600)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.ZIP").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.namelist() == sorted(FILES)
        assert {name: packed.read(name).decode() for name in packed.namelist()} == FILES
        entries = {entry.filename: entry for entry in packed.infolist()}
    assert {entry.date_time for entry in entries.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert entries["b.txt"].compress_size < 100 < entries["a/c.png"].compress_size
    assert sorted(os.listdir(tmp_path)) == ["one.zip", "two.ZIP"]


@pytest.mark.parametrize("name", ["new/place", "place.zip", "there"])
def test_nothing_is_left_of_what_fails(tmp_path: Path, name: str) -> None:
    (tmp_path / "there").mkdir()

    def interrupted() -> None:
        with new_place(tmp_path / name) as folder:
            write(folder)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


@pytest.mark.parametrize("name", ["place", "place.zip", "there"])
def test_what_has_come_meanwhile_stays(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    (tmp_path / "there").mkdir()
    other = target if name.endswith(".zip") else target / "other"

    def overtaken() -> None:
        with new_place(target) as folder:
            write(folder)
            other.parent.mkdir(exist_ok=True)
            other.write_text("of others")

    with pytest.raises(OSError, match=r"exists|not empty"):
        overtaken()
    assert read(tmp_path) == {other.relative_to(tmp_path).as_posix(): "of others"}


def test_what_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").touch()
    (tmp_path / "file").touch()
    (tmp_path / "x.zip").touch()
    (tmp_path / "dangling").symlink_to("nowhere")
    names = ("new", "empty", "new.zip", "full", "file", "x.zip", "dangling")
    assert [obstacle(tmp_path / name) for name in names] == [
        "", "", "", "it is not empty", "it is not a folder", "it is there already", "it is not a folder",
    ]  # fmt: skip


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
