"""Licences: SPDX expressions in SPDX's spelling, their addresses, and what a similar text means."""

from __future__ import annotations

import pytest

from beilin.text.licences import licence_urls, looks_like_spdx, meant_licence, normalise_licence

CC = "https://creativecommons.org/"


@pytest.mark.parametrize(
    ("written", "licence", "urls"),
    [
        ("cc-by-sa-4.0", "CC-BY-SA-4.0", (f"{CC}licenses/by-sa/4.0/",)),
        ("CC-BY-NC-SA-2.0-FR", "CC-BY-NC-SA-2.0-FR", (f"{CC}licenses/by-nc-sa/2.0/fr/",)),
        ("CC-BY-3.0-TW", "CC-BY-3.0-TW", (f"{CC}licenses/by/3.0/tw/",)),  # SPDX does not list it
        ("CC0-1.0", "CC0-1.0", (f"{CC}publicdomain/zero/1.0/",)),
        ("mit", "MIT", ("https://spdx.org/licenses/MIT.html",)),
        ("GPL-2.0-or-later", "GPL-2.0-or-later", ("https://spdx.org/licenses/GPL-2.0-or-later.html",)),
        (
            "(mit or cc-by-4.0) and Apache-2.0+",
            "(MIT OR CC-BY-4.0) AND Apache-2.0+",
            (
                "https://spdx.org/licenses/MIT.html",
                f"{CC}licenses/by/4.0/",
                "https://spdx.org/licenses/Apache-2.0.html",
            ),
        ),
        (
            "GPL-2.0-only with Classpath-exception-2.0",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            ("https://spdx.org/licenses/GPL-2.0-only.html",),
        ),
        ("LicenseRef-Ours", "LicenseRef-Ours", ()),
        ("https://example.org/licence", "https://example.org/licence", ("https://example.org/licence",)),
        ("版權所有，\n翻印必究", "版權所有， 翻印必究", ()),
        ("CC BY-SA 4.0", "CC BY-SA 4.0", ()),
        ("none", "NONE", ()),
        ("((((", "((((", ()),
        ("javascript:alert(1)", "javascript:alert(1)", ()),
        ('https://x.example/"><script>', 'https://x.example/"><script>', ()),
        ("MIT OR", "MIT OR", ()),
    ],
)
def test_a_licence_has_its_spelling_and_its_addresses(written: str, licence: str, urls: tuple[str, ...]) -> None:
    assert normalise_licence(written) == licence
    assert normalise_licence(licence) == licence
    assert licence_urls(licence) == urls


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("CC BY", "CC-BY-4.0"),
        ("cc-by-sa", "CC-BY-SA-4.0"),
        ("CC BY-NC 3.0", "CC-BY-NC-3.0"),
        ("CC0", "CC0-1.0"),
        ("Apache License 2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("GPLv3", "GPL-3.0-only"),
        ("MIT License", "MIT"),
        ("CC-BY-SA-4.1", "CC-BY-SA-4.0"),
        ("CC-BY-SA-4.0", ""),
        ("All rights reserved", ""),
        ("Everything here is free", ""),
        ("保留一切權利", ""),
        ("https://example.org/cc-by-4.0", ""),
        ("NONE", ""),
    ],
)
def test_a_similar_text_has_a_meaning(written: str, meant: str) -> None:
    assert meant_licence(written) == meant


@pytest.mark.parametrize(
    ("written", "looks"),
    [
        ("XYZ-9.9", True),
        ("MIT OR XYZ-1", True),
        ("MIT", False),
        ("public domain", False),
        ("©", False),
        ("NONE", False),
    ],
)
def test_what_looks_like_an_identifier(written: str, looks: bool) -> None:
    assert looks_like_spdx(written) is looks
