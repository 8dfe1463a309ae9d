"""Fixtures for the tests of deploying."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploying.support import Checkout, make_checkout
from tests.deploying.uploading import NEW, OLD, write_site


@pytest.fixture(autouse=True)
def isolated_git(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep this machine's git settings out of the tests."""
    settings = tmp_path_factory.mktemp("git") / "config"
    settings.write_text("[user]\nname = 硯秋\nemail = editor@example.org\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def checkout(tmp_path: Path, needs_git: None) -> Checkout:  # noqa: ARG001
    """A committed archive with its remote."""
    return make_checkout(tmp_path)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder with a site."""
    return write_site(tmp_path / "old", OLD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The folder with its next version."""
    return write_site(tmp_path / "new", NEW)
