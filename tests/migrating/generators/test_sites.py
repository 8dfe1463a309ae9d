"""What of an old site is published where, by the rules of its generator: little sites, as data.

The addresses of the cases are those of real builds by the generators, except for Zola and Obsidian Publish, which cannot
be installed: theirs are from their documentation.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from beilin.migrating.detect import detect
from beilin.migrating.facts.facts import facts_of
from beilin.migrating.heads.read import read_head
from beilin.migrating.model import Generator, OldFolder, OldSettings, OldTerm, SourceDocument
from beilin.migrating.survey import read_file, survey

CASES = {
    f"{path.stem}: {case['what']}": (path.stem, case)
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
}


def as_seen(folder: OldFolder, generator: Generator, settings: OldSettings, document: SourceDocument) -> dict[str, Any]:
    """What a case may say of a document."""
    beside = read_file(folder, document.head_path) if document.head_path else None
    head = read_head(read_file(folder, document.path), document.path, beside)
    facts = facts_of(head, document, settings, generator.name)
    return {
        "kind": document.kind,
        "name": document.name,
        "date": document.date,
        "section": document.section,
        "language": document.language,
        "bundle": document.is_bundle,
        "draft": document.is_draft or facts.is_draft,
        "answers": list(generator.addresses_of(settings, document, facts)),
    }


@pytest.mark.parametrize("name", CASES)
def test_what_is_published_where(name: str, tmp_path: Path) -> None:
    generator_name, case = CASES[name]
    for path, text in case["site"].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text or "", "utf-8")
    folder = survey(tmp_path)
    generator = detect(folder)
    settings = generator.read_settings(folder)
    sources = generator.list_sources(folder, settings)

    assert generator.name == generator_name
    for key, value in case.get("settings", {}).items():
        found = getattr(settings, key)
        assert ([[entry.title, entry.address] for entry in found] if key == "menu" else found) == (
            tuple(value) if key == "feeds" else value
        )
    seen = {document.path: as_seen(folder, generator, settings, document) for document in sources.documents}
    assert sorted(seen) == sorted(case["documents"])
    for path, expected in case["documents"].items():
        wanted = expected if isinstance(expected, dict) else {"answers": expected}
        assert {key: seen[path][key] for key in wanted} == wanted, path
    if "files" in case:
        assert {file.path: file.address for file in sources.files} == case["files"]
    for path, owner in case.get("owners", {}).items():
        assert {file.path: file.owner for file in sources.files}[path] == owner
    if "skipped" in case:
        assert dict(sources.skipped) == case["skipped"]
    for term, addresses in case.get("terms", {}).items():
        taxonomy, *names = term.split("/")
        assert list(generator.term_addresses(settings, OldTerm(taxonomy, tuple(names)))) == addresses
