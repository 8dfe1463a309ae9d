"""Redirects that a file system cannot hold, because their addresses differ from others only in case.

What is planned does not depend on the system; what is left out here is missing only where the output is built on a
system that does not distinguish case (by default those of macOS and Windows).
"""

from __future__ import annotations

import os
from dataclasses import replace

from beilin.building.plan import Planned
from beilin.planning.addresses import address_of
from beilin.problems.problem import Problem
from beilin.publishing.output_folder import STAGING
from beilin.publishing.staging import Staging

_MAX_NAMED = 3


def without_case_twins(planned: Planned, staging: Staging) -> Planned:
    """The plan without the redirects that would overwrite other pages, if the output folder is on such a file system.

    They are named in a warning. Raises OSError.
    """
    twins = planned.case_twins
    if not twins or distinguishes_case(staging):
        return planned
    problems = planned.problems
    return replace(
        planned,
        pages=[page for page in planned.pages if page.output not in twins],
        outputs=planned.outputs - twins,
        count=planned.count - len(twins),
        problems=replace(problems, structure=(*problems.structure, _problem(sorted(twins), staging.output.name))),
    )


def distinguishes_case(staging: Staging) -> bool:
    """Whether the file system of the output folder does."""
    staging.open()
    return not os.path.exists(staging.output / STAGING.upper())


def _problem(twins: list[str], output: str) -> Problem:
    named = ", ".join(map(address_of, twins[:_MAX_NAMED]))
    more = f" and {len(twins) - _MAX_NAMED} more" if len(twins) > _MAX_NAMED else ""
    message = (
        f"{output}/ lacks former addresses that differ from others only in case, which this file system does not "
        f"distinguish: {named}{more}"
    )
    hint = "To publish them, build on Linux, for instance by the workflow for GitHub Pages."
    return Problem("case-twins", message, output, hint=hint)
