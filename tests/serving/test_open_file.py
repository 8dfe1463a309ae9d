"""The request to open a file in the text editor: who may send it, and for which files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from beilin.serving.open_file import parse_location
from tests.serving.support import Server, eventually, make_archive, serving

pytestmark = pytest.mark.slow

FILE = {"file": "content/index.md", "line": 2, "column": 4}


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file to which the editor, once started, writes its arguments, one per line."""
    record = tmp_path / "opened"
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {record}.new && mv {record}.new {record}\n")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{editor} --wait")
    return record


@pytest.fixture
def server(tmp_path: Path, opened: Path) -> Iterator[Server]:
    """A server whose environment names an editor."""
    del opened
    with serving(make_archive(tmp_path / "archive", index="one\nBROKEN")) as running:
        yield running


def ask(server: Server, body: object = FILE, **headers: str) -> httpx.Response:
    """Send the request as a page of the server does, except for the given headers."""
    token = re.search(r'data-token="([^"]+)"', httpx.get(f"{server.url}/").text)
    assert token
    usual = {"Origin": server.url, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json",
             "X-Beilin-Token": token[1]}  # fmt: skip
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {name: value for name, value in {**usual, **given}.items() if value}
    return httpx.post(f"{server.url}/archive/.beilin/open", content=content, headers=sent)


def test_a_page_of_the_server_opens_a_file(server: Server, tmp_path: Path, opened: Path) -> None:
    answer = ask(server)
    assert (answer.status_code, answer.json()) == (200, {"message": "Opened in editor."})
    assert answer.headers["cache-control"] == "no-store"
    eventually(opened.exists, "the editor is started")
    assert opened.read_text() == f"--wait\n{tmp_path}/archive/content/index.md\n"


@pytest.mark.parametrize(
    ("headers", "status", "text"),
    [
        ({"Origin": "http://evil.example"}, 403, "Only pages of this server"),
        ({"Origin": "null"}, 403, "Only pages of this server"),
        ({"Origin": ""}, 403, "Only pages of this server"),
        ({"Sec_Fetch_Site": "cross-site"}, 403, "Only pages of this server"),
        ({"Sec_Fetch_Site": "same-site"}, 403, "Only pages of this server"),
        ({"Content_Type": "text/plain"}, 403, "must be JSON"),
        ({"X_Beilin_Token": ""}, 403, "Reload it"),
        ({"X_Beilin_Token": "guess"}, 403, "Reload it"),
        ({"Host": "evil.example"}, 421, "Unknown host name"),
    ],
)
def test_no_other_page_opens_anything(
    headers: dict[str, str], status: int, text: str, server: Server, opened: Path
) -> None:
    """Any page in the user's browser can send requests to this machine."""
    answer = ask(server, **headers)
    assert answer.status_code == status
    assert text in answer.text
    assert not opened.exists()


def test_only_post_opens_a_file(server: Server, opened: Path) -> None:
    for method in ("GET", "HEAD", "PUT", "OPTIONS"):
        assert httpx.request(method, f"{server.url}/.beilin/open").status_code in (404, 405, 500)
    assert not opened.exists()


def test_another_machine_opens_nothing(tmp_path: Path, opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """serve --host 0.0.0.0 shows the site to the local network; programs are started only from this machine."""
    monkeypatch.setattr("beilin.serving.page_requests._is_loopback", lambda _host: False)
    with serving(make_archive(tmp_path / "archive", index="one\nBROKEN"), host="0.0.0.0") as server:
        answer = ask(server)
    assert (answer.status_code, answer.text) == (403, "Only this machine may open files.\n")
    assert not opened.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"file": "../secret.md"},
        {"file": "/etc/passwd"},
        {"file": "content/link.md"},
        {"file": "content/gone.md"},
        {"file": "content"},
        {"file": ""},
        {"file": "content/index.md\0"},
        {"file": ["content/index.md"]},
        {"file": "content/index.md", "line": "1; touch x"},
        {"file": "content/index.md", "line": -1},
        {"file": "content/index.md", "line": True},
        {"file": "x" * 5000},
        {"line": 1},
        [],
        b"{",
        b"\xff",
        b"[" * 4000,
    ],
)
def test_only_files_of_the_archive_are_opened(body: object, server: Server, tmp_path: Path, opened: Path) -> None:
    (tmp_path / "secret.md").write_text("x")
    (tmp_path / "archive/content/link.md").symlink_to(tmp_path / "secret.md")
    answer = ask(server, body)
    assert (answer.status_code, answer.text) == (404, "There is no such file in the archive.\n")
    assert not opened.exists()


def test_a_location_without_a_line_is_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").touch()
    location = parse_location(tmp_path, b'{"file": "site.yaml", "line": null, "column": null}')
    assert location
    assert (location.path, location.line, location.column) == (tmp_path / "site.yaml", 1, 1)


def test_an_editor_that_fails_is_reported(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(broken))
    assert ask(server).json() == {"message": "broken exited with code 3; try it in a terminal."}
    monkeypatch.setenv("VISUAL", "no-such-editor")
    assert "not installed" in ask(server).json()["message"]
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ask(server).json() == {"link": f"vscode://file{tmp_path}/archive/content/index.md:2:4"}
