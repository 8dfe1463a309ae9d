"""The comparison of histories with clean builds finds faults: each of the table is planted, and must be found.

A sound archive takes the same steps beside it and must show no difference, or the comparison would find anything.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from beilin.building.build import BuildOptions, Session
from tests.exact.elsewhere import Elsewhere, shown
from tests.exact.faults import ARCHIVE, FAULTS, Fault, nothing, planted
from tests.exact.subject import Subject, clean_build, differences
from tests.little_site import LittleSite, article, little_site

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found(tmp_path: Path, elsewhere: Elsewhere, fault: Fault) -> None:
    def subject(name: str) -> Subject:
        site = Subject(tmp_path / name, BuildOptions(jobs=1, today="2026-06-01"), elsewhere)
        site.session = Session() if fault.remembers else None
        little_site(site.root, ARCHIVE)
        return site

    sound, faulty = subject("sound"), subject("faulty")
    found: list[str] = []
    for edit in (nothing, *fault.edits):
        assert not found, "it shows before the edit that it is to miss"
        edit(sound)
        clean, files = clean_build(sound, elsewhere, tmp_path / "fresh")
        assert clean.published
        assert not _differences(sound, clean, files)
        with planted(fault):
            edit(faulty)
            found = _differences(faulty, clean, files)
    assert any(fault.found in difference for difference in found), f"not found: {fault.name}; {found}"


def _differences(site: Subject, clean: Any, files: dict[str, bytes]) -> list[str]:
    result = site.build()
    assert result.published, result.problems
    return differences(site.outputs(), tuple(map(shown, result.problems)), clean, files, set())


@pytest.mark.parametrize("is_sound", [True, False], ids=["sound", "planted"])
def test_a_new_version_of_the_code_renders_all_pages_again(tmp_path: Path, is_sound: bool) -> None:
    """A filter of the next version formats dates differently. Planted: a state that outlives its version."""
    program = tmp_path / "program"
    shutil.copytree(ROOT / "beilin", program / "beilin", ignore=shutil.ignore_patterns("__pycache__"))
    if not is_sound:
        with (program / "beilin/building/code_version.py").open("a", encoding="utf-8") as file:
            file.write("\n\ndef code_fingerprint() -> str:\n    return 'the same for ever'\n")
    dated = "{% for a in articles %}{{ a.date | long_date('zh-Hant') }}{% endfor %}"
    site = little_site(
        tmp_path / "archive",
        {"content/articles/a.md": article("甲", date="2024-01-02"), "themes/bare/templates/year.html": dated},
    )
    _build_with(program, site)
    assert site.page("years/2024/index.html") == "2024年1月2日"
    filters = program / "beilin/rendering/filters.py"
    text = filters.read_text("utf-8")
    assert "}年{" in text
    filters.write_text(text.replace("}年{", "}－{"), "utf-8")
    _build_with(program, site)
    fresh = LittleSite(tmp_path / "fresh")
    shutil.copytree(site.root, fresh.root, ignore=shutil.ignore_patterns(".beilin", "site"))
    _build_with(program, fresh)
    assert fresh.page("years/2024/index.html") == "2024－1月2日"
    assert (site.outputs() == fresh.outputs()) is is_sound


def _build_with(program: Path, site: LittleSite) -> None:
    command = [
        sys.executable,
        "-B",
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
    environment = os.environ | {"PYTHONPATH": str(program)}
    subprocess.run(command, cwd=program, env=environment, check=True, capture_output=True)
