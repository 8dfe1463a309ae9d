"""What is reported about the HTML in one article: everything that is not on the page as its author meant it."""

from __future__ import annotations

from dataclasses import dataclass, field

from beilin.reading.body_context import BodyContext

MAX_QUOTED = 80  # characters of HTML in a message


@dataclass(slots=True)
class HtmlReport:
    """Collects what happens to HTML; lines are those of the body, from 0."""

    context: BodyContext
    _escaped: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # lines by (HTML, reason)
    _presentational: dict[str, list[int]] = field(default_factory=dict)  # lines by attribute or tag

    def escaped(self, raw: str, reason: str, line: int) -> None:
        """A tag is shown as written. Equal tags of an article are one problem."""
        self._escaped.setdefault((quoted(raw), reason), []).append(line)

    def presentational(self, name: str, line: int) -> None:
        """A presentational attribute, or tag such as `<font>`, is dropped. An article has one problem."""
        self._presentational.setdefault(name, []).append(line)

    def dropped(self, message: str, line: int, hint: str) -> None:
        """Words or an address are not on the page."""
        self.context.report("html-dropped", message, line, hint)

    def remote(self, message: str, line: int) -> None:
        """Something on another host is not shown where it was meant to be."""
        hint = "Save the file under content/ and refer to it there."
        self.context.report("remote-image", message, line, hint)

    def unclosed(self, opening: str, ending: str, line: int) -> None:
        """Markup such as `<!--` never ends."""
        message = f"{opening!r} is never closed by {ending!r}, and is shown as written"
        self.context.report("unclosed-html", message, line, f"Close it, or write it as code: `{opening}`.")

    def swallowed(self, line: int, last: int) -> None:
        """A comment begins within another one, which was hardly meant to last that long."""
        message = f"the comment '<!--' contains another one and lasts until line {last + self.context.first_line}"
        self.context.report("unclosed-html", message, line, "Close it where it should end, or remove the inner '<!--'.")

    def finish(self) -> None:
        """Report what was collected for the article as a whole."""
        for (raw, reason), lines in self._escaped.items():
            message = f"the HTML {raw!r} is shown as written: {reason}{_more(lines)}"
            self.context.report(
                "html-escaped", message, lines[0], "If it is text, write it as code, between backticks."
            )
        if self._presentational:
            names = ", ".join(f"{name!r}{_more(lines)}" for name, lines in self._presentational.items())
            hint = "The theme decides these: use the attribute class and a style sheet of your own."
            lines = min(self._presentational.values())
            self.context.report("presentational-html", f"presentational HTML is dropped: {names}", lines[0], hint)


def quoted(raw: str) -> str:
    """The beginning of the HTML, on one line."""
    line = " ".join(raw.split())
    return line if len(line) <= MAX_QUOTED else f"{line[:MAX_QUOTED]}…"


def _more(lines: list[int]) -> str:
    return f" ({len(lines)} times)" if len(lines) > 1 else ""
