"""Records are read back as they were appended, by any process, and what is unused is removed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beilin.files import segments
from beilin.files.segments import NO_EXTENT, Extent, append, discard, load, tidy
from beilin.parallel.run_in_fork import run_in_fork


def test_records_are_read_back(tmp_path: Path) -> None:
    extents = [append(tmp_path / "cache", (b"head", bytes([number]) * number)) for number in range(5)]
    assert [load(tmp_path / "cache", extent) for extent in extents] == [
        b"head" + bytes([number]) * number for number in range(5)
    ]
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_forked_process_appends_to_a_segment_of_its_own(tmp_path: Path) -> None:
    ours = [append(tmp_path, (b"ours 1",))]
    with run_in_fork(lambda: append(tmp_path, (b"theirs",))) as result:
        ours.append(append(tmp_path, (b"ours 2",)))
        theirs = result()
    ours.append(append(tmp_path, (b"ours 3",)))
    assert [load(tmp_path, extent) for extent in (*ours, theirs)] == [b"ours 1", b"ours 2", b"ours 3", b"theirs"]
    assert theirs.segment != ours[0].segment


def test_what_is_missing_or_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    extent = append(tmp_path / "cache", (b"record",))
    assert load(tmp_path / "cache", extent._replace(offset=3)) == b"ord"
    for absent in (NO_EXTENT, Extent("none", 0, 5), extent._replace(offset=-1), extent._replace(length=1 << 70)):
        assert load(tmp_path / "cache", absent) == b""
    (tmp_path / "file").touch()
    assert append(tmp_path / "file", (b"record",)) == NO_EXTENT


def test_a_process_goes_on_after_its_segment_was_removed(tmp_path: Path) -> None:
    append(tmp_path, (b"unused",))
    tidy(tmp_path, [])
    extent = append(tmp_path, (b"record",))
    assert load(tmp_path, extent) == b"record"
    discard(tmp_path)
    assert not tmp_path.exists()
    assert load(tmp_path, append(tmp_path, (b"record",))) == b"record"


def test_mostly_unused_segments_are_removed_if_most_is_unused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MIN_UNUSED", 100)
    first = [append(tmp_path, (b"x" * 60,)) for _ in range(4)]
    with run_in_fork(lambda: append(tmp_path, (b"y" * 60,))) as result:
        other = result()
    assert tidy(tmp_path, [*first, other]) == frozenset()
    assert tidy(tmp_path, [first[0], other]) == {first[0].segment}
    assert load(tmp_path, other) == b"y" * 60
    assert tidy(tmp_path, []) == {other.segment}


def test_few_files_stay_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
    for number in range(20):
        append(tmp_path / str(number), (b"record",))
    after = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
    assert after <= before + segments.MAX_OPEN
