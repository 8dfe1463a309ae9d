from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from beilin.serving.content_types import content_type
from beilin.serving.static_files import File, Redirect, resolve
from beilin.serving.status import Site

FILES = [
    "index.html", "404.html", "feed.xml", "robots.txt", "about/index.html", "articles/開源/index.html",
    "articles/開源/index.md", "page.html", "both.html", "both/index.html", "empty/x.txt", "a b.txt", "100%.txt",
    "圖　一.png", ".gitignore", "folder/.secret", ".git/config", "plus+sign.txt",
]  # fmt: skip


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a secret beside it, and symbolic links to the secret."""
    root = tmp_path_factory.mktemp("archive")
    (root / "secret.txt").write_text("secret")
    (root / "site-secret").mkdir()
    (root / "site-secret" / "x.txt").write_text("secret")
    for name in FILES:
        path = root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (root / "site" / "link-out.txt").symlink_to(root / "secret.txt")
    (root / "site" / "link-out").symlink_to(root)
    (root / "site" / "link-hidden.txt").symlink_to(root / "site" / ".gitignore")
    (root / "site" / "link-in.txt").symlink_to("robots.txt")
    (root / "site" / "loop").symlink_to("loop")
    (root / "site" / "back\\slash.txt").write_text("x")
    os.mkfifo(root / "site" / "pipe")
    return root / "site"


def resolved(raw_path: str, output: Path, base_path: str) -> str:
    """The result as text: the file's name, `301 address`, or 404."""
    match resolve(raw_path.encode("latin-1"), Site(output, base_path)):
        case File(name=name):
            return name
        case Redirect(address=address, is_permanent=is_permanent):
            return f"{301 if is_permanent else 302} {address}"
    return "404"


HAN = quote("開源")


@pytest.mark.parametrize(
    ("path", "result"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/about/", "about/index.html"),
        ("/about", "301 /about/"),
        ("/about/index.html", "about/index.html"),
        ("/about/index", "about/index.html"),
        ("/page", "page.html"),
        ("/page.html", "page.html"),
        ("/page/", "404"),
        ("/page.html/", "404"),
        ("/both", "both.html"),
        ("/both/", "both/index.html"),
        ("/empty", "404"),
        ("/empty/", "404"),
        ("/empty/x.txt", "empty/x.txt"),
        ("/feed.xml", "feed.xml"),
        ("/feed", "404"),
        ("/About/", "404"),
        ("/a%20b.txt", "a b.txt"),
        ("/100%25.txt", "100%.txt"),
        ("/100%.txt", "100%.txt"),
        ("/plus+sign.txt", "plus+sign.txt"),
        ("/plus%2Bsign.txt", "plus+sign.txt"),
        (f"/articles/{HAN}/", "articles/開源/index.html"),
        (f"/articles/{HAN}", f"301 /articles/{HAN}/"),
        (f"/articles/{HAN.lower()}/index.md", "articles/開源/index.md"),
        (quote("/圖　一.png"), "圖　一.png"),
        ("/link-in.txt", "link-in.txt"),
        ("/404", "404.html"),
    ],
)
def test_addresses_resolve_as_on_github_pages(path: str, result: str, output: Path) -> None:
    """An address must work here if and only if it works on the published site."""
    assert resolved(path, output, "/") == result


@pytest.mark.parametrize(
    ("path", "result"),
    [
        ("/", "302 /archive/"),
        ("/archive", "301 /archive/"),
        ("/archive/", "index.html"),
        ("/archive/about", "301 /archive/about/"),
        ("/archive/page", "page.html"),
        ("/about/", "404"),
        ("/archiveabout/", "404"),
        ("/Archive/", "404"),
        ("/archive/archive/", "404"),
        ("//archive/", "404"),
    ],
)
def test_nothing_is_found_outside_the_base_path(path: str, result: str, output: Path) -> None:
    """A link without the base path is broken on the published site, so it must be broken here."""
    assert resolved(path, output, "/archive/") == result


def test_a_base_path_may_contain_han_characters(output: Path) -> None:
    """site.yaml's base path is percent-encoded, and browsers may encode it in lower case."""
    base = f"/{HAN}/"
    assert resolved(f"/{HAN.lower()}/about/", output, base) == "about/index.html"
    assert resolved("/", output, base) == f"302 {base}"


PROBES = [
    "", "about/", "http://127.0.0.1/about/", "*", "\\", "/.gitignore", "/%2egitignore", "/.git/config", "/.git/",
    "/.git", "/folder/.secret", "/folder/%2Esecret", "/..", "/../", "/../secret.txt", "/%2e%2e/secret.txt",
    "/%2E%2E/secret.txt", "/.%2e/secret.txt", "/%2e./secret.txt", "/..%2fsecret.txt", "/..%2Fsecret.txt",
    "/%2e%2e%2fsecret.txt", "/..%5csecret.txt", "/..\\secret.txt", "/\\..\\secret.txt", "/about/../../secret.txt",
    "/about/../index.html", "/about/./index.html", "/./index.html", "/.", "/about/..", "/%252e%252e/secret.txt",
    "/%252e%252e%252fsecret.txt", "/....//secret.txt", "/..;/secret.txt", "/..%00/secret.txt", "/index.html%00",
    "/index.html%00.txt", "/%00", "/..%c0%afsecret.txt", "/%c0%ae%c0%ae/secret.txt", "/%ff", "/%e9%96",
    "/../site-secret/x.txt", "/..//site-secret/x.txt", "//index.html", "/about//index.html", "/about//",
    "//127.0.0.1/", "/%2f", "/about%2findex.html", "/about%2F", "/back\\slash.txt", "/back%5Cslash.txt", "/%2findex.html", "/%2e%2e/site/index.html", "/index.html%0a",
    "/index.html%0d%0aX-Injected:%201", "/%7findex.html", "/link-out.txt", "/link-out/secret.txt",
    "/link-hidden.txt", "/loop", "/loop/", "/pipe", "/etc/passwd", "/C:/secret.txt",
    "/file:///etc/passwd", "/~root", "/" + "x" * 300, "/" + "x/" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("base_path", ["/", "/archive/"])
def test_nothing_outside_the_site_is_found(probe: str, base_path: str, output: Path) -> None:
    """Hidden files and files outside the output folder are unreachable by any spelling of their path."""
    path = base_path.removesuffix("/") + probe if probe.startswith("/") else probe
    assert resolved(path, output, base_path) == "404"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("INDEX.HTML", "text/html; charset=utf-8"),
        ("a/b.css", "text/css; charset=utf-8"),
        ("b.1f2e.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("feed.json", "application/json; charset=utf-8"),
        ("x.svg", "image/svg+xml; charset=utf-8"),
        ("index.md", "text/markdown; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("f.woff2", "font/woff2"),
        ("i.avif", "image/avif"),
        ("CNAME", "application/octet-stream"),
        ("x.unknown", "application/octet-stream"),
    ],
)
def test_content_types(name: str, kind: str) -> None:
    """Without a charset browsers guess the encoding of Chinese text; without its type they refuse a style sheet."""
    assert content_type(name) == kind


def test_a_hidden_file_is_sent_if_a_build_published_it(output: Path) -> None:
    name = "folder/.secret"
    assert resolve(f"/{name}".encode(), Site(output)) is None
    assert resolve(f"/{name}".encode(), Site(output, hidden_paths=frozenset({name}))) == File(output / name, name)
    assert resolve(b"/link-hidden.txt", Site(output, hidden_paths=frozenset({".gitignore"}))) is None
