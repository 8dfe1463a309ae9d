"""The images that came with a page, by the addresses that the page writes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote, urldefrag, urljoin

from beilin.importing.formats.mhtml.message import Part


class Resources:
    """The parts of a message by their addresses (RFC 2557, section 8.2: by content id, or by location)."""

    def __init__(self, parts: Sequence[Part], base: str) -> None:
        self._base = base
        self._by_id = {part.content_id: part for part in reversed(parts) if part.content_id}
        self._by_location = {part.location: part for part in reversed(parts) if part.location}

    def read(self, written: str) -> bytes | None:
        """The bytes of the image at the address as the page writes it; None if the message does not have it."""
        written = "".join(written.split())
        if written[:4].lower() == "cid:":
            part = self._by_id.get(unquote(written[4:])) or self._by_id.get(written[4:])
        else:
            part = next(
                (self._by_location[each] for each in self._addresses(written) if each in self._by_location), None
            )
        return part.data if part and not part.content_type.startswith("text/html") else None

    def _addresses(self, written: str) -> list[str]:
        try:
            whole = urljoin(self._base, written)
            return [written, whole, urldefrag(written).url, urldefrag(whole).url]
        except ValueError:
            return [written]
