"""What an address of a built archive shows, told from the files alone, as a visitor would see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from tests.addresses.sample import BASE_PATH

_FARTHEST = 5  # redirects that are followed
_SPOKEN = ("alt", "aria-label", "title")


class _Reader(HTMLParser):
    """Collects the text of a page, and where it redirects to."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.target = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = tag if tag in ("script", "style") else ""
        self.texts += [values[name] for name in _SPOKEN if name in values]
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.target = values["content"].partition("url=")[2]

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def file_of(output: Path, address: str) -> Path:
    """The file that a host answers with for an address from the site's root."""
    return output / (address[1:] + "index.html" if address.endswith("/") else address[1:])


def address_of(path: str) -> str:
    """The address that a file in the output folder answers for."""
    is_index = path.rpartition("/")[2] == "index.html"
    return "/" + (path.removesuffix("index.html") if is_index else path)


def redirect_of(output: Path, address: str) -> str:
    """The address that the one given redirects to; "" if it shows something itself."""
    path = file_of(output, address)
    target = _read(path.read_text("utf-8")).target if path.suffix == ".html" and path.is_file() else ""
    return "/" + unquote(target).removeprefix(BASE_PATH) if target.startswith(BASE_PATH) else ""


def destination(output: Path, address: str) -> str:
    """The address where a visitor to the one given ends up."""
    for _ in range(_FARTHEST):
        address = redirect_of(output, address) or address
    return address


@cache
def text_at(output: Path, address: str) -> str | None:
    """The text that a visitor to the address reads, without white space; None where nothing is there."""
    path = file_of(output, destination(output, address))
    if not path.is_file():
        return None
    match path.suffix:
        case ".html":
            texts = _read(path.read_text("utf-8")).texts
        case ".xml":
            elements = list(ElementTree.fromstring(path.read_text("utf-8")).iter())
            values = [value for element in elements for value in (element.text or "", *element.attrib.values())]
            texts = [text for value in values if not _is_url(value) for text in _read(value).texts]
        case ".json":
            values = list(_strings(json.loads(path.read_text("utf-8"))))
            texts = [text for value in values if not _is_url(value) for text in _read(value).texts]
        case ".md" | ".txt":
            texts = [path.read_text("utf-8")]
        case _:
            texts = []
    return "".join("".join(texts).split())


def _is_url(value: str) -> bool:
    return value.strip().startswith(("https://", "/"))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
