"""Which file of a bag a manifest means by a path."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from beilin.preserving.names import normalised
from beilin.preserving.opened_bag import OpenedBag


class PresentFiles:
    """The files that are there, found by the names that manifests have for them."""

    def __init__(self, bag: OpenedBag, listed: Collection[str], literal: Mapping[str, str]) -> None:
        """`listed` are the paths in manifests, `literal` those of them that are written differently there."""
        self._files, self._listed, self._literal = bag.files, listed, literal
        self.matched: set[str] = set()
        self.respelled: list[str] = []
        self._spellings: dict[str, list[str]] | None = None

    def find(self, path: str) -> str:
        """The path at which the file is; "" if it is not there."""
        if path in self._files:
            found = path
        else:
            # The package bagit writes % as it is, although RFC 8493 encodes it.
            found = self._unlisted(self._literal.get(path, "")) or self._unlisted(self._respelled(path))
        if found:
            self.matched.add(found)
        return found

    def _unlisted(self, path: str) -> str:
        """The path, unless there is no such file or a manifest means it by its own name."""
        return path if path in self._files and path not in self._listed else ""

    def _respelled(self, path: str) -> str:
        """The one file whose name differs in Unicode normalization alone (section 5.2.3)."""
        if self._spellings is None:
            self._spellings = {}
            for name in self._files:
                self._spellings.setdefault(normalised(name), []).append(name)
        names = self._spellings.get(normalised(path), [])
        if len(names) != 1 or names[0] in self._listed:
            return ""
        self.respelled.append(path)
        return names[0]
