"""A cache of compiled templates: compiling a theme takes longer than rendering many pages.

It may be deleted at any time, and failures to read or write it are ignored.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

DIGEST_SIZE = hashlib.sha256().digest_size


def compiled_folder(cache: Path, code_version: str) -> Path:
    """The folder in the cache for templates compiled by this version of the code; those of other versions are removed.

    `code_version` covers all that compiling depends on apart from a template's source, such as the filters.
    """
    folder = cache / code_version[:16]
    with suppress(OSError):
        if not folder.is_dir():
            shutil.rmtree(cache, ignore_errors=True)
            folder.mkdir(parents=True)
    return folder


class CompiledTemplates(jinja2.BytecodeCache):
    """Jinja's cache of compiled templates, in memory and in a folder that may be missing or read-only.

    Each file begins with its digest, because damaged bytecode can crash Python.
    """

    def __init__(self, folder: Path | None, prefix: str = "") -> None:
        """`prefix` is that of files of this cache, if there are others in the folder."""
        self._folder, self._prefix = folder, prefix
        self._codes: dict[tuple[str, str], CodeType | None] = {}  # by key and checksum

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from the cache, if that has its template."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if bucket.code is not None or self._folder is None:
            return
        try:
            data = (self._folder / f"{self._prefix}{bucket.key}").read_bytes()
        except OSError:
            return
        if hashlib.sha256(data[DIGEST_SIZE:]).digest() == data[:DIGEST_SIZE]:
            bucket.bytecode_from_string(data[DIGEST_SIZE:])
            self._codes[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Add the compiled template to the cache, if possible."""
        self._codes[bucket.key, bucket.checksum] = bucket.code
        if self._folder is None:
            return
        code = bucket.bytecode_to_string()
        path = self._folder / f"{self._prefix}{bucket.key}"
        new = path.with_suffix(".new")  # shared by all processes; the digest reveals if two wrote at the same time
        with suppress(OSError):
            new.write_bytes(hashlib.sha256(code).digest() + code)
            new.replace(path)
