"""The imports and exports of an ECMAScript module (ECMA-262, 2024: 16.2), and its code without them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from beilin.offline.javascript import Token, UnreadableError, tokens_of

ALL = "*"
DEFAULT = "$default"  # the name of an anonymous default export in the code
META = "$meta"  # likewise, of import.meta
_HASHBANG = re.compile(r"\A#!.*")
_NAME = re.compile(r"(?:[^\W\d]|\$)[\w$]*\Z")
_DECLARATIONS = frozenset({"const", "let", "var"})
# Words that no declaration has as a name.
_RESERVED = frozenset({
    "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
    "enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in",
    "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return", "static",
    "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield",
})  # fmt: skip


class Import(NamedTuple):
    """What a module imports from another, or exports from there."""

    module: str  # the specifier
    names: tuple[tuple[str, str], ...]  # (name there, name here); ALL for the whole module
    is_export: bool = False


class DynamicImport(NamedTuple):
    """A call `import("…")` in the code."""

    module: str
    start: int
    end: int


class Module(NamedTuple):
    """A module."""

    source: str
    edits: tuple[tuple[int, int, str], ...]  # (start, end, what stands there in a function)
    imports: tuple[Import, ...]
    exports: tuple[tuple[str, str], ...]  # (name for others, name here)
    dynamic: tuple[DynamicImport, ...]


class _Reader:
    """Reads the tokens of a module."""

    def __init__(self, source: str) -> None:
        self.source, self.tokens = source, [*tokens_of(source), Token(len(source), len(source), "", "", 0)]
        self.at = 0
        self.edits: list[tuple[int, int, str]] = []
        self.imports: list[Import] = []
        self.exports: list[tuple[str, str]] = []
        self.dynamic: list[DynamicImport] = []

    @property
    def token(self) -> Token:
        return self.tokens[min(self.at, len(self.tokens) - 1)]

    def take(self, *texts: str) -> Token:
        """The next token, which must be one of the texts if any are given."""
        token = self.token
        if (texts and token.text not in texts) or not token.text:
            raise UnreadableError(token.text)
        self.at += 1
        return token

    def has(self, text: str) -> bool:
        """Take the next token if it is that text."""
        is_there = self.token.text == text
        self.at += is_there
        return is_there


def module_of(source: str) -> Module:
    """The module. Raises UnreadableError."""
    reader = _Reader(_HASHBANG.sub("", source))
    before = ""
    while (token := reader.token).text:
        reader.at += 1
        if token.kind == "word" and before not in (".", "?."):
            if token.text == "import":
                _read_import(reader, token)
            elif token.text == "export" and token.depth == 0:
                _read_export(reader, token)
        before = reader.tokens[reader.at - 1].text
    return Module(
        reader.source,
        tuple(reader.edits),
        tuple(reader.imports),
        tuple(dict(reader.exports).items()),
        tuple(reader.dynamic),
    )


def _read_import(reader: _Reader, token: Token) -> None:
    if reader.has("."):
        reader.edits.append((token.start, reader.take("meta").end, META))
    elif reader.token.text == "(":
        following = reader.tokens[reader.at + 1 : reader.at + 3]
        if following[0].kind == "text" and following[1].text in (")", ","):
            if following[1].text == ",":
                raise UnreadableError("attributes of an import")
            reader.dynamic.append(DynamicImport(_text(following[0]), token.start, following[1].end))
    elif token.depth == 0:
        names = () if reader.token.kind == "text" else _clause(reader)
        _finish(reader, token, names, is_export=False)


def _clause(reader: _Reader) -> tuple[tuple[str, str], ...]:
    """What an import names, up to and with `from`."""
    names: list[tuple[str, str]] = []
    if reader.token.kind == "word":
        names.append(("default", reader.take().text))
        reader.has(",")
    if reader.has("*"):
        reader.take("as")
        names.append((ALL, reader.take().text))
    elif reader.has("{"):
        names += _list(reader)
    reader.take("from")
    return tuple(names)


def _list(reader: _Reader) -> list[tuple[str, str]]:
    """The pairs in braces, as (name before `as`, name after it)."""
    names = []
    while not reader.has("}"):
        first = _name(reader.take())
        names.append((first, _name(reader.take()) if reader.has("as") else first))
        if not reader.has(","):
            reader.take("}")
            break
    return names


def _finish(reader: _Reader, start: Token, names: tuple[tuple[str, str], ...], *, is_export: bool) -> None:
    """The module of an import or export, and the end of the statement."""
    module = reader.take()
    if module.kind != "text" or reader.token.text in ("with", "assert"):
        raise UnreadableError("attributes of an import")
    end = reader.take().end if reader.token.text == ";" else module.end
    reader.imports.append(Import(_text(module), names, is_export))
    reader.edits.append((start.start, end, ";"))


def _read_export(reader: _Reader, token: Token) -> None:
    first = reader.take()
    if first.text == "default":
        name = _declared(reader)
        if name:
            reader.edits.append((token.start, first.end, ""))
        else:
            reader.edits.append((token.start, first.end, f"const {DEFAULT} ="))
        reader.exports.append(("default", name or DEFAULT))
    elif first.text == ALL:
        name = _name(reader.take()) if reader.has("as") else ALL
        reader.take("from")
        _finish(reader, token, ((ALL, name),), is_export=True)
    elif first.text == "{":
        names = _list(reader)
        if reader.has("from"):
            _finish(reader, token, tuple(names), is_export=True)
        else:
            end = reader.take().end if reader.token.text == ";" else reader.tokens[reader.at - 1].end
            reader.edits.append((token.start, end, ";"))
            reader.exports += [(name, own) for own, name in names]
    else:
        reader.at -= 1
        reader.edits.append((token.start, token.end, ""))
        own = _variables(reader) if first.text in _DECLARATIONS else [_declared(reader)]
        if not all(own):
            raise UnreadableError(first.text)
        reader.exports += [(name, name) for name in own]


def _declared(reader: _Reader) -> str:
    """The name of the function or class whose declaration is next; "" if it has none, or anything else is next."""
    at = reader.at + (reader.token.text == "async" and reader.tokens[reader.at + 1].text == "function")
    if reader.tokens[at].text not in ("function", "class"):
        return ""
    at += 1 + (reader.tokens[at + 1].text == "*")
    name = reader.tokens[at].text
    return name if _NAME.match(name) and name not in _RESERVED else ""


def _variables(reader: _Reader) -> list[str]:
    """The names that a declaration of variables may have. Some may be of no variable; nothing will ask for those."""
    names: list[str] = []
    at = reader.at
    is_name = False
    for token in reader.tokens[at:]:
        if token.depth == 0:
            if token.text == ";" or (token.text in ("import", "export") and token.kind == "word"):
                break
            if token.text in _DECLARATIONS or token.text == ",":
                is_name = True
                continue
            if token.text == "=":
                is_name = False
        if is_name and token.kind == "word" and _NAME.match(token.text) and token.text not in _RESERVED:
            names.append(token.text)
    return names


def _name(token: Token) -> str:
    return _text(token) if token.kind == "text" else token.text


def _text(token: Token) -> str:
    if "\\" in token.text:
        raise UnreadableError(token.text)
    return token.text[1:-1]


def edited(source: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """The source with these edits, which do not overlap."""
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        pieces += [source[at:start], new]
        at = end
    return "".join([*pieces, source[at:]])
