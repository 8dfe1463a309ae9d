"""The sample archive, built and hosted once, and a tab in which any fault of a page fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.host import hosting
from tests.browser.sample import BASE_PATH, OUTPUT, SAMPLES, Sample, make_sample
from tests.browser.tabs import Tab, open_tab, origin_of
from tests.made_once import made_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built sample archive."""
    return made_once(tmp_path_factory, "sample", make_sample) / OUTPUT


@pytest.fixture(scope="session")
def home(output: Path) -> Iterator[str]:
    """The address of the sample archive's home page, hosted."""
    with hosting(output, BASE_PATH) as url:
        yield url


@pytest.fixture(scope="session")
def open_window(browser: Browser, home: str) -> Iterator[Tab]:
    """One tab for all tests with scripts; opening one for each would take longer than the tests."""
    with open_tab(browser, home) as tab:
        yield tab


@pytest.fixture(scope="session")
def scriptless_window(browser: Browser, home: str) -> Iterator[Tab]:
    """One tab for all tests without scripts."""
    with open_tab(browser, home, scripts=False) as tab:
        yield tab


@pytest.fixture
def tab(open_window: Tab) -> Iterator[Tab]:
    """A tab with scripts, in which nothing is stored. An error or warning in the console, a request to another host or
    for a file that is not there fails the test."""
    forget_what_is_stored(open_window)
    yield from watched(open_window)


@pytest.fixture
def scriptless(scriptless_window: Tab) -> Iterator[Tab]:
    """A tab without scripts, with the same checks."""
    yield from watched(scriptless_window)


def forget_what_is_stored(tab: Tab) -> None:
    """Clear the storage of the sample archive, once the page of the test before has left and can store nothing more."""
    tab.page.goto("about:blank")
    session = tab.page.context.new_cdp_session(tab.page)
    session.send("Storage.clearDataForOrigin", {"origin": origin_of(tab.home), "storageTypes": "local_storage"})
    session.detach()


def watched(tab: Tab) -> Iterator[Tab]:
    """The tab, checked to have no faults after the test."""
    tab.faults.clear()
    yield tab
    assert tab.faults == []


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.name)
def sample(request: pytest.FixtureRequest) -> Sample:
    """Each page to measure."""
    found: Sample = request.param
    return found
