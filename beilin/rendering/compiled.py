"""Compiled templates, kept between builds: compiling a theme takes longer than rendering many a page.

A cache that may be deleted at any time. Nothing that it cannot keep or read again matters.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

DIGEST = hashlib.sha256().digest_size


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


class CompiledTemplates(jinja2.BytecodeCache):
    """Jinja's cache of compiled templates, in a folder that may not be there or not be writable.

    Before each stands its digest: Python ends at once where it is given damaged bytecode.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was kept, if anything was."""
        try:
            data = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        if hashlib.sha256(data[DIGEST:]).digest() == data[:DIGEST]:
            bucket.bytecode_from_string(data[DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where that is possible."""
        code = bucket.bytecode_to_string()
        path = self._folder / bucket.key
        new = path.with_suffix(".new")  # one for all processes: the digest tells where two wrote at once
        with suppress(OSError):
            new.write_bytes(hashlib.sha256(code).digest() + code)
            new.replace(path)
