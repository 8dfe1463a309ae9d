"""What the conversion of a call may use, and what a table of known names maps to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import Remark
from beilin.migrating.bodies.shortcodes.call import Call, Outcome

MAX_DEPTH = 8  # of calls within the inner text of calls that are replaced whole


@dataclass(frozen=True, slots=True)
class Scope:
    """The text with the calls, and the document that it belongs to."""

    text: str
    context: BodyContext
    syntax: Syntax
    convert: Callable[[Scope], str]  # the text with its calls converted
    remarks: list[Remark]  # collects the remarks of calls in inner texts
    variables: dict[str, Any] = field(default_factory=dict)  # what templates in the text have assigned so far
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """A call in its text."""

    call: Call
    scope: Scope

    @property
    def name(self) -> str:
        """The name of the call."""
        return self.call.name

    @property
    def args(self) -> tuple[str, ...]:
        """The arguments by position."""
        return self.call.args

    @property
    def named(self) -> Mapping[str, str]:
        """The arguments by name."""
        return self.call.named

    @property
    def rest(self) -> str:
        """All arguments as written."""
        return self.call.rest

    @property
    def closing(self) -> bool:
        """Whether the call has an inner text."""
        return self.call.closing is not None

    @property
    def context(self) -> BodyContext:
        """The document, and the site around it."""
        return self.scope.context

    @property
    def source(self) -> str:
        """The inner text as written."""
        return self.call.inner(self.scope.text)

    def get(self, *names: str | int) -> str:
        """The first of the arguments, by name or position, that is not empty, or ""."""
        return self.call.get(*names)

    def inner(self) -> str:
        """The inner text with the calls in it converted, without surrounding blanks."""
        return self.converted(self.source).strip()

    def converted(self, text: str) -> str:
        """The text with the calls in it converted."""
        scope = replace(self.scope, text=text, depth=self.scope.depth + 1)
        return text if scope.depth > MAX_DEPTH else scope.convert(scope)

    def changed(self, **values: Any) -> Use:
        """The same with other values of the call."""
        return replace(self, call=replace(self.call, **values))


# What replaces a call; None if the function does not know such a call.
Maker = Callable[[Use], Outcome | None]


@dataclass(frozen=True, slots=True)
class Syntax:
    """A syntax with the names that it knows."""

    noun: str  # "shortcode", "tag": in the kinds of edits
    find: Callable[[str], tuple[Call, ...]]
    known: Mapping[str, Maker]
    other: Maker | None = None  # for all other names
    template: Maker | None = None  # for unknown calls: by the old site's own templates
    verbatim: frozenset[str] = frozenset()  # names whose inner text is code
    shown: Callable[[str], tuple[tuple[int, int, str], ...]] = lambda _text: ()  # calls that are only shown
    reads_code: bool = False  # whether the generator reads calls in code too: they stay, with a note
    has_indented_code: bool = True  # whether indented lines are code
    leaves_unknown: bool = False  # whether the generator shows unknown calls as they are written
