"""What a page depends on through the references of a body."""

from __future__ import annotations

from collections.abc import Sequence

from beilin.model import Reference
from beilin.planning.includes import part_file
from beilin.planning.targets import Targets
from beilin.planning.tokens import body_token
from beilin.planning.wiki import linked_name


def note_references(references: Sequence[Reference], targets: Targets, tokens: set[int], names: dict[str, str]) -> None:
    """Record what the references of a body depend on: the parts that they include, and where links by name lead."""
    for reference in references:
        if reference.kind == "part":
            tokens.add(body_token(part_file(reference, targets.parts)))
        elif reference.kind == "wiki" and (name := linked_name(reference)):
            names[name] = targets.wiki.answer_digest(name)
