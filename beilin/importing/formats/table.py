"""The kinds of sources that can be imported. Each is a module with two functions, loaded when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from beilin.importing.classify.site_rules import SiteRules
from beilin.importing.formats.recognition.feeds import is_feed
from beilin.importing.formats.recognition.html import is_html
from beilin.importing.formats.recognition.json import is_ghost, is_jsonl
from beilin.importing.formats.recognition.markdown import is_markdown
from beilin.importing.formats.recognition.opening import Opening
from beilin.importing.formats.recognition.packed import is_medium, is_mhtml, is_substack, is_warc
from beilin.importing.formats.recognition.xml import is_blogger, is_wxr
from beilin.importing.model import Document, Item
from beilin.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """What an editor decides about how sources are read."""

    encoding: str = ""  # of the text; "" to detect it
    fields: tuple[tuple[str, str], ...] = ()  # `--map`: (fact or `text`, name of the field) of JSONL
    site_rules: SiteRules | None = None


class FormatModule(Protocol):
    """What the module of a kind has."""

    def items(self, path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
        """The articles in the file, one after the other in constant memory; a problem for each that cannot be read."""

    def document(self, item: Item, settings: FormatSettings) -> Document | Problem:
        """The item, parsed. Nothing is read but the files that belong to it, and nothing is written."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of source."""

    name: str  # of `--kind`
    what: str  # for messages: `a WordPress export`
    is_kind: Callable[[Opening], bool]
    module: str

    def load(self) -> FormatModule:
        """The module of the kind, with the libraries that it needs."""
        return cast(FormatModule, import_module(self.module))


# The first whose `is_kind` holds is the kind of a source.
FORMATS: tuple[Format, ...] = (
    Format("wxr", "a WordPress export", is_wxr, "beilin.importing.formats.wxr"),
    Format("blogger", "a Blogger export", is_blogger, "beilin.importing.formats.blogger"),
    Format("ghost", "a Ghost export", is_ghost, "beilin.importing.formats.ghost"),
    Format("substack", "a Substack export", is_substack, "beilin.importing.formats.substack"),
    Format("medium", "a Medium export", is_medium, "beilin.importing.formats.medium"),
    Format("jsonl", "records in JSON", is_jsonl, "beilin.importing.formats.jsonl"),
    Format("mhtml", "a web page in MHTML", is_mhtml, "beilin.importing.formats.mhtml"),
    Format("feed", "a feed", is_feed, "beilin.importing.formats.feed"),
    Format("warc", "a crawl in WARC", is_warc, "beilin.importing.formats.warc"),
    Format("html", "a web page", is_html, "beilin.importing.formats.html.page.format"),
    Format("markdown", "Markdown", is_markdown, "beilin.importing.formats.markdown"),
)


def format_named(name: str) -> Format:
    """The kind with that name, which must exist."""
    return next(known for known in FORMATS if known.name == name)
