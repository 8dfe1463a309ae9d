"""An archive from strangers is read whole, or refused quickly; nothing of it reaches the disk."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from beilin.importing.formats.archives import Archive, open_archive, read_member
from beilin.problems.problem import Problem
from tests.importing.formats.hostile_archives import HOSTILE, TEXT, Part, compose, with_zip64

MAX_SECONDS = 2.0


def _read(path: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """All members of the archive, and the problems of opening and reading it."""
    archive = open_archive(path, path.name)
    if isinstance(archive, Problem):
        return {}, [archive]
    members = {name: read_member(archive, name) for name in archive.members}
    return (
        {name: data for name, data in members.items() if isinstance(data, bytes)},
        [data for data in members.values() if isinstance(data, Problem)],
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    path = tmp_path / "export.zip"
    path.write_bytes(HOSTILE[name]())
    started = time.process_time()
    _, problems = _read(path)
    assert time.process_time() - started < MAX_SECONDS
    assert [problem.code for problem in problems[:1]] == ["unsafe-archive"]
    assert all(problem.file == "export.zip" and problem.hint for problem in problems)
    assert sorted(tmp_path.rglob("*")) == [path, tmp_path / "inside"]


def test_there_are_at_least_fifty() -> None:
    assert len(HOSTILE) >= 50


def test_what_a_plain_program_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = "備註".encode()
        archive.mkdir("posts")
        archive.writestr("posts/一.html", TEXT * 1000)
        archive.writestr("posts.csv", TEXT, zipfile.ZIP_STORED)
        archive.writestr("empty", b"")
        with archive.open("large.html", "w", force_zip64=True) as member:
            member.write(TEXT)
    members, problems = _read(path)
    assert not problems
    assert members == {"posts/一.html": TEXT * 1000, "posts.csv": TEXT, "empty": b"", "large.html": TEXT}


def test_a_stream_with_sizes_after_the_data_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"

    class _Pipe:
        """A file that cannot be rewound, so that headers are written without sizes."""

        def __init__(self) -> None:
            self.file = path.open("wb")
            self.write, self.flush = self.file.write, self.file.flush

    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        archive.writestr("a.html", TEXT)
        archive.writestr("b.html", TEXT * 2)
    pipe.file.close()
    assert _read(path) == ({"a.html": TEXT, "b.html": TEXT * 2}, [])


@pytest.mark.parametrize(
    "archive", [compose(), compose(Part()), with_zip64(compose(Part())), compose(Part(), comment=b"PK")]
)
def test_the_composed_archives_are_valid_without_their_fault(archive: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(archive)
    members, problems = _read(path)
    assert not problems
    assert set(members.values()) <= {TEXT}


def test_a_name_in_an_old_encoding_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(compose(Part(name="中".encode("big5") + b".html")))
    opened = open_archive(path, "export.zip")
    assert isinstance(opened, Archive)
    assert len(opened.members) == 1


def test_one_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(compose(Part(name=b"a", said={"crc": 1}), Part(name=b"b")))
    members, problems = _read(path)
    assert members == {"b": TEXT}
    assert [problem.code for problem in problems] == ["unsafe-archive"]


def test_an_archive_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    opened = open_archive(tmp_path / "no.zip", "no.zip")
    assert isinstance(opened, Problem)
    assert opened.code == "unreadable"
