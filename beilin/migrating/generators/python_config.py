"""Settings that are a Python module (Pelican, Nikola): its assignments are read, and nothing is executed."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from typing import Any

_MAX_TEXT = 100_000  # characters of a value; `"x" * 10**9` and the like are not followed

Names = dict[str, Any]


def read_assignments(text: str, known: Mapping[str, Any] | None = None) -> Names:
    """The values of the names that the module assigns at its top level, on top of those that are `known`.

    Understood are literals, names, `+`, `%`, f-strings of names, `dict(…)`, and the default of a look-up in the
    environment. Of `if` the `else` is read unless the condition is a constant, of `try` its body. A name
    with any other value is left out.
    """
    names: Names = dict(known or {})
    _run(_statements(text), names)
    return names


def _statements(text: str) -> list[ast.stmt]:
    """The statements of the module; if it has errors, as Python 2 does in Python 3, those of the parts without any."""
    if (whole := _parse(text)) is not None:
        return whole
    statements: list[ast.stmt] = []
    part: list[str] = []
    for line in [*text.split("\n"), "end"]:
        begins = line[:1].isalpha() or line[:1] == "_"
        if begins and part:
            statements += _parse("\n".join(part)) or []
            part = []
        part.append(line)
    return statements


def _parse(text: str) -> list[ast.stmt] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of "\d" in texts that are not raw
            return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _run(statements: list[ast.stmt], names: Names) -> None:
    for statement in statements:
        match statement:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    _assign(target, value, names)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                _set(name, value, names)
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                _set(name, ast.BinOp(ast.Name(name, ast.Load()), ast.Add(), value), names)
            case ast.If(test=test, body=body, orelse=otherwise):
                _run(body if isinstance(test, ast.Constant) and test.value else otherwise, names)
            case ast.Try(body=body):
                _run(body, names)


def _assign(target: ast.expr, value: ast.expr, names: Names) -> None:
    match target, value:
        case ast.Name(id=name), _:
            _set(name, value, names)
        case ((ast.Tuple(elts=targets) | ast.List(elts=targets)), (ast.Tuple(elts=values) | ast.List(elts=values))):
            for single, part in zip(targets, values, strict=False):
                _assign(single, part, names)
        case ast.Subscript(value=ast.Name(id=name), slice=key), _ if isinstance(names.get(name), dict):
            try:
                names[name] = {**names[name], evaluate(key, names): evaluate(value, names)}
            except (ValueError, TypeError, RecursionError):
                return


def _set(name: str, value: ast.expr, names: Names) -> None:
    try:
        names[name] = evaluate(value, names)
    except (ValueError, TypeError, RecursionError):
        names.pop(name, None)


def evaluate(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """The value of the expression. Raises ValueError or TypeError for what is not understood."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.List(elts=items):
            return [evaluate(item, names) for item in items]
        case ast.Tuple(elts=items):
            return tuple(evaluate(item, names) for item in items)
        case ast.Set(elts=items):
            return {evaluate(item, names) for item in items}
        case ast.Dict(keys=keys, values=values):
            return {
                evaluate(key, names): evaluate(value, names)
                for key, value in zip(keys, values, strict=True)
                if key is not None
            }
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _sum(evaluate(left, names), evaluate(right, names))
        case ast.BinOp(left=left, op=ast.Mod(), right=right):
            return _filled(evaluate(left, names), evaluate(right, names))
        case ast.JoinedStr(values=parts):
            return _limited("".join(_formatted(part, names) for part in parts))
        case ast.Call():
            return _called(node, names)
        case ast.Subscript(value=value, slice=key):
            return _item(evaluate(value, names), evaluate(key, names))
    raise ValueError("an expression that is not understood")


def _sum(left: Any, right: Any) -> Any:
    match left, right:
        case str(), str():
            return _limited(left + right)
        case (list(), list()) | (tuple(), tuple()) if len(left) + len(right) <= _MAX_TEXT:
            return left + right
    raise ValueError("a sum that is not understood")


def _filled(pattern: Any, values: Any) -> str:
    """`"%s/%s" % values`, of `%s` alone."""
    texts = values if isinstance(values, tuple) else (values,)
    if not isinstance(pattern, str) or pattern.count("%") != pattern.count("%s") or pattern.count("%s") != len(texts):
        raise ValueError("a format that is not understood")
    pieces = pattern.split("%s")
    return _limited("".join(piece + _plain(text) for piece, text in zip(pieces, (*texts, ""), strict=True)))


def _formatted(part: ast.expr, names: Mapping[str, Any]) -> str:
    match part:
        case ast.Constant(value=str() as text):
            return text
        case ast.FormattedValue(value=value, format_spec=None):
            return _plain(evaluate(value, names))
    raise ValueError("a format that is not understood")


def _plain(value: Any) -> str:
    """The text of a text or number; lists in lists could have a text of any length."""
    if isinstance(value, (str, int, float)):
        return _limited(str(value))
    raise ValueError("a value that is not text")


def _called(node: ast.Call, names: Mapping[str, Any]) -> Any:
    """`os.environ.get(NAME, DEFAULT)`, `os.getenv(…)`, `os.path.join(…)` of texts, `dict(…)`, and `_("text")`."""
    function = ast.unparse(node.func)
    arguments = [evaluate(argument, names) for argument in node.args]
    if function in ("os.environ.get", "os.getenv", "environ.get", "getenv") and len(arguments) > 1:
        return arguments[1]
    if function in ("os.path.join", "path.join", "join") and all(isinstance(part, str) for part in arguments):
        return _limited("/".join(part.strip("/") for part in arguments))
    if function in ("dict", "OrderedDict") and len(arguments) <= 1:
        pairs = {keyword.arg: evaluate(keyword.value, names) for keyword in node.keywords if keyword.arg}
        return {**dict(arguments[0] if arguments else {}), **pairs}
    if function in ("tuple", "list", "set", "_", "gettext") and len(arguments) == 1:
        return arguments[0]
    raise ValueError("a call that is not understood")


def _item(value: Any, key: Any) -> Any:
    if isinstance(value, (dict, list, tuple)):
        try:
            return value[key]
        except (KeyError, IndexError):
            pass
    raise ValueError("an item that is not understood")


def _limited(text: str) -> str:
    if len(text) > _MAX_TEXT:
        raise ValueError("a value that is too long")
    return text
