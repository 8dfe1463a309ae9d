"""Compiled templates, kept between builds: compiling a theme takes longer than rendering many a page.

A cache that may be deleted at any time. Nothing that it cannot keep or read again matters.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket


def compiled_folder(cache: Path, salt: str) -> Path:
    """Where the templates are that this program has compiled, in the folder for those of all; others are removed.

    `salt` names all that compiling depends on beside a template's source: filters, for one, may be called by it.
    """
    folder = cache / salt[:16]
    with suppress(OSError):
        if not folder.is_dir():
            shutil.rmtree(cache, ignore_errors=True)
            folder.mkdir(parents=True)
    return folder


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Jinja's cache of compiled templates, in a folder that may not be there or not be writable."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), "%s.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was kept, if anything was."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
