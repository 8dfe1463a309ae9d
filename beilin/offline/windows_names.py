"""Names that files cannot have on Windows (https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from beilin.text.slugs import collision_key

_REFUSED = re.compile(
    r"""[<>:"\\|?*\x00-\x1f]|[ .](?:/|\Z)|(?:\A|/)(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\.[^/]*)?(?:/|\Z)""",
    re.IGNORECASE,
)


def refused_by_windows(files: Iterable[str]) -> Iterator[str]:
    """Those of the paths that no file can have there: by a character or a name, or because it differs from another only
    in case."""
    seen: set[str] = set()
    for file in files:
        key = collision_key(file)
        if key in seen or _REFUSED.search(file):
            yield file
        seen.add(key)
