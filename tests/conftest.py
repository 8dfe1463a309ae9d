"""Fixtures and options that all tests share."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from beilin.translations.language import VARIABLE
from tests.browser.chromium import FLAGS, installed
from tests.little_site import LittleSite, little_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples on every run, and no limit on the time of one: a slow machine is not a fault of the code.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

# A shell lets what it starts in the background ignore Ctrl-C, and all processes of that inherit it. Tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Processes that tests start find compiled modules, as they do for users; without, half of what they do is compiling.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Messages are compared in the language in which they are written, whatever the archive's is; tests/translations/ has the
# others.
os.environ[VARIABLE] = "en"

BROWSER_TESTS = Path(__file__).parent / "browser"

Require = Callable[[bool, str], None]
Count = Callable[[str, int], None]
MakeSite = Callable[..., LittleSite]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the suite's own options."""
    parser.addoption("--regenerate", action="store_true", help="write golden cases anew from what comes out now")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist decides how many processes there are
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Use one process to write golden cases, to show output as it is printed, and to list tests without running them."""
    options = config.option
    if options.regenerate or options.capture == "no" or options.collectonly:
        options.numprocesses = 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or the sample archive as slow. Where processes share the work, slow tests come first.

    Otherwise one process might begin with the longest test when the others have nothing left to do.
    """
    for item in items:
        if BROWSER_TESTS in item.path.parents or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


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


@pytest.fixture(scope="session")
def needs_git(require: Require) -> None:
    """Skip the test where git is not installed."""
    require(shutil.which("git") is not None, "git is not installed; on Debian: sudo apt install git")


@pytest.fixture(scope="session")
def needs_rsync(require: Require) -> None:
    """Skip the test where rsync is not installed."""
    require(shutil.which("rsync") is not None, "rsync is not installed; on Debian: sudo apt install rsync")


@pytest.fixture
def count(request: pytest.FixtureRequest) -> Count:
    """Count what a long test did; the sums over all tests stand at the end of the run's output."""

    def add(what: str, number: int) -> None:
        request.node.user_properties.append((what, number))  # a test's report takes these along to the main process

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the sums of what was counted."""
    sums: Counter[str] = Counter()
    for report in chain.from_iterable(terminalreporter.stats.values()):
        if getattr(report, "when", "") == "call":
            for what, number in report.user_properties:
                sums[what] += number
    for what, number in sums.items():
        terminalreporter.write_line(f"{what}: {number}")


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Make a little archive with the files in a fresh folder."""

    def make(files: dict[str, str | bytes] | None = None, name: str = "archive") -> LittleSite:
        return little_site(tmp_path / name, files)

    return make


@pytest.fixture
def local_hosts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ask hosts on this machine as commands do: without a proxy, and in no event loop.

    The browser of other tests leaves its loop running in this thread, in which no command runs otherwise.
    """
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    around = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(around)


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
