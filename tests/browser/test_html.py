"""The HTML is valid, as the Nu checker of the W3C understands it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.nu import check_html, get_jar
from tests.browser.sample import REDIRECT, SAMPLES, VARIANTS
from tests.conftest import Require


@pytest.fixture(scope="module", autouse=True)
def _checker(require: Require) -> None:
    """The checker is there."""
    require(shutil.which("java") is not None, "there is no Java; on Debian: sudo apt install default-jre-headless")
    missing = get_jar()
    require(not missing, missing)


def test_every_page_is_valid(output: Path, tmp_path: Path) -> None:
    """And one that is not is seen: it goes with the others, since starting Java takes long."""
    samples = {output / sample.path / "index.html" for sample in (*SAMPLES, REDIRECT) if sample.kind != "not-found"}
    of_variants = {path for name in VARIANTS for path in (output / name).rglob("*.html")}
    files = sorted((set(output.rglob("*.html")) - of_variants) | samples)
    assert output / "404.html" in files
    invalid = tmp_path / "invalid.html"
    invalid.write_text("<!doctype html><html lang=en><title>t</title><p id=a>one</p><p id=a>two</p>", "utf-8")
    errors = check_html([*files, invalid])
    assert [error for error in errors if "invalid.html:" not in error] == []
    assert any("Duplicate ID" in error for error in errors)
