"""Which generator a folder belongs to."""

from __future__ import annotations

from pathlib import PurePosixPath

from beilin.migrating.generators.table import GENERATORS
from beilin.migrating.model import Generator, OldFolder

# Many people edit the site of another generator with this one, which leaves its folder there.
_EDITORS = {"obsidian"}


class DetectionError(Exception):
    """It is not clear which generator the folder belongs to. `hint` says what to type."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class UnknownError(DetectionError):
    """The folder has the signs of no generator."""


class AmbiguousError(DetectionError):
    """The folder has the signs of several generators."""


def detect(folder: OldFolder, name: str = "") -> Generator:
    """The generator with that name, else the one of which the folder has signs.

    Raises UnknownError if no generator has that name, or there are no signs, and AmbiguousError if several have signs.
    """
    if name:
        return _named(name)
    signs = {generator: found for generator in GENERATORS if (found := generator.signs(folder))}
    if len(signs) > 1:
        signs = {generator: found for generator, found in signs.items() if generator.name not in _EDITORS}
    if len(signs) == 1:
        return next(iter(signs))
    if signs:
        shown = "; ".join(f"{generator.name} ({', '.join(found)})" for generator, found in signs.items())
        choice = " or ".join(f"--from {generator.name}" for generator in signs)
        raise AmbiguousError(f"the folder could be a site of several generators: {shown}", f"Say which: {choice}.")
    raise UnknownError("the folder has no configuration of a generator that Beilin knows", _hint_for(folder))


def has_signs(folder: OldFolder) -> bool:
    """Whether the folder has the signs of a generator, or of several."""
    return any(generator.signs(folder) for generator in GENERATORS)


def _named(name: str) -> Generator:
    for generator in GENERATORS:
        if generator.name == name.lower():
            return generator
    raise UnknownError(f"there is no generator {name!r}", f"Say --from {_names()}.")


def _hint_for(folder: OldFolder) -> str:
    """Where the site is, if it is in a folder of the folder; else how to say which generator it belongs to."""
    tops = sorted({path.partition("/")[0] for path in folder.files if "/" in path and not path.startswith(".")})
    for top in tops:
        below = frozenset(path[len(top) + 1 :] for path in folder.files if PurePosixPath(path).parts[0] == top)
        inner = OldFolder(folder.root / top, below)
        if found := next((generator for generator in GENERATORS if generator.signs(inner)), None):
            return f"Its folder {top}/ looks like a site of {found.name}: name that."
    return f"Name the root of the site; if that is what it is, say --from {_names()}."


def _names() -> str:
    return "|".join(generator.name for generator in GENERATORS)
