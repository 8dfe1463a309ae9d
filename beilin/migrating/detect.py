"""Which generator a folder belongs to."""

from __future__ import annotations

from beilin.migrating.generators.table import GENERATORS
from beilin.migrating.model import Generator, OldFolder

# Editors that leave their folder in sites of other generators, which then decide.
_EDITORS = {"obsidian"}
_SHOWN = 5  # folders in a hint


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
    """The generator with the name, or without a name the one whose signs the folder has.

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


def has_only_sites(folder: OldFolder) -> bool:
    """Whether all its visible files are in subfolders that look like sites; also if there are no files."""
    sites = tuple(sites_below(folder))
    return all(path.startswith((".", *sites)) for path in folder.files)


def sites_below(folder: OldFolder) -> list[str]:
    """Those of its subfolders that look like sites."""
    below: dict[str, set[str]] = {}
    for path in sorted(folder.files):
        top, slash, rest = path.partition("/")
        if slash and not top.startswith("."):
            below.setdefault(top, set()).add(rest)
    return [f"{top}/" for top, files in below.items() if has_signs(OldFolder(folder.root / top, frozenset(files)))]


def _hint_for(folder: OldFolder) -> str:
    """Which of its subfolders are sites; if none is, how to name the generator."""
    if sites := sites_below(folder):
        shown = ", ".join(sites[:_SHOWN]) + (", …" if len(sites) > _SHOWN else "")
        return (
            f"These of its folders look like sites: {shown}: name the one that you want."
            if sites[1:]
            else (f"Its folder {shown} looks like a site: name that.")
        )
    return f"Name the root of the site; if that is what it is, say --from {_names()}."


def _names() -> str:
    return "|".join(generator.name for generator in GENERATORS)
