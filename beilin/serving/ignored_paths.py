"""Which paths in a watched folder cannot affect the site: dot files, and what text editors write beside a file."""

from __future__ import annotations

import re
from pathlib import PurePath

_IGNORED_NAME = re.compile(
    r"""
    \..*              # dot files: vim's .swp, Emacs's .#lock, macOS's .DS_Store, temporary files of atomic writes
    | .*~             # backups of vim and Emacs
    | 4913            # vim creates it to test whether the folder is writable
    | \#.*\#          # Emacs's auto-save files
    | .*___jb_(?:tmp|old)___  # JetBrains's atomic writes
    | .*\.sw[a-p]     # vim's swap files of files whose own name begins with a dot
    """,
    re.VERBOSE | re.DOTALL,
)


def is_ignored(path: PurePath) -> bool:
    """Whether nothing at this path, relative to the watched folder, can be part of the site."""
    parts = path.parts[1:] if path.parts[:1] == (".well-known",) else path.parts
    return any(_IGNORED_NAME.fullmatch(part) for part in parts)
