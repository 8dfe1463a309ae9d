"""A state is relied on by the code that left it, and by no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.building import code_version
from beilin.building.code_version import code_stamp
from beilin.publishing.state_file import StateFile


def test_the_stamp_is_of_the_code_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server goes on with it after an update; what it writes must not pass for the work of the new code."""
    stamp = code_stamp()
    monkeypatch.setattr(code_version, "signature", lambda _status: "of new code")
    assert code_stamp() == stamp


@pytest.mark.parametrize("stamp", ["", "known"])
def test_to_read_a_state_again_leaves_the_file_as_it_is(tmp_path: Path, stamp: str) -> None:
    """Or a server would forget what it has in memory whenever one of its pages looks at the state."""
    file = StateFile(tmp_path / "site.sqlite", lambda: "version", stamp)
    file.load()
    before = file.stamp()
    file.load()
    assert file.stamp() == before != b""
