"""Every address in the files of a copy, followed as a browser follows it from a file."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_URLS = {"href", "src", "poster", "action", "formaction", "cite", "data", "xlink:href", "background"}
_METADATA = {"canonical", "alternate", "shortlink"}


class _Page(HTMLParser):
    """The addresses of a page, with what each stands in, and its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.types: list[str] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the addresses in a tag."""
        values = {name: value or "" for name, value in attrs}
        self.inside = "json" if tag == "script" and values.get("type") == "application/json" else tag
        self.types.append(values.get("type", "") if tag == "script" else "")
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "link" and _METADATA & set(values.get("rel", "").split()) and "://" in values.get("href", ""):
            return
        for name, value in values.items():
            where = f"<{tag} {name}>"
            if name in _URLS:
                self.addresses.append((where, value))
            elif name.endswith("srcset"):
                self.addresses += [(where, part.split()[0]) for part in value.split(",") if part.strip()]
            elif name == "style":
                self.addresses += [(where, one or other) for one, other in _CSS.findall(value)]
            elif name == "content" and values.get("http-equiv") == "refresh":
                self.addresses.append((where, value.partition("url=")[2]))
            elif name.startswith("data-") and re.match(r"\.{0,2}/\S*\Z", value):
                self.addresses.append((where, value))

    def handle_data(self, data: str) -> None:
        """Note the addresses in a style sheet, or in JSON that is not for search engines."""
        if self.inside == "style":
            self.addresses += [("<style>", one or other) for one, other in _CSS.findall(data)]
        elif self.inside == "json":
            texts = re.findall(r'"((?:[^"\\]|\\.)*)"', data)
            self.addresses += [("<script>", json.loads(f'"{text}"')) for text in texts if text.startswith(("/", "."))]
        self.inside = ""


def faults_of(copy: Path, base_url: str) -> list[str]:
    """What is wrong with the copy of the site at the base URL: addresses from the root, or that lead to no file or place."""
    root = copy.resolve().as_uri() + "/"
    pages = {path: _Page(path.read_text("utf-8")) for path in sorted(copy.rglob("*.html"))}
    faults = []
    for path in sorted(copy.rglob("*")):
        if path.suffix == ".css":
            addresses = [("css", one or other) for one, other in _CSS.findall(path.read_text("utf-8"))]
        elif path in pages:
            addresses = pages[path].addresses
            faults += [f"{path.name}: a module" for one in pages[path].types if one == "module"]
        else:
            continue
        for where, written in addresses:
            whole = urljoin(path.resolve().as_uri(), written)
            parts = urlsplit(whole)
            if whole.startswith(base_url) or (parts.scheme == "file" and not whole.startswith(root)):
                faults.append(f"{path.relative_to(copy)}: {where} leads out of the copy: {written}")
            elif parts.scheme == "file":
                target = Path(unquote(parts.path))
                if not target.is_file():
                    faults.append(f"{path.relative_to(copy)}: {where} leads nowhere: {written}")
                elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                    faults.append(f"{path.relative_to(copy)}: {where} leads to no place: {written}")
    return faults
