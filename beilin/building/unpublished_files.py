"""The inputs of a plan without the files that only unpublished Markdown shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from beilin.building.inputs import Inputs
from beilin.files.regular import read_regular
from beilin.layout import CONTENT
from beilin.model import Record, StaticFile
from beilin.planning.targets import Targets
from beilin.planning.unpublished_files import shown_by_unpublished
from beilin.reading.withheld import Withheld
from beilin.reading.withheld_names import UNPUBLISHED


def without_unpublished_files(inputs: Inputs, records: Mapping[str, Record], targets: Targets) -> Inputs:
    """The inputs without those files and the copies of images among them; the inputs themselves if there are none.

    `targets` are what may be referred to if all files are published. A file that `publish` in site.yaml names without
    a wildcard is kept.
    """
    static = inputs.content.static
    files = {file.output: file for file in static if file.source.startswith(f"{CONTENT}/")}
    held = shown_by_unpublished(files, records, targets, lambda file: _text(inputs, file), lambda: _other_texts(inputs))
    for named in inputs.config.publish:
        held.pop(named, None)
    if not held:
        return inputs
    gone = {output for path in held for output in (path, *_copies(files[path]))}
    withheld = [Withheld(files[output].source, UNPUBLISHED, shown_by=path) for output, path in held.items()]
    return inputs.with_static(
        [file for file in static if file.output not in gone], (*(inputs.content.withheld or ()), *withheld)
    )


def _copies(file: StaticFile) -> Iterator[str]:
    return (output for _, output in file.image.copies) if file.image else iter(())


def _other_texts(inputs: Inputs) -> Iterator[str]:
    """The texts besides Markdown and the files under content/ that pages are made from."""
    yield from (entry.address for entry in inputs.config.menu or ())
    yield from (template.source for template in inputs.theme.templates.values())
    yield from (data.decode(errors="replace") for _, data in inputs.data_files)
    yield from (
        _text(inputs, file) for name, file in inputs.theme.assets.items() if name.endswith((".css", ".js", ".mjs"))
    )


def _text(inputs: Inputs, file: StaticFile) -> str:
    if file.content is not None:
        return file.content.decode(errors="replace")
    try:
        return read_regular(inputs.root / file.source).decode(errors="replace")
    except OSError:  # it vanished meanwhile; copying it to the output reports that
        return ""
