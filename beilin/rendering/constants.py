"""What templates say of values that are the same on many pages, found when a compiled template is loaded.

One in four values on a page of ink are a word of the interface, the site's title, or the address of an asset. Each is
looked up and escaped once, and joined with the text around it. Compiled templates do not have them, so another set of
them, such as for another language or after an edit of a style sheet, compiles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import jinja2

CONSTANT_NAMES = frozenset({"assets", "data", "site", "words"})

# Such a name, and what follows it: the name of an attribute, or the key of an item in a tuple.
Path = tuple[str | tuple[str | int], ...]


# Texts and such paths that are written one after another.
Pieces = tuple[str | Path, ...]


def look_up(environment: jinja2.Environment, constants: Mapping[str, object], path: Path) -> object:
    """The value at the path, as Jinja finds it; Undefined, or UndefinedError is raised, if there is none."""
    name = str(path[0])
    value = constants[name] if name in constants else environment.undefined(name=name)
    for step in path[1:]:
        value = environment.getattr(value, step) if isinstance(step, str) else environment.getitem(value, step[0])
    return value


def joined(
    environment: jinja2.Environment, constants: Mapping[str, object], pieces: Pieces, text_of: Callable[[object], str]
) -> str:
    """The pieces as one text. Raises UndefinedError."""
    return "".join(
        [piece if isinstance(piece, str) else text_of(look_up(environment, constants, piece)) for piece in pieces]
    )
