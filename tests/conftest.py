"""Fixtures and options that all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.browser.chromium import FLAGS, installed
from tests.little_site import LittleSite, little_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples on every run, and no limit on the time of one: a slow machine is not a fault of the code.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

Require = Callable[[bool, str], None]
MakeSite = Callable[..., LittleSite]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the suite's own options."""
    parser.addoption("--regenerate", action="store_true", help="write golden cases anew from what comes out now")


@pytest.fixture(scope="session")
def regenerate(pytestconfig: pytest.Config) -> bool:
    """Whether to regenerate golden cases."""
    return bool(pytestconfig.getoption("--regenerate"))


@pytest.fixture(scope="session")
def require() -> Require:
    """Skip the test if something that it needs is missing; fail it under BEILIN_CI=1."""

    def check(is_there: bool, what_is_missing: str) -> None:
        if not is_there:
            if os.environ.get("BEILIN_CI") == "1":
                pytest.fail(what_is_missing)
            pytest.skip(what_is_missing)

    return check


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Make a little archive with the files in a fresh folder."""

    def make(files: dict[str, str | bytes] | None = None, name: str = "archive") -> LittleSite:
        return little_site(tmp_path / name, files)

    return make


@pytest.fixture(scope="session")
def browser(require: Require) -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    found = installed()
    require(found is not None, "there is no Chromium; on Debian: sudo apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield running
        running.close()
