"""The keys that an imported article has from its archive and not from its source: `id`, and `withdrawn`.

Each new article gets a permanent identifier. One that is replaced keeps its own, and stays withdrawn if it is: only
`withdraw --undo` brings a text back. Identifiers are drawn from the address of the site, the path of the article and
the digest of its source. So an import that is repeated writes the same bytes, and the same source has different
identifiers in two archives.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from beilin.files.digest import digest_of
from beilin.files.regular import open_regular, read_regular
from beilin.layout import CONTENT
from beilin.model import Withdrawal
from beilin.reading.front_matter import read_front_matter, split_front_matter
from beilin.text.identifiers import draw_id, normalise_id
from beilin.text.yaml.strict import MAX_FRONT_MATTER
from beilin.text.yaml.writing import yaml_mapping, yaml_text

_AFTER_TITLE = re.compile(rb"\A(---\ntitle: [^\n]*\n)(?:id: [^\n]*\n)?(?:withdrawn: [^\n]*\n)?")
_IN_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---)[^\n]*\n)*?id:[ \t]*[\"']?([0-9A-Za-z-]+)")


@dataclass(slots=True)
class Identifiers:
    """The identifiers of an archive while a run imports."""

    root: Path
    base_url: str
    _taken: set[str] | None = None  # read for the first article

    def draw(self, article: str, source: str) -> str:
        """A free identifier for the article, whose source has that digest. The archive is read for the first."""
        if self._taken is None:
            self._taken = read_identifiers(self.root)
        drawn = draw_id((self.base_url, article, source), self._taken)
        self._taken.add(drawn)
        return drawn


def with_own_keys(
    identifiers: Identifiers, markdown: bytes, record: bytes, *, article: str, source: str, former: str = ""
) -> tuple[bytes, bytes]:
    """The Markdown that an import is about to write and its record, with the keys of the file that it replaces, or with
    a new identifier. That file is `former`, if the article moves, or what is at its path.
    """
    id, withdrawal = own_keys(identifiers.root / (former or article))
    keys = {"id": id or identifiers.draw(article, source)}
    if withdrawal:
        keys["withdrawn"] = yaml_mapping({"date": withdrawal.date, "reason": yaml_text(withdrawal.reason)})
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    keyed = _AFTER_TITLE.sub(lambda match: match[1] + lines.encode(), markdown)
    return keyed, record.replace(digest_of(markdown).encode(), digest_of(keyed).encode(), 1)


def without_own_keys(markdown: bytes) -> bytes:
    """A Markdown file as an import wrote it, but for these keys."""
    return _AFTER_TITLE.sub(rb"\1", markdown)


def own_keys(path: Path) -> tuple[str, Withdrawal | None]:
    """The identifier of a Markdown file, "" for none, and its withdrawal. There may be no such file."""
    with suppress(OSError, ValueError):
        yaml = split_front_matter(read_regular(path).decode("utf-8-sig"))[0] or ""
        front, _ = read_front_matter(yaml, file=path.name, time_zone="UTC")
        return front.values.get("id", ""), front.values.get("withdrawn")
    return "", None


def read_identifiers(root: Path) -> set[str]:
    """The identifiers in the heads of all Markdown files of the archive."""
    found = set()
    for path in (root / CONTENT).rglob("*.md"):
        with suppress(OSError, ValueError), open_regular(path) as file:
            if match := _IN_HEAD.match(file.read(MAX_FRONT_MATTER)):
                found.add(normalise_id(match[1].decode()))
    return found
