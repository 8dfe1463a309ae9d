"""A heading without a space is one where the version of the generator took it for one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beilin.migrating.bodies.table import convert_body
from beilin.migrating.model import OldFolder
from tests.migrating.bodies.little_context import context


@pytest.mark.parametrize(("version", "becomes"), [("^0.2.4", "## 標題\n"), ("^6.0.0", "##標題\n"), ("", "##標題\n")])
def test_hexo_took_headings_without_a_space_until_version_3(tmp_path: Path, version: str, becomes: str) -> None:
    if version:
        (tmp_path / "package.json").write_text(f'{{"dependencies": {{"hexo-renderer-marked": "{version}"}}}}', "utf-8")
    about = replace(context(generator="hexo"), folder=OldFolder(tmp_path, frozenset()))
    assert convert_body("##標題\n", 1, about, ["tight-headings"]).text == becomes
