"""Templates of Hugo's shortcodes, in Go's language (Hugo's documentation, "Create your own shortcodes")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import Any

from beilin.migrating.bodies.shortcodes.scope import Use
from beilin.migrating.bodies.shortcodes.templates.written import INNER, UnknownTemplateError

MAX_STEPS = 2000

_ACTION = re.compile(
    r"(?:(?<!\s)\s*+\{\{-|\{\{)(?P<code>(?:\"(?:[^\"\\]|\\.)*\"|`[^`]*`|/\*(?:[^*]|\*(?!/)){0,4000}\*/|/(?!\*)|[^}\"`/]|\}(?!\}))*?)(?:-\}\}\s*|\}\})",
    re.DOTALL,
)
_TOKEN = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|`[^`]*`|[()|]|:=|=|,|[^\s()|"`,]+)""")
_VARIABLE = re.compile(r"\$\w+\Z")


@dataclass(slots=True)
class _State:
    use: Use
    variables: dict[str, Any] = field(default_factory=dict)
    dot: list[Any] = field(default_factory=list)  # the values of `with`, innermost last
    steps: int = 0


def render_go(template: str, use: Use) -> str:
    """What the template writes for the call, with INNER for its inner text. Raises UnknownTemplateError."""
    parts = _parts(template)
    state = _State(use)
    text, position = _block(parts, 0, state, True)
    if position != len(parts):
        raise UnknownTemplateError("an end without a beginning")
    return text


@lru_cache(maxsize=64)
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """Text and code in turn."""
    parts, position = [], 0
    for match in _ACTION.finditer(template):
        parts.append((template[position : match.start()], match["code"].strip()))
        position = match.end()
    if "{{" in template[position:]:
        raise UnknownTemplateError("an action that does not end")
    return (*parts, (template[position:], ""))


def _block(parts: Sequence[tuple[str, str]], position: int, state: _State, is_live: bool) -> tuple[str, int]:
    """The text up to the `else` or `end` that belongs to the block, and the position of that."""
    written: list[str] = []
    while position < len(parts):
        state.steps += 1
        if state.steps > MAX_STEPS:
            raise UnknownTemplateError("too long")
        text, code = parts[position]
        written.append(text if is_live else "")
        word = code.split(None, 1)[0] if code else ""
        if word in ("end", "else"):
            break
        if word in ("if", "with"):
            inner, position = _condition(parts, position, state, is_live)
            written.append(inner)
        elif word in ("range", "block", "define", "template", "break", "continue", "return"):
            raise UnknownTemplateError(word)
        elif code and not code.startswith("/*") and is_live:
            written.append(_statement(code, state))
        position += 1
    return "".join(written), position


def _condition(parts: Sequence[tuple[str, str]], position: int, state: _State, is_live: bool) -> tuple[str, int]:
    """The text of an `if` or `with`, and the position of its `end`."""
    word, _, expression = parts[position][1].partition(" ")
    written, is_open = "", is_live
    while True:
        value = _assigned(expression, state) if is_open and word != "else" else word == "else"
        is_taken = is_open and bool(value)
        state.dot.append(value if word == "with" and is_taken else (state.dot[-1] if state.dot else None))
        text, position = _block(parts, position + 1, state, is_taken)
        state.dot.pop()
        if is_taken:
            written, is_open = text, False
        if position >= len(parts):
            raise UnknownTemplateError("a condition that does not end")
        code = parts[position][1]
        if code == "end":
            return written, position
        word, _, expression = code.removeprefix("else").strip().partition(" ")
        word = word or "else"


def _statement(code: str, state: _State) -> str:
    name, operator, expression = (part.strip() for part in _assignment(code))
    if operator:
        state.variables[name] = _value(expression, state)
        return ""
    value = _value(code, state)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _assigned(expression: str, state: _State) -> Any:
    """The value of a condition, which may keep it in a variable."""
    name, operator, rest = (part.strip() for part in _assignment(expression))
    if not operator:
        return _value(expression, state)
    state.variables[name] = _value(rest, state)
    return state.variables[name]


def _assignment(code: str) -> tuple[str, str, str]:
    match = re.match(r"(\$\w+)\s*(:?=)(?!=)\s*(.*)", code, re.DOTALL)
    return (match[1], match[2], match[3]) if match else ("", "", code)


def _value(expression: str, state: _State) -> Any:
    tokens = _TOKEN.findall(expression)
    if "".join(tokens) != re.sub(r"\s", "", expression) and not re.search(r"[\"`]", expression):
        raise UnknownTemplateError(expression)
    value, position = _pipeline(tokens, 0, state, 0)
    if position != len(tokens):
        raise UnknownTemplateError(expression)
    return value


def _pipeline(tokens: Sequence[str], position: int, state: _State, depth: int) -> tuple[Any, int]:
    if depth > 20:
        raise UnknownTemplateError("nested too deeply")
    piped: list[Any] = []
    while True:
        words: list[Any] = []
        names: list[str] = []
        while position < len(tokens) and tokens[position] not in ("|", ")"):
            if tokens[position] == "(":
                value, position = _pipeline(tokens, position + 1, state, depth + 1)
                if position >= len(tokens):
                    raise UnknownTemplateError("a bracket that is open")
                words.append(value)
                names.append("")
            else:
                words.append(None)
                names.append(tokens[position])
            position += 1
        piped = [_command(names, words, piped, state)]
        if position >= len(tokens) or tokens[position] == ")":
            return piped[0], position
        position += 1


def _command(names: Sequence[str], words: Sequence[Any], piped: Sequence[Any], state: _State) -> Any:
    if not names:
        raise UnknownTemplateError("nothing to evaluate")
    head = names[0]
    args = [word if not name else _operand(name, state) for name, word in zip(names[1:], words[1:], strict=True)]
    if head in (".Get", "$.Get"):
        return _argument(args + list(piped), state.use)
    if head in _FUNCTIONS:
        try:
            return _FUNCTIONS[head](*args, *piped)
        except (TypeError, ValueError, IndexError) as error:
            raise UnknownTemplateError(head) from error
    if head in (".Page.RenderString", "$.Page.RenderString"):
        return [*args, *piped][-1]
    if len(names) > 1 or piped:
        raise UnknownTemplateError(head)
    return words[0] if not head else _operand(head, state)


def _argument(keys: Sequence[Any], use: Use) -> Any:
    """The argument, which is "" if it is not there."""
    key = keys[0] if keys else ""
    if isinstance(key, int):
        return use.args[key] if 0 <= key < len(use.args) else ""
    return use.named.get(str(key), "")


def _operand(name: str, state: _State) -> Any:
    if name[0] in '"`':
        return name[1:-1].replace('\\"', '"') if name[0] == '"' else name[1:-1]
    if re.fullmatch(r"-?\d+", name):
        return int(name)
    if _VARIABLE.match(name):
        if name not in state.variables:
            raise UnknownTemplateError(name)
        return state.variables[name]
    use, name = state.use, name.removeprefix("$") if name.startswith("$.") else name
    context = use.context
    known: dict[str, Any] = {
        "true": True,
        "false": False,
        "nil": None,
        ".Inner": INNER if use.closing and use.source.strip() else "",
        ".InnerDeindent": INNER if use.closing and use.source.strip() else "",
        ".IsNamedParams": bool(use.named),
        ".Name": use.name,
        ".Ordinal": use.call.start,
        ".Page.Title": context.title,
        ".Site.Title": context.settings.title,
        "site.Title": context.settings.title,
        ".Site.BaseURL": context.settings.base_url,
        "site.BaseURL": context.settings.base_url,
    }
    if name == "." and state.dot and state.dot[-1] is not None:
        return state.dot[-1]
    if name == ".Params":
        return dict(use.named) or list(use.args)
    if name not in known:
        raise UnknownTemplateError(name)
    return known[name]


def _same(*values: Any) -> Any:
    return values[-1]


def _isset(values: Any, key: Any) -> bool:
    return key in values if isinstance(values, dict) else isinstance(key, int) and key < len(values)


def _printf(pattern: str, *values: Any) -> str:
    return re.sub("%[vsdq]", "%s", pattern) % tuple(str(value) for value in values)


def _text(change: Callable[[str], str]) -> Callable[..., str]:
    return lambda *values: change(str(values[-1]))


# What changes nothing of what readers see, or of where a link leads.
_UNCHANGING = """safeHTML safeURL safeHTMLAttr safeCSS markdownify relURL absURL relLangURL absLangURL string emojify
chomp transform.Emojify transform.Markdownify safe.HTML safe.URL urls.RelURL urls.AbsURL
strings.Chomp"""
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(_UNCHANGING.split(), _same),
    "default": lambda other, value=None: value or other,
    "or": lambda *values: next((value for value in values if value), values[-1]),
    "and": lambda *values: next((value for value in values if not value), values[-1]),
    "not": lambda value: not value,
    "eq": lambda first, *others: any(first == other for other in others),
    "ne": lambda first, second: first != second,
    "cond": lambda test, first, second: first if test else second,
    "isset": _isset,
    "printf": _printf,
    "print": lambda *values: "".join(map(str, values)),
    **dict.fromkeys(("lower", "strings.ToLower"), _text(str.lower)),
    **dict.fromkeys(("upper", "strings.ToUpper"), _text(str.upper)),
    **dict.fromkeys(("title", "strings.Title"), _text(str.title)),
    **dict.fromkeys(("strings.TrimSpace",), _text(str.strip)),
    "trim": lambda text, characters: str(text).strip(characters),
    "strings.TrimPrefix": lambda prefix, text: str(text).removeprefix(prefix),
    "strings.TrimSuffix": lambda suffix, text: str(text).removesuffix(suffix),
    **dict.fromkeys(("hasPrefix", "strings.HasPrefix"), lambda text, prefix: str(text).startswith(prefix)),
    **dict.fromkeys(("strings.HasSuffix",), lambda text, suffix: str(text).endswith(suffix)),
    **dict.fromkeys(("strings.Contains",), lambda text, part: part in str(text)),
    **dict.fromkeys(("replace", "strings.Replace"), lambda text, old, new: str(text).replace(old, new)),
    "htmlEscape": _text(escape),
    "htmlUnescape": _text(unescape),
    "plainify": _text(lambda text: re.sub(r"<[^<>]*>", "", text)),
    "len": len,
}  # fmt: skip
