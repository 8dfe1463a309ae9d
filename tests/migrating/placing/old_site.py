"""Small old sites, as values, to be placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from beilin.migrating.model import (
    Facts,
    Generator,
    OldFolder,
    OldSettings,
    OldSite,
    OldTerm,
    SourceDocument,
    SourceFile,
    Sources,
)
from beilin.migrating.placing.place import place_all
from beilin.migrating.placing.placement import Placement, Taken


def placement_of(
    documents: Sequence[Mapping[str, Any]],
    files: Sequence[Mapping[str, Any]] = (),
    settings: OldSettings | None = None,
    taken: Taken | None = None,
) -> Placement:
    """Where the documents and files go.

    A document is a mapping with the fields of SourceDocument and Facts, and `old`, its addresses. A file has those of
    SourceFile, and `bytes`, which stands for its content.
    """
    old = {document["path"]: tuple(document.get("old", ())) for document in documents}
    generator = Generator(
        name="test",
        signs=lambda _folder: (),
        read_settings=lambda _folder: OldSettings(),
        list_sources=lambda _folder, _settings: Sources((), ()),
        addresses_of=lambda _settings, document, _facts: old[document.path],
        term_addresses=lambda _settings, term: (f"/{'/'.join((term.taxonomy, *term.name))}/",),
        dialect=frozenset(),
    )
    sources = Sources(
        tuple(
            _filled(SourceDocument, document, kind="article", name=_stem(document["path"])) for document in documents
        ),
        tuple(_filled(SourceFile, file) for file in files),
    )
    facts = [_filled(Facts, document, title="題", title_from="front matter") for document in documents]
    site = OldSite(OldFolder(Path(), frozenset()), generator, settings or OldSettings(), sources)
    digests = {file["path"]: file.get("bytes", file["path"]) for file in files}
    return place_all(site, facts, digests, taken or Taken())


def _filled(noun: Any, values: Mapping[str, Any], **defaults: Any) -> Any:
    fields = {name: values[name] for name in noun.__dataclass_fields__ if name in values}
    if "terms" in fields:
        fields["terms"] = tuple(OldTerm(*term) for term in fields["terms"])
    return noun(**{name: default for name, default in defaults.items() if name in noun.__dataclass_fields__} | fields)


def _stem(path: str) -> str:
    return Path(path).stem
