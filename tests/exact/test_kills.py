"""A build killed at any moment leaves no torn file, and the next one gives what a clean build gives."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.exact.conftest import Tally
from tests.exact.elsewhere import Elsewhere
from tests.exact.subject import clean_build
from tests.little_site import LittleSite, article, little_site

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("BEILIN_KILLS", "20"))
LONGEST_BUILD = 0.5  # seconds; a build of this archive with a fresh interpreter ends before


def edit(site: LittleSite, chance: random.Random) -> None:
    """Change some articles, and sometimes everything."""
    for _ in range(chance.randint(1, 8)):
        number = chance.randint(0, 40)
        body = f"## 節{chance.random()}\n\n" + "文字。" * chance.randint(1, 2000)
        site.write({f"content/articles/a{number}.md": article(f"題{number}", body, tags="[a, b]", date="2024-01-01")})
    if chance.random() < 0.3:
        (site.root / f"content/articles/a{chance.randint(0, 40)}.md").unlink(missing_ok=True)
    if chance.random() < 0.2:
        site.write({"themes/bare/assets/bare.css": f"body {{ margin: {chance.random()}px }}"})
    if chance.random() < 0.2:
        shutil.rmtree(site.output, ignore_errors=True)
        shutil.rmtree(site.root / ".beilin", ignore_errors=True)


def kill_a_build(site: LittleSite, seconds: float) -> bool:
    """Begin a build and kill it after so many seconds; whether it was still running."""
    command = [
        sys.executable,
        "-m",
        "beilin",
        "build",
        "--jobs",
        "1",
        "--root",
        str(site.root),
        "--today",
        "2026-06-01",
    ]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    was_running = running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    return was_running


@pytest.mark.parametrize("seed", range(2))
def test_killed_builds(tmp_path: Path, elsewhere: Elsewhere, tally: Tally, seed: int) -> None:
    chance = random.Random(seed)
    site = little_site(
        tmp_path / "archive", {f"content/articles/a{n}.md": article(f"題{n}", date="2024-01-01") for n in range(30)}
    )
    site.build_well()
    killed = 0
    for _ in range(KILLS // 2):
        edit(site, chance)
        killed += kill_a_build(site, chance.uniform(0.05, LONGEST_BUILD))
        torn = [
            path for path, data in site.outputs().items()
            if path.endswith("index.html") and path != "tags/index.html" and ".beilin-staging" not in path
            and not data.rstrip().endswith(b"</html>")
        ]  # fmt: skip
        assert not torn
        result = site.build()
        assert result.published, result.problems
        assert not [problem for problem in result.problems if "not made by the last build" in problem.message], (
            "an orphan"
        )
        assert site.outputs() == clean_build(site, elsewhere, tmp_path / "fresh")[1]
    tally.kills += killed
    tally.builds_to_kill += KILLS // 2
    assert killed
