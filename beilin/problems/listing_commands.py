"""Which command lists all problems of a kind."""

from __future__ import annotations

from beilin.problems.kinds import GROUPS

_IN_BUILDS = frozenset(kind.code for kind in GROUPS["The output"]) | {"template-failed"}
_IN_OTHER_COMMANDS = frozenset(kind.code for name in ("Imports", "Changes by commands") for kind in GROUPS[name])
_EXTERNAL = frozenset({"dead-link", "unreachable-link", "moved-link", "untested-link"})


def listing_command(code: str) -> str:
    """The command that lists every problem of the kind, without the name of the script; "" if there is none."""
    if code in _IN_OTHER_COMMANDS:
        return ""
    if code in _IN_BUILDS:
        return "build --all"
    return f"check {'--external ' if code in _EXTERNAL else ''}--code {code}"
