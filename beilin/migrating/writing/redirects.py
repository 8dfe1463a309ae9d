"""content/redirects.yaml with the redirects of an import."""

from __future__ import annotations

from collections.abc import Mapping

from beilin.editing.yaml_edits import as_scalar
from beilin.migrating.placing.aliases import written_address
from beilin.problems.problem import has_errors
from beilin.reading.redirects import read_redirects
from beilin.text.slugs import collision_key

_HEAD = "# Former addresses, each with the address that has the same now.\n"


def redirects_yaml(old: bytes | None, redirects: Mapping[str, str]) -> bytes:
    """The file with the redirects added at its end. Those that it has for an address stay, and so does the rest of it.

    Raises ValueError if nothing can be added to the file safely.
    """
    text = old.decode("utf-8-sig") if old else _HEAD
    entries, problems = read_redirects(old or b"")
    if has_errors(problems):
        raise ValueError(problems[0].message)
    known = {collision_key(entry.address) for entry in entries.entries}
    added = [
        f"{as_scalar(written_address(address))}: {as_scalar(written_address(target))}\n"
        for address, target in sorted(redirects.items())
        if collision_key(address) not in known
    ]
    if not added:
        return old or b""
    if not text.endswith("\n"):
        text += "\n"
    new = (text + "".join(added)).encode()
    if len(read_redirects(new)[0].entries) != len(entries.entries) + len(added):  # such as after a mapping in braces
        raise ValueError("entries cannot be added at its end")
    return new
