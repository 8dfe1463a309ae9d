"""What a process that builds repeatedly loads in advance, so that the first save is not slower than later ones."""

from __future__ import annotations

from contextlib import suppress

from beilin.building.compiled_templates import compiled_templates
from beilin.building.options import Run
from beilin.building.recall import last_basis, last_inputs
from beilin.building.remembered import Session, damage
from beilin.config import read_config
from beilin.reading.markdown import parser
from beilin.rendering.environment import compile_templates


def prepare(run: Run, session: Session) -> None:
    """Load what the last plan was made from, import the parser, compile the templates."""
    last = session.last
    if last is None or last.plan is None:
        return
    with suppress(*damage()):  # the next build meets the damage as well, and does without the state
        config, _ = read_config(run.root, base_url=run.options.base_url)
        inputs = last_inputs(last, run.root, config, run.options) if config else None
        if inputs is None:
            return
        session.last = last._replace(basis=last_basis(last, inputs))
        files = {file for template in last.templates.values() for file in template.files}
        compile_templates(inputs.theme.templates, files, compiled_templates(run.root))
    parser()
