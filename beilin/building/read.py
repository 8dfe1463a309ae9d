"""Reading for a build: only the edited files if nothing else changed, otherwise everything that may have changed."""

from __future__ import annotations

from dataclasses import replace

from beilin.building.inputs import Inputs, LastRead, read_edited, read_everything, reader_for, with_images
from beilin.building.options import Run, UnpublishableError
from beilin.building.recall import last_inputs
from beilin.building.remembered import Remembered
from beilin.building.snapshots import Seen
from beilin.config import read_config
from beilin.layout import CONTENT
from beilin.problems.problem import has_errors
from beilin.publishing.staging import Staging


def read(run: Run, last: Remembered, seen: Seen, staging: Staging) -> Inputs:
    """All inputs of the build. Raises UnpublishableError with everything that is wrong, OSError, InputChangedError."""
    config, problems = read_config(run.root, base_url=run.options.base_url)
    if config is None or has_errors(problems):
        raise UnpublishableError(problems)
    reader = reader_for(run.root, config, run.workers, run.file.bodies)
    is_known = last.is_comparable(run.options) and last.has_head(run.root, wants_history=config.history)
    plan = last.plan if is_known and staging.is_whole else None
    before = last_inputs(last, run.root, config, run.options) if plan else None
    if plan and before and (edited := read_edited(reader, before, seen.changed, last.problems.reading)):
        return edited
    imports = last.basis.inputs.imports if last.basis and last.plan else {}
    files = LastRead(seen.sources[CONTENT], last.state.files, seen.changed, imports)
    inputs = read_everything(reader, config, run.options, files, run.reporting)
    found = (*problems, *inputs.problems, *inputs.authority[1], *inputs.moved[1], *inputs.data[1])
    if has_errors(found):  # which should not have to wait for images to be scaled
        raise UnpublishableError(found, inputs.content, config.base_path)
    inputs = with_images(inputs, run.workers, run.reporting)
    inputs = replace(inputs, problems=(*problems, *inputs.problems))
    if last.plan and staging.is_whole and inputs.key == last.plan.key:
        rows = inputs.content.rows
        edited_files = {path for path, row in rows.items() if row.key and row is not last.state.files.get(path)}
        return replace(inputs, edited=edited_files)
    return inputs
