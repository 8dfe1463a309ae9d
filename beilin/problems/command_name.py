"""What starts Beilin here: `build.py` in a checkout, `beilin` where the package is installed.

Texts name `build.py`, because what is kept of a build must not depend on how it was started. They are turned into what
the user types when they are printed.
"""

from __future__ import annotations

import os
import re
import sys

_CHECKOUT = "build.py"
_INSTALLED = "beilin"
_NAMED = re.compile(r"(?<![\w./-])(?:python3 )?build\.py(?= -*[a-z]|$|`)")


def command_name() -> str:
    """`beilin` if this process was started as `beilin` or `python -m beilin`, else `build.py`."""
    folder, name = os.path.split(sys.argv[0])
    is_module = name == "__main__.py" and os.path.basename(folder) == _INSTALLED
    return _INSTALLED if is_module or name == _INSTALLED else _CHECKOUT


def as_typed(text: str) -> str:
    """The text, in which the commands that it names begin as the user has to type them."""
    return text if command_name() == _CHECKOUT or _CHECKOUT not in text else _NAMED.sub(_INSTALLED, text)
