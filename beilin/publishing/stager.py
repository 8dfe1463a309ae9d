"""Staging what differs from the output folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from beilin.files.snapshot import file_digest
from beilin.publishing.staging_folder import staged_path, write_staged


@dataclass(frozen=True, slots=True)
class Stager:
    """Stages files that differ from those in the output folder, in any process of this machine."""

    output: Path
    present: Mapping[str, str]  # the files in the output folder

    def __call__(self, path: str, data: bytes) -> tuple[str, bool]:
        """Stage the bytes, unless the output has them already; returns their SHA-256, and whether they were staged.

        Raises OSError.
        """
        digest = hashlib.sha256(data).hexdigest()
        is_staged = path not in self.present or file_digest(f"{self.output}/{path}") != digest
        if is_staged:
            write_staged(self.output, path, data)
        return digest, is_staged

    def place_for(self, path: str) -> Path:
        """Where to write the file, if it may be too large to be held in memory; then call `settle`. Raises OSError."""
        return Path(staged_path(self.output, path))

    def settle(self, path: str) -> tuple[str, bool]:
        """As if the bytes that were written there had been given. Raises OSError."""
        staged = staged_path(self.output, path)
        digest = file_digest(staged)
        is_staged = path not in self.present or file_digest(f"{self.output}/{path}") != digest
        if not is_staged:
            os.unlink(staged)
        return digest, is_staged
