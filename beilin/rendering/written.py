"""Files that code writes, not a template: an export, an index of sitemaps.

They may be larger than what fits into memory, so a writer gets the path of a new file, and bodies one by one. A file
of a new kind is a kind of page without a template, whose only value is `WRITTEN`; a row for the type of that value here
names the writer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beilin.planning.page import WRITTEN
from beilin.problems.problem import Problem
from beilin.rendering.dependencies import TemplateDependencies

if TYPE_CHECKING:
    from beilin.model import Body

# What a file that code writes depends on beside its value; the code itself is in the version that all keys have.
OF_CODE = TemplateDependencies("", frozenset({WRITTEN}), ())


@dataclass(frozen=True, slots=True)
class Sources:
    """What a writer may read: what its value names, and nothing else."""

    root: Path  # of the archive
    body_of: Callable[[str, str], Body]  # the body of a Markdown file, by its path and digest


# Writes the file at the path, or returns why not. Raises OSError, InputChangedError.
Writer = Callable[[Any, Sources, Path], Problem | None]

# The module of the writer `write`, by the type of the value. Few archives have such files, so it is imported if needed.
_WRITERS = {
    "Book": "beilin.rendering.epub.write",
    "Export": "beilin.rendering.exports.write",
    "SitemapIndex": "beilin.rendering.sitemap_index",
}


def write_file(value: object, sources: Sources, path: Path) -> Problem | None:
    """Write the file that the value describes at the path, or return why not. Raises OSError, InputChangedError."""
    write: Writer = import_module(_WRITERS[type(value).__name__]).write
    return write(value, sources, path)
