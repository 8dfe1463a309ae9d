"""Messages as their user reads them: in the user's language, with commands as they have to be typed.

Called where something is printed or shown, and nowhere else, so that nothing that is kept or compared depends on who
reads it.
"""

from __future__ import annotations

from beilin.problems.command_name import as_typed
from beilin.translations.translate import translated


def for_user(text: str) -> str:
    """The message in the user's language; the commands that it names begin with `build.py` or `beilin`, as typed."""
    return as_typed(translated(text))
