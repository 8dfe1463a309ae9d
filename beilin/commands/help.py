"""The help of commands, and what Click says of wrong usage, in the user's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from beilin.problems.formats import display_width
from beilin.problems.wording import for_user

_SPACING = 4  # columns beside the two of a list
_PARAGRAPHS = re.compile(r"\n{2,}")
_AS_IT_IS = "\b\n"  # Click does not wrap a paragraph that begins with this
_DETAILS = re.compile(r"  \[([^\]]*)\]$")  # what Click adds to the help of an option: its default, its range
_PIECES = re.compile(r"[ -~]+? |[ -~]+|.", re.DOTALL)  # what a line may end after: a Latin word, or one character
# What must not begin a line, and what must not end one (clreq, "Prohibition rules for line start and line end").
_NOT_FIRST, _NOT_LAST = frozenset("，。、；：？！）」』》"), frozenset("（「『《")


class UserHelp(click.HelpFormatter):
    """Help in the user's language; lines of Chinese text are as wide as those of English."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        label = for_user("Usage:") if prefix is None else prefix.strip()
        super().write_usage(prog, args, label if label.endswith("：") else f"{label} ")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{for_user(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        paragraphs = (_joined(paragraph) for paragraph in _PARAGRAPHS.split(text))
        columns = self.width - self.current_indent
        super().write_text("\n\n".join(_laid_out(for_user(paragraph), columns) for paragraph in paragraphs))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max((len(term) for term, _ in rows), default=0), col_max)
        columns = self.width - first - _SPACING
        translated = []
        for term, text in rows:
            details = _DETAILS.search(text)
            head = _joined(text[: details.start()] if details else text)
            translated.append((term, _laid_out(for_user(head) + (_details(details[1]) if details else ""), columns)))
        super().write_dl(translated, col_max, col_spacing)


def describe_usage_error(error: click.ClickException) -> str:
    """What Click prints of an error: the usage if it is known, where to find help, and the error."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):  # whose message is the help
        return error.format_message()
    lines = []
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        lines = [context.get_usage(), for_user(f"Try '{context.command_path} --help' for help."), ""]
    return "\n".join([*lines, for_user(f"Error: {error.format_message()}")])


def _details(text: str) -> str:
    return f"  [{'; '.join(for_user(detail) for detail in text.split('; '))}]"


def _joined(text: str) -> str:
    """The paragraph on one line, unless it must stay as it is."""
    return text if text.startswith(_AS_IT_IS) else " ".join(text.split())


def _laid_out(text: str, columns: int) -> str:
    """The paragraph; one with wide characters, which Click would count as narrow ones, with the ends of its lines."""
    if text.isascii() or text.startswith(_AS_IT_IS):
        return text
    lines, width = [""], 0
    for piece in _PIECES.findall(text):
        needed = display_width(piece.rstrip())
        if width + needed > columns and piece not in _NOT_FIRST:
            kept = lines[-1][-1:] if lines[-1][-1:] in _NOT_LAST else ""
            lines[-1] = lines[-1][: len(lines[-1]) - len(kept)].rstrip()
            lines.append(kept)
            width = display_width(kept)
            piece, needed = piece.lstrip(), display_width(piece.strip())
        lines[-1] += piece
        width += display_width(piece)
    return _AS_IT_IS + "\n".join(lines)
