"""Files under content/ that only unpublished Markdown shows: they are not published either.

An image of a draft would otherwise be at an address that anyone can guess, and in a public branch for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from beilin.model import Record, StaticFile
from beilin.planning.addresses import output_path
from beilin.planning.file_mentions import FileNames, Text, mentioned_files, names_of_files
from beilin.planning.includes import included_parts
from beilin.planning.targets import Targets, destination_of
from beilin.reading.data_values import file_names_in
from beilin.text.file_names import is_bundle

# Files that may show others.
_DOCUMENTS = (".html", ".htm", ".xhtml", ".css", ".svg", ".webmanifest", ".md")
_TEXTS = (*_DOCUMENTS, ".js", ".mjs", ".xml", ".json", ".txt")


def shown_by_unpublished(
    files: Mapping[str, StaticFile],
    records: Mapping[str, Record],
    targets: Targets,
    text_of: Callable[[StaticFile], str],
    other_texts: Callable[[], Iterable[str]],
) -> dict[str, str]:
    """The output paths of the files that only unpublished Markdown shows → one of the Markdown files that do.

    `files` are the files under content/ by output path, `records` those of all Markdown files, and `targets` what may
    be referred to if all files are published. A file shows another if it links to it, has it as an image, names it in
    `extra`, mentions it (an HTML page, a style sheet), or has it in its own folder (an index.md). `other_texts` are
    those of templates, data files and whatever else pages are made from. What nothing shows is published.
    """
    published = {path for path in records if path in targets.articles}
    for path in tuple(published):
        published.update(part.summary.path for _, part in included_parts(records[path].references, targets.parts))
    unpublished = sorted(records.keys() - published)
    if not unpublished:
        return {}
    names = names_of_files(files)
    shown_by: dict[str, str] = {}
    for path in unpublished:
        for output in _shown(records[path], files, names, targets):
            shown_by.setdefault(output, path)
    _spread(shown_by, files, names, text_of)
    if not shown_by:
        return {}
    candidates = {output: files[output] for output in shown_by}
    names = names_of_files(candidates)
    kept = mentioned_files(names, map(Text, other_texts()))
    for path in published:
        kept |= _shown(records[path], candidates, names, targets)
    roots = [file for output, file in files.items() if output not in candidates or output in kept]
    while roots and len(kept) < len(candidates):
        found = mentioned_files(names, (_text(file, text_of) for file in roots if _is_text(file))) - kept
        kept |= found
        roots = [files[output] for output in found]
    return {output: path for output, path in shown_by.items() if output not in kept}


def _spread(
    shown_by: dict[str, str], files: Mapping[str, StaticFile], names: FileNames, text_of: Callable[[StaticFile], str]
) -> None:
    """Add what the files in `shown_by` show themselves."""
    waiting = [output for output in shown_by if _is_text(files[output])]
    while waiting:
        output = waiting.pop()
        for other in mentioned_files(names, [_text(files[output], text_of)]) - shown_by.keys():
            shown_by[other] = shown_by[output]
            if _is_text(files[other]):
                waiting.append(other)


def _text(file: StaticFile, text_of: Callable[[StaticFile], str]) -> Text:
    """The text of a file under content/. A path in a script or in data is relative to the page that uses it."""
    is_document = file.output.lower().endswith(_DOCUMENTS)
    return Text(text_of(file), file.output.rpartition("/")[0] if is_document else None)


def _is_text(file: StaticFile) -> bool:
    return file.output.lower().endswith(_TEXTS)


def _shown(record: Record, files: Mapping[str, StaticFile], names: FileNames, targets: Targets) -> set[str]:
    """The output paths of the files that the Markdown file shows."""
    path = record.summary.path
    shown: set[str] = set()
    for reference in record.references:
        if reference.kind == "path":
            address = destination_of(path, reference, targets).address
            shown.update((output_path(address), output_path(f"{address}/")))
    if texts := list(file_names_in(record.summary.extra)):
        shown |= mentioned_files(names, map(Text, texts))
    if is_bundle(path):
        folder = path.rpartition("/")[0]
        shown |= {output for output, file in files.items() if file.source.startswith(f"{folder}/")}
    return shown & files.keys()
