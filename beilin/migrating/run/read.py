"""The first pass: the facts of every document, and the digest of every other file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from beilin.files.regular import open_regular
from beilin.migrating.facts.facts import facts_of
from beilin.migrating.heads.read import read_head
from beilin.migrating.model import Facts, Head, Note, OldFolder, OldSite, SourceDocument
from beilin.migrating.survey import read_file
from beilin.parallel.executor import Workers, batches
from beilin.reading.article import MAX_SIZE

_MAX_SIZE = MAX_SIZE - (64 << 10)  # bytes; what is larger could not be read as an article
Progress = Callable[[str, int, int], None]  # (what is being done, items done, items in all)


@dataclass(frozen=True, slots=True)
class ReadSite:
    """The old site with what was read of its files."""

    site: OldSite  # its documents are those that could be read
    facts: tuple[Facts, ...]  # in the order of the documents
    digests: dict[str, str]  # SHA-256 of every other file that could be read, by path
    size: int  # bytes of all files
    notes: tuple[Note, ...]


def read_site(site: OldSite, workers: Workers, progress: Progress) -> ReadSite:
    """Read all documents and files. A file that cannot be read, or has vanished, becomes a note."""
    documents: list[SourceDocument] = []
    facts: list[Facts] = []
    notes: list[Note] = []
    digests: dict[str, str] = {}
    size = done = 0
    wanted = site.sources.documents
    for results in workers.map(partial(_read_documents, site), batches(wanted), len(wanted)):
        for document, (found, length) in zip(wanted[done : done + len(results)], results, strict=True):
            if found:
                documents.append(document)
                facts.append(found)
                size += length
            else:
                notes.append(Note("unread-file", document.path))
        done += len(results)
        progress("Reading", done, len(wanted))
    paths = [file.path for file in site.sources.files]
    for found_files in workers.map(partial(_digest_files, site.folder), batches(paths), len(paths)):
        for path, digest, length in found_files:
            digests[path] = digest
            size += length
    read = replace(site, sources=replace(site.sources, documents=tuple(documents)))
    return ReadSite(read, tuple(facts), digests, size, tuple(notes))


def read_in_its_language(site: OldSite, workers: Workers, progress: Progress) -> ReadSite:
    """As `read_site`, with the language of most documents if the settings name none, or one that is not that of two
    thirds of them: many configurations still have the language of their template."""
    read = read_site(site, workers, progress)
    languages = Counter(facts.language for facts in read.facts if facts.language)
    if not languages:
        return read
    language, count = languages.most_common(1)[0]
    stated = site.settings.language
    if stated and (count * 3 <= len(read.facts) * 2 or language == stated):
        return read
    site = replace(site, settings=replace(site.settings, language=language))
    if stated:  # facts name a language only where it is not that of the settings
        return read_site(site, workers, progress)
    return replace(read, site=replace(read.site, settings=site.settings))


def head_of(site: OldSite, document: SourceDocument) -> tuple[Head, bytes]:
    """The document's front matter and body, and the bytes of its file. Raises OSError."""
    data = read_file(site.folder, document.path)
    beside = read_file(site.folder, document.head_path) if document.head_path else None
    try:
        return read_head(data, document.path, beside, site.generator.name), data
    except Exception as error:  # one broken file must not end the run of all
        note = Note("made-draft", document.path, 0, _described(error))
        return Head("none", {}, data.decode("utf-8", "replace"), notes=(note,)), data


def _read_documents(site: OldSite, documents: Sequence[SourceDocument]) -> list[tuple[Facts | None, int]]:
    return [_facts(site, document) for document in documents]


def _facts(site: OldSite, document: SourceDocument) -> tuple[Facts | None, int]:
    try:
        head, data = head_of(site, document)
    except OSError:
        return None, 0
    if len(data) > _MAX_SIZE:
        return None, 0
    try:
        facts = facts_of(head, document, site.settings, site.generator.name)
    except Exception as error:  # likewise
        note = Note("made-draft", document.path, 0, _described(error))
        facts = Facts(document.name, "file name", is_draft=True, extra=head.values, notes=(note,))
    return facts, len(data)


def _described(error: Exception) -> str:
    return f"it could not be read: {type(error).__name__}: {error}"


def _digest_files(folder: OldFolder, paths: Sequence[str]) -> list[tuple[str, str, int]]:
    found = []
    for path in paths:
        try:
            with open_regular(folder.root / path) as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                found.append((path, digest, file.tell()))
        except OSError:
            continue  # a file without a digest counts as missing
    return found
