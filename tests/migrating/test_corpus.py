"""The old sites in corpus/: each is brought in and built, and must become what its truth.yaml says.

A truth has, all of it optional: settings of site.yaml; `documents` by the path of the source; `answers`, other old
addresses that must answer; `files`, source → place; `skipped`, paths that become no document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

from beilin.building.build import BuildOptions, build
from beilin.migrating.run.migrate import migrate
from beilin.migrating.run.options import MigrationOptions
from beilin.migrating.run.report import MigrationReport

CORPUS = Path(__file__).parent / "corpus"
SITES = sorted(path.parent.name for path in CORPUS.glob("*/truth.yaml"))
_SETTINGS = ("title", "language", "base_url", "description", "time_zone", "author", "menu")
_CHECKS = {"to", "answers", "has", "lacks", "notes"}  # of a document; every other key is one of its front matter


@pytest.mark.parametrize("name", SITES)
def test_an_old_site_becomes_what_is_true_of_it(tmp_path: Path, name: str) -> None:
    truth = yaml.safe_load((CORPUS / name / "truth.yaml").read_text("utf-8"))
    root = tmp_path / "archive"
    report = migrate(MigrationOptions(CORPUS / name / "site", root, jobs=1), lambda *_: None)
    built = build(root, BuildOptions(jobs=1, today="2026-06-01"))
    faults = [f"{problem.location}: {problem.message}" for problem in built.problems if problem.severity == "error"]
    faults += faults_of_settings(root, truth)
    for path, wanted in truth.get("documents", {}).items():
        faults += (f"{path}: {fault}" for fault in faults_of_document(root, report, path, wanted or {}))
    faults += (f"nothing answers at {address}" for address in truth.get("answers", []) if not answers(root, address))
    faults += faults_of_files(root, CORPUS / name / "site", truth)
    faults += (f"{path} was not skipped" for path in truth.get("skipped", []) if path in report.places)
    assert not faults, "\n".join(["", *faults])


def faults_of_settings(root: Path, truth: Mapping[str, Any]) -> Iterator[str]:
    """What site.yaml should say and does not."""
    settings = yaml.safe_load((root / "site.yaml").read_text("utf-8"))
    for key in _SETTINGS:
        if key in truth and settings.get(key) != truth[key]:
            yield f"site.yaml has {key}: {settings.get(key)!r}, not {truth[key]!r}"
    pattern = settings.get("permalinks", {}).get("articles", "/articles/:slug/")
    if truth.get("permalink", pattern) != pattern:
        yield f"articles are at {pattern}, not {truth['permalink']}"


def faults_of_document(root: Path, report: MigrationReport, path: str, wanted: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the article or page that the source at the path became."""
    place = report.places.get(path)
    if place is None:
        yield "it was not brought in"
        return
    if place != wanted.get("to", place):
        yield f"it went to {place}, not {wanted['to']}"
    markdown = (root / place).read_text("utf-8")
    _, front, body = markdown.split("---\n", 2)
    values = yaml.load(front, yaml.BaseLoader)
    for key, value in wanted.items():
        if key not in _CHECKS and values.get(key) != as_text(value):
            yield f"{key} is {values.get(key)!r}, not {value!r}"
    yield from (f"nothing answers at {address}" for address in wanted.get("answers", []) if not answers(root, address))
    yield from (f"it lacks {text!r}" for text in wanted.get("has", []) if text not in body)
    yield from (f"it has {text!r}" for text in wanted.get("lacks", []) if text in body)
    kinds = {note.kind for note in report.notes if note.path == path}
    if "notes" in wanted and kinds != set(wanted["notes"]):
        yield f"its notes are {sorted(kinds)}, not {sorted(wanted['notes'])}"


def as_text(value: Any) -> Any:
    """The value with its scalars as texts, as a loader without types gives them; null for a key that is not there."""
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    return value if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def faults_of_files(root: Path, old: Path, truth: Mapping[str, Any]) -> Iterator[str]:
    """Files that are not where they should be."""
    for source, place in truth.get("files", {}).items():
        path = root / place
        if not path.is_file() or path.read_bytes() != (old / source).read_bytes():
            yield f"{source} is not at {place}"


def answers(root: Path, address: str) -> bool:
    """Whether a static host serves something at the old address: a file, or a folder's or name's page."""
    path = root / "site" / unquote(address).lstrip("/")
    if address.endswith("/"):
        return (path / "index.html").is_file()
    return path.is_file() or path.with_name(f"{path.name}.html").is_file() or (path / "index.html").is_file()
