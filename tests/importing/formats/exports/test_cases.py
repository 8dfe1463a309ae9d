"""Exports of each kind, composed by hand, and everything that comes of them."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest

from beilin.importing.formats.table import FormatModule
from tests.golden import check_cases
from tests.importing.formats.exports.support import described

CASES = Path(__file__).parent / "cases"
FILE = re.compile(r"^>>> (.+)\n((?:(?!>>> ).*\n)*)", re.MULTILINE)  # a line with the file's name, and its text


@pytest.mark.parametrize("kind", ["blogger", "ghost", "wxr"])
def test_an_export_of_text_gives_articles_facts_and_notes(kind: str, tmp_path: Path, *, regenerate: bool) -> None:
    module = cast(FormatModule, importlib.import_module(f"beilin.importing.formats.{kind}"))

    def run(given: str) -> str:
        path = tmp_path / f"export.{kind}"
        path.write_text(given, "utf-8")
        return described(module, path)

    check_cases(CASES / f"{kind}.txt", run, regenerate=regenerate)


@pytest.mark.parametrize("kind", ["medium", "substack"])
def test_an_archive_gives_articles_facts_and_notes(kind: str, tmp_path: Path, *, regenerate: bool) -> None:
    module = cast(FormatModule, importlib.import_module(f"beilin.importing.formats.{kind}"))

    def run(given: str) -> str:
        path = tmp_path / "export.zip"
        with ZipFile(path, "w") as archive:
            for name, text in FILE.findall(given):
                archive.writestr(name, text)
        return described(module, path)

    check_cases(CASES / f"{kind}.txt", run, regenerate=regenerate)
