"""Rows of the state: read one by one by a connection that is kept open, or all at once if many are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.publishing.rows import BULK_SHARE, BULK_THRESHOLD, Table
from beilin.publishing.state import Output, State
from beilin.publishing.state_file import DamagedStateError, StateFile

COUNT = 2000
PATHS = [f"{number:05}/index.html" for number in range(COUNT)]


def state_file(folder: Path) -> StateFile:
    """A state of many outputs."""
    file = StateFile(folder / "state.sqlite", lambda: "1")
    before = file.load()
    file.commit(before, State(outputs={path: Output(path, "key") for path in PATHS}))
    return file


def read_ahead(rows: object) -> int:
    """How many rows were read before they were asked for."""
    assert isinstance(rows, Table)
    return len(rows._all or ())


def test_rows_are_read_one_by_one_until_many_are_asked_for(tmp_path: Path) -> None:
    """Neither too late nor for an edit that asks for some hundred rows of many."""
    file = state_file(tmp_path)
    outputs = file.load().outputs
    with file.kept_open():
        for path in PATHS[: COUNT // BULK_SHARE]:
            assert outputs[path] == Output(path, "key")
        assert COUNT // BULK_SHARE > BULK_THRESHOLD
        assert read_ahead(outputs) == 0
        assert outputs[PATHS[-1]] == Output(PATHS[-1], "key")
        assert read_ahead(outputs) == COUNT
        assert "missing" not in outputs
    assert dict(outputs) == dict(file.load().outputs)


def test_another_process_may_write_between_two_rows(tmp_path: Path) -> None:
    """The connection that is kept open holds no lock: another command may open the state meanwhile."""
    file = state_file(tmp_path)
    outputs = file.load().outputs
    with file.kept_open():
        assert outputs[PATHS[0]].key == "key"
        other = StateFile(file.path, lambda: "1")
        other.commit(other.load(), State(outputs={PATHS[1]: Output("digest", "new")}))
        assert outputs[PATHS[1]].key == "new"


def test_damage_that_a_kept_connection_meets_is_damage_of_the_state(tmp_path: Path) -> None:
    """As of any other connection, so that the build goes on without the state."""
    file = state_file(tmp_path)
    outputs = file.load().outputs
    with file.kept_open():
        file.path.write_bytes(b"not a database" * 1000)
        with pytest.raises(DamagedStateError):
            _ = [outputs[path] for path in PATHS]
        with pytest.raises(DamagedStateError):
            dict(outputs)
    assert file._kept is None
