"""`serve FOLDER` serves what was built as its host will, read-only, and refuses what was not built."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from beilin.cli import cli
from beilin.serving.folder_app import NotASiteError, built_site, make_folder_app
from beilin.serving.origins import host_check
from tests.serving.support import make_archive, serving

HOME = '<!doctype html><html><head><link rel="canonical" href="https://example.org/archive/"></head><body>home</body></html>'
FILES = {
    "index.html": HOME,
    "404.html": "<html><head><title>x</title></head><body><a href='./index.html'>home</a></body></html>",
    "甲/index.html": "甲",
    "assets/x.css": "p { color: red }",
    "sw.js": "the site's own",
    ".gitignore": "*",
    ".well-known/security.txt": "contact",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built site below /archive/."""
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "site"


def ask(folder: Path, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """The response for a path."""

    async def asked() -> httpx.Response:
        app = make_folder_app(built_site(folder), host_check("127.0.0.1"))
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            return await client.request(method, path, headers=named)

    # In a thread of its own, as that of the tests may have a loop, of Playwright.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, asked()).result()


@pytest.mark.parametrize(
    ("path", "status", "kind", "text"),
    [
        ("/archive/", 200, "text/html; charset=utf-8", HOME),
        ("/archive/index.html", 200, "text/html; charset=utf-8", HOME),
        ("/archive/%E7%94%B2/?q#x", 200, "text/html; charset=utf-8", "甲"),
        ("/archive/assets/x.css", 200, "text/css; charset=utf-8", FILES["assets/x.css"]),
        ("/archive/.well-known/security.txt", 200, "text/plain; charset=utf-8", "contact"),
        ("/archive/.gitignore", 404, "text/html; charset=utf-8", None),
        ("/archive/none/x", 404, "text/html; charset=utf-8", None),
        ("/archive/..%2f..%2fetc/passwd", 404, "text/html; charset=utf-8", None),
        ("/elsewhere", 404, "text/html; charset=utf-8", None),
    ],
)
def test_answers(folder: Path, path: str, status: int, kind: str, text: str | None) -> None:
    response = ask(folder, path)
    assert (response.status_code, response.headers["content-type"]) == (status, kind)
    assert response.headers["cache-control"] == "no-cache"
    if text is None:  # relative addresses of the page for 404 begin at the site's root, wherever it is shown
        assert '<head><base href="/archive/404.html"><title>' in response.text
    else:
        assert response.text == text


def test_redirects_and_what_is_not_allowed(folder: Path) -> None:
    assert ask(folder, "/").headers["location"] == "/archive/"
    assert ask(folder, "/archive/%E7%94%B2?q").headers["location"] == "/archive/%E7%94%B2/?q"
    assert ask(folder, "/archive/", "POST").status_code == 405
    assert ask(folder, "/archive/", host="evil.example").status_code == 421
    assert ask(folder, "/archive/", "HEAD").text == ""
    tag = ask(folder, "/archive/").headers["etag"]
    assert ask(folder, "/archive/", if_none_match=tag).status_code == 304
    assert ask(folder, "/archive/assets/x.css", range="bytes=0-0").text == "p"


def test_the_sites_service_worker_is_not_served(folder: Path, tmp_path: Path) -> None:
    assert "unregister()" in ask(folder, "/archive/sw.js").text
    (folder / "sw.js").unlink()
    assert "unregister()" in ask(folder, "/archive/sw.js").text  # for one that another server left at this port
    with serving(make_archive(tmp_path / "archive", index="one")) as server:
        (tmp_path / "archive/site/sw.js").write_text("the site's own")
        assert "unregister()" in httpx.get(f"{server.url}/sw.js").text


def test_the_base_path_is_that_of_the_address_that_the_site_names(folder: Path) -> None:
    (folder / "index.html").write_text("<link href=https://example.org/%E5%BA%93/ rel=canonical>")
    assert built_site(folder).base_path == "/%E5%BA%93/"
    (folder / "index.html").write_text("no such link")
    assert built_site(folder).base_path == "/"
    (folder / "robots.txt").write_text("User-agent: *\nSitemap: https://example.org/a/b/sitemap.xml\n")
    assert built_site(folder).base_path == "/a/b/"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none", "there is no folder none"),
        ("empty", "empty is not a built site: it has no index.html"),
        ("archive", "archive is an archive, not a built site"),
        ("copy.zip", "copy.zip is a file"),
    ],
)
def test_what_was_not_built_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/site.yaml").touch()
    (tmp_path / "copy.zip").touch()
    with pytest.raises(NotASiteError, match=message):
        built_site(Path(name))
    result = CliRunner().invoke(cli, ["serve", name], env={"BEILIN_LANGUAGE": "en"})
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, f"error: {message}")
    assert CliRunner().invoke(cli, ["serve", name, "--drafts"]).exit_code == 2


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
def test_the_command_serves_until_it_is_stopped(folder: Path) -> None:
    command = [sys.executable, "-m", "beilin", "serve", str(folder), "--port", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        url = _url(process.stderr.readline())
        assert httpx.get(url).text == HOME
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def _url(line: str) -> str:
    return next(word for word in line.replace("——", " ").split() if word.startswith("http://"))
