"""Which paths under a watched folder say nothing about the archive: dot files and what editors leave beside a file."""

from __future__ import annotations

import re
from pathlib import PurePath

_NOISE = re.compile(
    r"""
    \..*              # dot files: vim's .swp, Emacs' .#lock, macOS's .DS_Store, temporaries of safe writes
    | .*~             # backups of vim and Emacs
    | 4913            # vim tries with this name whether it may write in the folder
    | \#.*\#          # Emacs' unsaved text
    | .*___jb_(?:tmp|old)___  # JetBrains' safe writes
    | .*\.sw[a-p]     # vim's swap files where the text's own name begins with a dot
    """,
    re.VERBOSE | re.DOTALL,
)


def is_noise(path: PurePath) -> bool:
    """Whether nothing at this path, taken from the watched folder, can be part of the site."""
    return any(_NOISE.fullmatch(part) for part in path.parts)
