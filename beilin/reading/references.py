"""References into the archive: links and images, collected while a file is read.

Their addresses are known only when all files are read, so in the HTML each has a mark, which rendering replaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from beilin.model import Reference
from beilin.reading.flow import flow_of
from beilin.reading.inline_lines import line_of
from beilin.text.link_targets import is_external, own_fragment, readable
from beilin.text.urls import Url


@dataclass(slots=True)
class ReferenceCollector:
    """Collects the references of one file, and returns the mark of each in the HTML."""

    first_line: int  # the line of the file on which the body begins
    base_url: str = ""  # of the site
    shows_remote_images: bool = False  # otherwise they are links
    references: list[Reference] = field(default_factory=list)

    def mark(self, target: str, *, is_image: bool, line: int) -> str:
        """The mark for the target on that body line, from 0; an external target itself."""
        if is_external(target, self.base_url):
            return own_fragment(target) if target.startswith("#") else target
        return self._add(Reference(readable(target), self.first_line + line, is_image))

    def shows(self, address: Url) -> bool:
        """Whether an image at the address is shown, from whichever host."""
        if not is_external(address.text, self.base_url):
            return True
        return self.shows_remote_images and address.is_remote and address.scheme in ("http", "https", "")

    def mark_wiki(self, target: str, text: str, line: int) -> str:
        """The mark for a wiki link on that body line."""
        return self._add(Reference(target, self.first_line + line, False, "wiki", text))

    def mark_part(self, name: str, line: int, headings_before: int) -> str:
        """The mark for a part on that body line."""
        return self._add(Reference(name, self.first_line + line, False, "part", headings_before=headings_before))

    def _add(self, reference: Reference) -> str:
        self.references.append(reference)
        return f"\0{len(self.references) - 1}\0"


def collect_references(tokens: list[Token], collector: ReferenceCollector, definitions: Mapping[str, int]) -> None:
    """Replace every target in the archive by its mark. `definitions` is as for `line_of`."""
    for block in tokens:
        if block.type == "flow":
            flow_of(block).place_links(lambda target, line: collector.mark(target, is_image=False, line=line))
            continue
        for token in block.children or ():
            if token.type == "link_open":
                href = token.attrs.get("href")
                if isinstance(href, str):
                    line = line_of(token, block, definitions)
                    token.attrs["href"] = collector.mark(href, is_image=False, line=line)
            elif token.type == "image":
                line = line_of(token, block, definitions)
                token.attrs["src"] = collector.mark(str(token.attrs["src"]), is_image=True, line=line)
