"""The Jinja environment of a theme: templates as Jinja compiles them, and as `direct_code` does, loaded for each set
of constants."""

from __future__ import annotations

from collections.abc import Mapping, Set
from contextlib import suppress
from io import StringIO
from typing import Any

import jinja2
from jinja2 import nodes

from beilin.rendering.cached_parts import CachedParts
from beilin.rendering.code_generator import PageCode, escaped
from beilin.rendering.compiled import CompiledTemplates
from beilin.rendering.constants import CONSTANT_NAMES, Path, Pieces, joined, look_up
from beilin.rendering.direct_code import DirectCode
from beilin.rendering.syntax_tree import descendants
from beilin.rendering.template_traits import is_unusual

# A site in two languages with twins of its pages has four; a server that rebuilds, a few more.
MAX_DIRECT = 16
_NAMES = sorted(CONSTANT_NAMES)
# In place of the code of a template that is left to Jinja.
_NONE = "raise NotImplementedError"


class PageEnvironment(jinja2.Environment):
    """An environment with the templates of a theme, as Jinja compiles them; those of `direct_code` are in `direct`.

    It makes the code of a template once: to find the names in it, and to compile it.
    """

    code_generator_class = PageCode
    plain: PageEnvironment  # whose templates are compiled by Jinja
    constants: Mapping[str, object]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.plain, self.constants = self, {}
        self.cached_parts = CachedParts()
        self._made: dict[tuple[str, str | None], tuple[nodes.Template, str]] = {}  # by source and name
        self._direct: dict[tuple[int, ...], PageEnvironment] = {}
        self.direct_codes = CompiledTemplates(None)
        self.indirect: set[str] = set()  # templates whose pages are rendered by Jinja's code, because the other raised

    def direct(self, values: Mapping[str, object]) -> PageEnvironment:
        """The environment whose templates are compiled by `direct_code`, for the constants among a page's values."""
        key = tuple([id(values.get(name)) for name in _NAMES])
        found = self._direct.get(key)
        if found is None:
            if len(self._direct) >= MAX_DIRECT:
                self._direct.clear()
            found = self._direct[key] = self.overlay()
            found.constants = {name: values[name] for name in _NAMES if name in values}
            found.code_generator_class = DirectCode
            found.bytecode_cache = self.direct_codes
        return found

    def compile_direct(self, name: str) -> None:
        """Compile the template for `direct`. Raises TemplateError, RecursionError, SyntaxError."""
        assert self.loader
        source, file, _ = self.loader.get_source(self, name)
        bucket = self.direct_codes.get_bucket(self, name, file, source)
        if bucket.code is None:
            bucket.code = self.direct({}).compile(source, name, file)
            self.direct_codes.set_bucket(bucket)

    def constants_for(
        self,
        values: Mapping[str, Path],
        texts: Mapping[str, Pieces],
        is_escaping: bool,
    ) -> dict[str, object]:
        """What a template has of the constants, by its names for that, as far as it exists."""
        found: dict[str, object] = {}
        for name, path in values.items():
            with suppress(Exception):  # it is raised again where Jinja looks the value up, if it ever does
                found[name] = look_up(self, self.constants, path)
        for name, pieces in texts.items():
            with suppress(Exception):
                found[name] = joined(self, self.constants, pieces, escaped if is_escaping else str)
        return found

    def parse_and_name(self, source: str, name: str, file: str) -> tuple[list[nodes.Node], Set[str]]:
        """The syntax tree of a template's source and all nodes below it, and the names that it looks up.

        The code is kept for `compile`.
        """
        tree = self.parse(source, name, file)
        stream = StringIO()
        parts = descendants(tree)
        unusual = is_unusual(parts)
        generator = (PageCode if unusual else DirectCode)(self, name, file, stream, optimized=self.optimized)
        generator.visit(tree)
        self._made[source, name] = tree, _NONE if unusual else stream.getvalue()
        return [tree, *parts], generator.names

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        made = self._made.get((source, name)) if self is not self.plain else None
        return made[0] if made else super()._parse(source, name, filename)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        if self is self.plain:
            return super()._generate(source, name, filename, defer_init)
        for key, (tree, code) in self._made.items():
            if tree is source:
                del self._made[key]
                return code
        return _NONE if is_unusual(descendants(source)) else super()._generate(source, name, filename, defer_init)
