"""Every message that Beilin's code can say, as templates of the catalogues: found in the syntax trees of its modules.

A message is a text of several words, or one with values between words, that is neither documentation nor markup, code,
data, or a text of files and pages. What is left out is named here.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent.parent / "beilin"
COMPOSED = Path(__file__).parent / "composed.txt"  # messages that the code puts together of several texts, one a line

# Rooms and modules whose texts go into files, pages or documentation, are compared and not said, or are said in English
# because Beilin is not installed yet.
SILENT = (
    "reference/", "starting/first_files.py", "publishing/row_types.py", "publishing/plain_parts.py", "indexing/", "text/common_words.py",
    "reading/math/mathml.py", "reading/math/convert.py", "importing/classify/byline/",
    "importing/formats/html/page/region/", "importing/formats/html/page/facts/shown.py", "migrating/bodies/shortcodes/",
    "importing/comparison/output.py", "importing/record/record_file.py", "importing/record/migration_record.py",
    "migrating/writing/", "importing/proof/accounting.py", "translations/", "export_formats.py", "planning/exported_feeds.py", "importing/record/text_forms.py", "serving/content_types.py", "deploying/targets/http_headers.py", "serving/editor_command.py", "importing/classify/noise/commands.py",
    "rendering/code_generator.py", "rendering/direct_", "rendering/page_environment.py", "rendering/citations.py", "importing/formats/wxr/shortcodes/", "importing/markdown/front_matter.py", "reading/alerts.py", "migrating/heads/recovery.py",
    "offline/javascript.py", "offline/module_syntax.py", "offline/modules.py", "virtual_environment.py", "migrating/run/site_file.py", "importing/record/document_part.py", "importing/record/line_entries.py",
)  # fmt: skip
# Functions whose arguments are not said: patterns, statements of SQL, markup, words of documentation.
SILENT_CALLS = frozenset(
    ("re.compile", "connection.execute", "executescript", "Kind", "Key", "Field", "xpath", "cssselect", "frozenset",
     "AssertionError", "DamagedShardError", "lru_cache")
)  # fmt: skip
_FIELD = re.compile(r"\{(?:[0-9]|[a-z_]+)?\}")  # of str.format
_WORDS = re.compile(r"[A-Za-z]{2,}")
# Markup, style, paths, patterns, attributes, statements of SQL, headers of HTTP, lists of words.
_SILENT_TEXT = re.compile(
    r"^</?[a-z]|^<!--|^---\n|[{;]\s*[a-z-]+:\S|^[./#+\n]|\\[a-z(\[]|::|^\S+=|=\"|^(?:SELECT|INSERT|DELETE|CREATE|PRAGMA|BEGIN)\b|"
    r"^(?:text|math)/|^; charset|\n\n$|\n[a-z]+ [a-z]+ [a-z]+|^(?:diff|new file|old mode|deleted file|similarity|rename) "
)
# Names in a row, such as the keys of other generators: one has an underscore, or is Chinese.
_NAMES = re.compile(r"(?=.*(?:_|[一-鿿]))[\w-]+(?: [\w-]+)+")
_SENTENCES = re.compile(r"(?<=[.])\s+")


# What Click says: its help and its errors.
_OF_CLICK = (
    "Usage:", "Options:", "Commands:", "Show this message and exit.", "Show the version and exit.", "default: {1}",
    "required", "Missing argument '{1}'.", "Missing option '{1}'.", "No such option '{1}'.", "No such command '{1}'.",
    "No such option '{1}'. Did you mean '{2}'?", "No such option '{1}'. (Possible options: {2})",
    "Option '{1}' requires an argument.", "Option '{1}' does not take a value.", "Invalid value for '{1}': {2}",
    "Invalid value for {1}: {2}", "Invalid value: {1}", "Got unexpected extra argument ({1})",
    "Got unexpected extra arguments ({1})", "Directory '{1}' does not exist.", "Directory '{1}' is a file.",
    "File '{1}' is a directory.", "File '{1}' does not exist.", "Path '{1}' does not exist.", "'{1}' is not one of {2}.",
    "'{1}' is not a valid integer.", "'{1}' is not a valid integer range.", "{1} is not in the range {2}.",
    "'{1}' does not match the format '{2}'.",
)  # fmt: skip
_SINGLE_WORDS = (
    "error:",
    "warning:",
    "note:",
    "Title",
    "{1} in {2}",
    "{1} in {2} ({3} s)",
    "No problems",
    "written",
    "unchanged",
    "duplicate",
    "changed",
    "refused",
    "skipped",
    "noted",
)


def messages() -> dict[str, str]:
    """Each template, and where it was found first (a module and a line)."""
    composed = COMPOSED.read_text("utf-8").splitlines()
    found: dict[str, str] = dict.fromkeys((*_OF_CLICK, *_SINGLE_WORDS, *composed), "(not one text in the code)")
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(SILENT):
            for line, template in _of_module(path):
                found.setdefault(template, f"{name}:{line}")
    return found


def _of_module(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    yield from _of_commands(tree)
    yield from _within(tree, {id(node.value) for node in _expressions(tree)})


def _expressions(tree: ast.AST) -> Iterator[ast.Expr]:
    """Statements that are texts: docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node


def _of_commands(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The help of commands, which is their docstring, by sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            "command" in ast.unparse(d) or "group" in ast.unparse(d) for d in node.decorator_list
        ):
            text = inspect.cleandoc(ast.get_docstring(node) or "")
            for paragraph in re.split(r"\n{2,}", text):
                if paragraph.startswith("\b"):
                    continue
                sentences = _SENTENCES.split(" ".join(paragraph.split()))
                for sentence in sentences:
                    yield node.lineno, _escaped(sentence)


def _within(node: ast.AST, docstrings: set[int]) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and (name := _name(node.func)) in SILENT_CALLS:
        if name == "Field":  # its rule says what is wrong with a value
            for keyword in node.keywords:
                yield from _within(keyword.value, docstrings) if keyword.arg in ("rule", "subfields") else ()
        return
    if isinstance(node, ast.Call) and _name(node.func) == "count" and len(node.args) == 2:
        noun = node.args[1]
        if isinstance(noun, ast.Constant) and isinstance(noun.value, str):
            yield node.lineno, f"{{1}} {noun.value}"
            yield node.lineno, f"{{1}} {noun.value}s"
    if isinstance(node, ast.JoinedStr):
        yield from _said(node.lineno, _template(node))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
        yield from _said(node.lineno, _numbered(node.value))
    for child in ast.iter_child_nodes(node):
        if isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant):
            continue
        yield from _within(child, docstrings)


def _said(line: int, template: str) -> Iterator[tuple[int, str]]:
    if is_message(template):
        yield line, template


def is_message(template: str) -> bool:
    """Whether a text is something to say, by its form."""
    words = _WORDS.findall(re.sub(r"\{\d+\}", "", template))
    if _NAMES.fullmatch(template):
        return False
    if not words or " " not in template.strip() or _SILENT_TEXT.search(template) or not template.strip():
        return False
    if "{1}" in template:
        return any(len(word) > 2 for word in words)
    return len(words) > 1


def _template(node: ast.JoinedStr) -> str:
    number, text = 0, ""
    for value in node.values:
        if isinstance(value, ast.Constant):
            text += _escaped(str(value.value))
        else:
            number += 1
            text += f"{{{number}}}"
    return text


def _numbered(text: str) -> str:
    """A constant; if it is filled in by `str.format`, its fields by number, in their order."""
    if not _FIELD.search(text):
        return _escaped(text)
    pieces = _FIELD.split(text)
    return "".join(f"{_escaped(piece)}{{{number}}}" for number, piece in enumerate(pieces[:-1], 1)) + _escaped(
        pieces[-1]
    )


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _name(function: ast.expr) -> str:
    """The name of a function, or of a method; that of `connection.execute` and `re.compile` with what it is of."""
    if isinstance(function, ast.Attribute):
        whole = f"{function.value.id}.{function.attr}" if isinstance(function.value, ast.Name) else ""
        return whole if whole in SILENT_CALLS else function.attr
    return function.id if isinstance(function, ast.Name) else ""
