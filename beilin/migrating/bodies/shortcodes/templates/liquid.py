"""Jekyll's templates, in Liquid → the language of Jinja, as far as both have the same means.

The source is Liquid's reference ("Tags", "Filters") and Jekyll's documentation ("Includes", "Variables").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from beilin.migrating.bodies.shortcodes.templates.written import UnknownTemplateError

_PART = re.compile(
    r"\{%-?\s*(?:comment\s*-?%\}.*?\{%-?\s*endcomment|raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw)\s*-?%\}"
    r"|\{%(?P<left>-?)\s*(?P<tag>\w+)(?P<markup>[^%{]*(?:%(?!\})[^%{]*)*?)(?P<right>-?)%\}"
    r"|\{\{-?(?P<output>[^{}]*?)-?\}\}",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"""\s*("[^"]*"|'[^']*'|==|!=|<>|<=|>=|[<>|:,()]|-?\d+(?:\.\d+)?(?![\w.])|[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\d+|"[^"]*"|'[^']*'|[\w.]+)\])*\??)"""
)
_STEP = re.compile(r"\.([\w-]+)|\[(\d+|\"[^\"]*\"|'[^']*'|[\w.]+)\]")
_FOR = re.compile(r"\s*(\w+)\s+in\s+(\S+)(.*)", re.DOTALL)
_ASSIGN = re.compile(r"\s*([A-Za-z_]\w*)\s*=\s*(.*)", re.DOTALL)
_INCLUDE = re.compile(r"\s*(?:\"([^\"]+)\"|'([^']+)'|([\w./-]+))(.*)", re.DOTALL)
_GIVEN = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[\w.\[\]-]+)""")
_WORDS = {"nil": "none", "null": "none", "blank": "none", "empty": "none", "true": "true", "false": "false"}
_SPECIAL = {"size", "first", "last"}
MAX_TAGS = 1000


def jinja_of(template: str) -> str:
    """The template for Jinja. Raises UnknownTemplateError if it uses anything else."""
    written: list[str] = []
    position = 0
    open_tags: list[str] = []
    for count, match in enumerate(_PART.finditer(template)):
        if count > MAX_TAGS:
            raise UnknownTemplateError("too long")
        written.append(_text(template[position : match.start()]))
        position = match.end()
        if match["raw"] is not None:
            written.append(_text(match["raw"]))
        elif match["output"] is not None:
            written.append("{{ " + expression(match["output"]) + " }}")
        elif match["tag"]:
            written.append(_tag(match["tag"], match["markup"], open_tags))
    written.append(_text(template[position:]))
    if open_tags:
        raise UnknownTemplateError(open_tags[-1])
    return "".join(written)


def _text(text: str) -> str:
    """Text outside of tags, in which nothing may look like one."""
    return re.sub(r"\{(?=[{%#])", "{{ '{' }}", text)


def _tag(name: str, markup: str, open_tags: list[str]) -> str:
    if name in ("if", "unless", "for", "case", "capture"):
        open_tags.append("for" if name == "for" else "case 0" if name == "case" else name)
        if len(open_tags) > 12:
            raise UnknownTemplateError("nested too deeply")
    elif name.startswith("end"):
        if not open_tags or open_tags.pop().split()[0] != name[3:]:
            raise UnknownTemplateError(name)
        return {"for": "{% endfor %}", "capture": "{% endset %}"}.get(name[3:], "{% endif %}")
    makers: dict[str, Callable[[], str]] = {
        "if": lambda: f"{{% if {condition(markup)} %}}",
        "unless": lambda: f"{{% if not ({condition(markup)}) %}}",
        "elsif": lambda: f"{{% elif {condition(markup)} %}}",
        "else": lambda: "{% else %}",
        "for": lambda: _loop(markup),
        "case": lambda: f"{{% set case_value = {expression(markup)} %}}",
        "when": lambda: _when(markup, open_tags),
        "capture": lambda: f"{{% set {_name(markup)} %}}",
        "assign": lambda: _assign(markup, open_tags),
        "include": lambda: _include(markup),
        "include_cached": lambda: _include(markup),
    }
    if name not in makers:
        raise UnknownTemplateError(name)
    return makers[name]()


def _loop(markup: str) -> str:
    match = _FOR.fullmatch(markup)
    if match is None or match[2].startswith("("):
        raise UnknownTemplateError(markup)
    rest = match[3]
    limits = dict(re.findall(r"(limit|offset)\s*:\s*(\d+)", rest))
    if re.sub(r"(?:limit|offset)\s*:\s*\d+|reversed|[\s,]", "", rest):
        raise UnknownTemplateError(markup)
    is_reversed = "true" if "reversed" in rest else "false"
    given = f"{limits.get('limit', 'none')}, {limits.get('offset', 0)}, {is_reversed}"
    return f"{{% for {_name(match[1])} in {expression(match[2])} | items({given}) %}}"


def _when(markup: str, open_tags: list[str]) -> str:
    if not open_tags or not open_tags[-1].startswith("case"):
        raise UnknownTemplateError("when")
    is_first = open_tags[-1] == "case 0"
    open_tags[-1] = "case 1"
    values = [expression(value) for value in re.split(r",|\bor\b", markup)]
    test = " or ".join(f"case_value == {value}" for value in values)
    return f"{{% {'if' if is_first else 'elif'} {test} %}}"


def _assign(markup: str, open_tags: Sequence[str]) -> str:
    match = _ASSIGN.fullmatch(markup)
    if match is None or "for" in open_tags:  # what is assigned in a loop would not outlast it in Jinja
        raise UnknownTemplateError(markup)
    return f"{{% set {_name(match[1])} = {expression(match[2])} %}}"


def _include(markup: str) -> str:
    match = _INCLUDE.fullmatch(markup)
    if match is None or "{" in markup:
        raise UnknownTemplateError(markup)
    given = ", ".join(f"{name.replace('-', '_')}={expression(value)}" for name, value in _GIVEN.findall(match[4]))
    return f'{{{{ include_file("{match[1] or match[2] or match[3]}"{", " if given else ""}{given}) }}}}'


def _name(markup: str) -> str:
    name = markup.strip().strip("\"'")
    if not re.fullmatch(r"[A-Za-z]\w*", name):
        raise UnknownTemplateError(markup)
    return name


def condition(markup: str) -> str:
    """A condition. Liquid reads `and` and `or` from the right; where both occur, that could differ."""
    tokens = _tokens(markup)
    if ("and" in tokens and "or" in tokens) or "|" in tokens:
        raise UnknownTemplateError(markup)
    written: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token in ("and", "or"):
            written.append(token)
        elif token in ("==", "!=", "<>", "<", ">", "<=", ">="):
            written.append("!=" if token == "<>" else token)
        elif token == "contains" and written and position + 1 < len(tokens):
            written.append(f"is containing({_operand(tokens[position + 1])})")
            position += 1
        else:
            written.append(_operand(token))
        position += 1
    return " ".join(written)


def expression(markup: str) -> str:
    """A value with its filters."""
    tokens = _tokens(markup)
    if not tokens:
        raise UnknownTemplateError(markup)
    written, position = _operand(tokens[0]), 1
    while position < len(tokens):
        if tokens[position] != "|" or position + 1 >= len(tokens) or not tokens[position + 1].isidentifier():
            raise UnknownTemplateError(markup)
        name, position = tokens[position + 1], position + 2
        args: list[str] = []
        while position < len(tokens) and tokens[position] in (":", ","):
            if position + 1 >= len(tokens):
                raise UnknownTemplateError(markup)
            args.append(_operand(tokens[position + 1]))
            position += 2
        written = f"({written} | {name}({', '.join(args)}))"
    return written


def _tokens(markup: str) -> list[str]:
    tokens, position, markup = [], 0, markup.strip()
    while position < len(markup):
        match = _TOKEN.match(markup, position)
        if match is None:
            raise UnknownTemplateError(markup)
        tokens.append(match[1])
        position = match.end()
    return tokens


def _operand(token: str) -> str:
    """A value: a text, a number, or a name with its steps."""
    if token[0] in "\"'":
        return "'" + token[1:-1].replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    if token in _WORDS:
        return _WORDS[token]
    if re.fullmatch(r"-?\d+(?:\.\d+)?", token):
        return token
    head = re.match(r"[A-Za-z][\w]*", token)
    if head is None or (len(token) > head.end() and token[head.end()] not in ".["):
        raise UnknownTemplateError(token)
    written = "loop" if head[0] == "forloop" else head[0]
    for word, index in _STEP.findall(token[head.end() :]):
        if written == "loop":
            written = f"loop.{word}"
        elif word in _SPECIAL:
            written = f"({written} | {word}())"
        elif word:
            written = f"{written}['{word}']"
        else:
            written = f"{written}[{index if index.isdigit() else _operand(index)}]"
    return written
