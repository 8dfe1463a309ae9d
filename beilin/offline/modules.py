"""Module scripts → classic scripts that do the same, because browsers run no module from a file.

A module and all that it imports become one script: each module is a function that runs once, when it is first imported,
and gives its exports. What differs from modules: a value that is imported is that of the moment when its module has
run, and modules that import each other in a circle are refused.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from pathlib import Path

from beilin.offline.addresses import Copied, place_in
from beilin.offline.javascript import UnreadableError
from beilin.offline.module_syntax import ALL, META, Import, Module, edited, module_of

_START = """(function () {
"use strict"
const $script = document.currentScript.src
const $once = run => {
  let result
  return () => result ??= (async exports => { await run(exports); return exports })({})
}
const $export = (exports, getters) => {
  for (const name in getters) Object.defineProperty(exports, name, { get: getters[name], enumerable: true })
}
const $all = (exports, other) => {
  for (const name in other)
    if (name !== "default" && !(name in exports)) $export(exports, { [name]: () => other[name] })
}
"""


class Modules:
    """The module scripts of a site, as far as they were asked for."""

    def __init__(self, site: Path, copied: Copied) -> None:
        self.classic: dict[str, bytes] = {}  # the scripts that were made, by their paths in the copy
        self.refused: set[str] = set()  # files with a module that stays one
        self._site, self._copied = site, copied
        self._known: dict[str, str] = {}

    def of_file(self, file: str) -> str:
        """The path of the classic script for the module; "" if it cannot be made."""
        if file and file not in self._known:
            stem = posixpath.splitext(file)[0]
            self._known[file] = self._made(file, None, f"{stem}.classic.js")
        return self._known.get(file, "")

    def of_text(self, text: str, page: str) -> str:
        """The same for a module that stands in a page."""
        name = f"module-{hashlib.sha256(text.encode(errors='surrogateescape')).hexdigest()[:12]}.classic.js"
        return self._made(page, text, posixpath.join(posixpath.dirname(page), name))

    def _made(self, file: str, text: str | None, name: str) -> str:
        while name in self._copied.files:
            name = f"{name[:-3]}_.js"
        try:
            script = _Bundle(self._site, self._copied, name).of(file, text)
        except (UnreadableError, OSError, UnicodeDecodeError):
            self.refused.add(file)
            return ""
        self.classic[name] = script.encode("utf-8", "surrogateescape")
        return name


class _Bundle:
    """A script in the making."""

    def __init__(self, site: Path, copied: Copied, name: str) -> None:
        self._site, self._copied, self._name = site, copied, name
        self._numbers: dict[str, int] = {}
        self._parts: list[str] = []

    def of(self, file: str, text: str | None) -> str:
        """The script for a file, or for a module with that text in it."""
        number = self._add(file, text, ())
        return f"{_START}{''.join(self._parts)}$module{number}().catch(reportError)\n}})()\n"

    def _add(self, file: str, text: str | None, importers: tuple[str, ...]) -> int:
        """Add a module, after all that it imports; returns its number."""
        if file in importers:
            raise UnreadableError("modules that import each other")
        if file in self._numbers:
            return self._numbers[file]
        module = module_of((self._site / file).read_text("utf-8-sig") if text is None else text)
        above = (*importers, file)
        numbers = {one: self._add(self._target(one, file), None, above) for one in _specifiers(module)}
        number = self._numbers[file] = len(self._numbers)
        self._parts.append(
            _part(number, module, numbers, posixpath.relpath(file, posixpath.dirname(self._name) or "."))
        )
        return number

    def _target(self, specifier: str, file: str) -> str:
        """The file that a specifier means."""
        is_address = specifier.startswith(("./", "../", "/")) or ":" in specifier
        target = self._copied.file_at(specifier, place_in(file)) if is_address else ""
        if not target.endswith((".js", ".mjs")):
            raise UnreadableError(specifier)
        return target


def _specifiers(module: Module) -> list[str]:
    return list(dict.fromkeys([*(one.module for one in module.imports), *(one.module for one in module.dynamic)]))


def _part(number: int, module: Module, numbers: dict[str, int], path: str) -> str:
    """The function for a module; `numbers` are those of the modules that it names. `path` is from the script to it."""
    lines = [f"const $module{number} = $once(async $exports => {{"]
    if any(new == META for _, _, new in module.edits):
        lines.append(f"const {META} = {{ url: new URL({json.dumps(path)}, $script).href }}")
    for position, one in enumerate(module.imports):
        lines.append(f"const $import{position} = await $module{numbers[one.module]}()")
        lines += _bindings(one, f"$import{position}")
    getters = ", ".join(f"{json.dumps(name)}: () => {own}" for name, own in module.exports)
    lines.append(f"$export($exports, {{ {getters} }})")
    lines += [
        f"$all($exports, $import{position})"
        for position, one in enumerate(module.imports)
        if one.is_export and (ALL, ALL) in one.names
    ]
    edits = [(one.start, one.end, f"$module{numbers[one.module]}()") for one in module.dynamic]
    return "\n".join([*lines, edited(module.source, [*module.edits, *edits]), "})\n"])


def _bindings(one: Import, imported: str) -> list[str]:
    """What gives a module the names that it imports, or exports those from the other."""
    if one.is_export:
        pairs = [(there, name) for there, name in one.names if name != ALL]
        getters = [
            f"{json.dumps(name)}: () => {imported}{'' if there == ALL else f'[{json.dumps(there)}]'}"
            for there, name in pairs
        ]
        return [f"$export($exports, {{ {', '.join(getters)} }})"] if getters else []
    return [f"const {name} = {imported}{'' if there == ALL else f'[{json.dumps(there)}]'}" for there, name in one.names]
