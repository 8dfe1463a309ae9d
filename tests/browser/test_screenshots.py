"""The command that takes screenshots of all pages works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.browser.chromium import installed
from tests.browser.sample import ROOT
from tests.conftest import Require


def test_a_sample_is_taken_in_each_size_and_scheme(tmp_path: Path, require: Require) -> None:
    require(installed() is not None, "there is no Chromium; on Debian: sudo apt install chromium")
    command = [sys.executable, "-m", "tests.browser.screenshots", "--out", str(tmp_path), "not-found"]
    taken = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (taken.returncode, taken.stdout) == (0, ""), taken.stderr
    pictures = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    widths = {name: int.from_bytes(data[16:20]) for name, data in pictures.items()}  # of the PNG's IHDR
    assert widths == {
        "not-found.desktop.dark.png": 1280,
        "not-found.desktop.light.png": 1280,
        "not-found.phone.dark.png": 390,
        "not-found.phone.light.png": 390,
    }
    assert len(set(pictures.values())) == 4
