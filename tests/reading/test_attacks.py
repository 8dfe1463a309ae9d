"""No HTML in an article executes, requests anything from elsewhere, or changes what is around it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import islice

import pytest

from beilin.reading.markdown import render_markdown
from beilin.text.urls import read_url
from tests.reading.attacks import attacks
from tests.reading.html_structure import faults_of

_LOADED = {"src", "srcset", "poster"}
_SCHEMES = {"", "http", "https", "mailto", "ftp", "tel"}


class Dangers(HTMLParser):
    """What in some HTML would execute, or would be requested from another host."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "svg", "math", "iframe", "object", "embed", "link", "meta", "base", "form"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = read_url(value or "")
            if name.startswith("on") or name in ("ping", "action", "formaction", "srcdoc", "background"):
                self.found.append(name)
            if name in _LOADED and not re.fullmatch(r"\0\d+\0(?: 2x)?", value or ""):
                self.found.append(f"{name}={value}")
            if name in ("href", "cite") and not (value or "").startswith("\0") and address.scheme not in _SCHEMES:
                self.found.append(f"{name}={value}")
            if name == "style" and not re.fullmatch(r"text-align:(?:left|right|center|justify)", value or ""):
                self.found.append(f"style={value}")
            if (
                name == "id"
                and (value or "").startswith("_")
                and not re.fullmatch(r"_p[0-9a-f]{8}(?:-\d+)?", value or "")
            ):
                self.found.append(f"id={value}")


@pytest.mark.parametrize("step", [13, pytest.param(1, marks=pytest.mark.slow)])
def test_no_attack_has_an_effect(step: int) -> None:
    for text in islice(attacks(), 0, None, step):
        rendered, _ = render_markdown(text, file="a.md", with_paragraph_ids=True)
        assert not Dangers(rendered.body.html).found, text
        assert not faults_of(rendered.body.html), text
