"""From a saved file to the browser, over a real server."""

from __future__ import annotations

import json
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from beilin.building.build import BuildResult
from beilin.serving import app
from beilin.serving.rebuilds import ServedArchive, rebuild, rebuilding
from beilin.serving.static_files import File, resolve
from beilin.serving.status import Status
from tests.serving.support import Server, eventually, make_archive, serving, tiny_build

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]


@contextmanager
def listening(server: Server) -> Iterator[list[dict[str, Any]]]:
    """The statuses that the event stream sends, while the block lasts."""
    statuses: list[dict[str, Any]] = []

    def listen() -> None:
        with httpx.stream("GET", f"{server.url}/.beilin/events", timeout=10) as response:
            for line in response.iter_lines():
                if line.startswith("data: "):
                    statuses.append(json.loads(line.removeprefix("data: ")))

    server.listeners.append(threading.Thread(target=listen, daemon=True))
    server.listeners[-1].start()
    eventually(lambda: statuses, "the stream begins with the current status")
    yield statuses


def get(server: Server, path: str, **headers: str) -> httpx.Response:
    """The response for the path, without following redirects."""
    return httpx.get(server.url + path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def ask(server: Server, request: str) -> str:
    """The response to a raw request."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        answer = b""
        while b"\r\n\r\n" not in answer and (more := connection.recv(65536)):
            answer += more
    return answer.decode()


def test_a_saved_article_is_served_and_announced(tmp_path: Path) -> None:
    """After a save every open page is notified of a new version."""
    root = make_archive(tmp_path, index="one")
    with serving(root) as server, listening(server) as statuses:
        assert "one" in get(server, "/").text
        (root / "content" / "index.md").write_text("two")
        eventually(lambda: len(statuses) == 2, "the page is notified of the change")
        assert "two" in get(server, "/").text
        assert statuses[0]["version"] != statuses[1]["version"]
        assert statuses[1]["problems"] == []
        eventually(
            lambda: any("Rendered 2 of 2 pages" in line or "1 file written" in line for line in server.printed),
            "a line is printed",
        )


def test_a_page_names_the_version_it_shows(tmp_path: Path) -> None:
    """A page that misses an event, or resumes from sleep, notices by comparing that it is outdated."""
    with serving(make_archive(tmp_path, index="one")) as server, listening(server) as statuses:
        assert json.dumps(statuses[0]["version"]).replace('"', "&quot;") in get(server, "/").text


def test_a_build_that_changes_nothing_reloads_nothing(tmp_path: Path) -> None:
    """A needless reload loses what the reader has done on the page."""
    root = make_archive(tmp_path, index="one")
    with serving(root) as server, listening(server) as statuses:
        (root / "content" / "index.md").write_text("one")
        eventually(lambda: server.builds == 3, "the save is seen")
        time.sleep(0.1)
        assert len(statuses) == 1
        assert len(server.printed) == 1


def test_a_builds_own_reads_and_writes_do_not_start_another(tmp_path: Path) -> None:
    """The build reads all of content/ and writes site/; it must not trigger itself."""
    root = make_archive(tmp_path, index="one")
    with serving(root) as server:
        (root / "content" / "index.md").write_text("two")
        eventually(lambda: server.builds == 3, "the save is seen")
        time.sleep(0.5)
        assert server.builds == 3


def test_errors_reach_the_page_and_the_terminal_and_disappear_when_fixed(tmp_path: Path) -> None:
    """The last good page is still served; the error says where, what and how to fix it."""
    root = make_archive(tmp_path, index="one")
    with serving(root) as server, listening(server) as statuses:
        (root / "content" / "index.md").write_text("fine\n開源 BROKEN text")
        eventually(lambda: len(statuses) == 2, "the page is notified of the error")
        assert statuses[1]["version"] == statuses[0]["version"]
        assert statuses[1]["problems"] == [
            {
                "severity": "error",
                "label": "error: ",
                "code": "bad-value",
                "location": "content/index.md:2:4",
                "file": "content/index.md",
                "line": 2,
                "column": 4,
                "message": "the text is <b>broken</b>",
                "source": "開源 BROKEN text",
                "hint": "Fix it.",
                "omission": "",
            }
        ]
        page = get(server, "/")
        assert page.status_code == 200
        assert "<main>one</main>" in page.text
        assert "content/index.md:2:4" in page.text, "a page opened now shows the error too"
        assert "<b>broken" not in page.text
        eventually(
            lambda: any("content/index.md:2:4: error: the text is <b>broken</b>" in line for line in server.printed),
            "in the terminal",
        )
        (root / "content" / "index.md").write_text("one")
        eventually(lambda: len(statuses) == 3, "the page is notified that it is fixed")
        assert statuses[2] == statuses[0], "the site is the same as before the error, so nothing is reloaded"


def test_without_a_good_build_a_page_lists_the_problems(tmp_path: Path) -> None:
    """There is no good page yet; the site appears when the archive is fixed."""
    root = make_archive(tmp_path, index="BROKEN")
    with serving(root) as server, listening(server) as statuses:
        page = get(server, "/any/address/")
        assert page.status_code == 500
        assert "content/index.md:1:1: error: the text is &lt;b&gt;broken&lt;/b&gt;" in page.text
        assert "Fix it." in page.text
        assert "data-problem-page" in page.text
        (root / "content" / "index.md").write_text("fine")
        eventually(lambda: statuses[-1]["problems"] == [], "the page is notified that it is fixed")
        assert "<main>fine</main>" in get(server, "/").text


def test_a_build_that_crashes_is_an_error_and_the_server_goes_on(tmp_path: Path) -> None:
    """A bug in Beilin must neither end the user's session nor print a traceback."""
    root = make_archive(tmp_path, index="one")

    def fragile(root: Path) -> BuildResult:
        if "CRASH" in (root / "content" / "index.md").read_text():
            raise KeyError("of <all>\nthings")
        return tiny_build(root)

    with serving(root, fragile) as server, listening(server) as statuses:
        (root / "content" / "index.md").write_text("CRASH")
        eventually(lambda: statuses[-1]["problems"], "the page is notified of the crash")
        assert "KeyError: 'of <all>" in statuses[-1]["problems"][0]["message"]
        assert ".beilin/crash.txt" in statuses[-1]["problems"][0]["hint"]
        assert "Traceback" in (root / ".beilin" / "crash.txt").read_text()
        assert not any("Traceback" in line for line in server.printed)
        (root / "content" / "index.md").write_text("two")
        eventually(lambda: statuses[-1]["problems"] == [], "the page is notified that it is fixed")
        assert "two" in get(server, "/").text


def test_200_breakages_leave_the_last_good_page_and_a_running_server(tmp_path: Path) -> None:
    """Break, fix and delete a file, and move the folder away and back, 40 times."""
    root = make_archive(tmp_path, index="one", other="x")
    article, content = root / "content" / "index.md", root / "content"
    with serving(root) as server:
        for number in range(40):
            for act in (
                lambda: article.write_text("BROKEN"),
                lambda: article.write_text(""),
                article.unlink,
                lambda: content.rename(root / "away"),
                lambda: (root / "away").rename(content),
            ):
                act()
            article.write_text(f"text {number}")
        eventually(lambda: "<main>text 39</main>" in get(server, "/").text, "the last text is served")
        assert get(server, "/other/").status_code == 200


def test_drafts_are_marked_in_the_response_only(tmp_path: Path) -> None:
    """The user must not mistake a draft for a published page, and the notice must not be published."""
    root = make_archive(tmp_path, index="one", idea="DRAFT")
    with serving(root) as server:
        assert 'id="beilin-draft"' in get(server, "/idea/").text
        assert 'id="beilin-draft"' not in get(server, "/").text
        assert "beilin" not in (root / "site" / "idea" / "index.html").read_text()


def test_addresses_as_on_github_pages(tmp_path: Path) -> None:
    """Status, redirect with query, 404 page and headers as a browser receives them."""
    root = make_archive(tmp_path, index="one", 開源="二")
    with serving(root, lambda root: tiny_build(root, "/archive/")) as server:
        redirect = get(server, "/archive/%E9%96%8B%E6%BA%90?q=1&r=%20")
        assert redirect.status_code == 301
        assert redirect.headers["location"] == "/archive/%E9%96%8B%E6%BA%90/?q=1&r=%20"
        assert get(server, "/").headers["location"] == "/archive/"
        page = get(server, "/archive/%E9%96%8B%E6%BA%90/")
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "二" in page.text
        missing = get(server, "/archive/missing/")
        assert missing.status_code == 404
        assert "Not here" in missing.text
        assert "Not here" in get(server, "/elsewhere/").text
        assert "access-control-allow-origin" not in page.headers
        head = httpx.head(server.url + "/archive/")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(get(server, "/archive/").content))


def test_a_page_that_is_unchanged_is_not_sent_twice(tmp_path: Path) -> None:
    """And one that has changed always is, however little time has passed."""
    root = make_archive(tmp_path, index="one")
    with serving(root) as server:
        first = get(server, "/")
        assert first.headers["cache-control"] == "no-cache"
        tag = first.headers["etag"]
        assert get(server, "/", If_None_Match=f'"x", W/{tag}').status_code == 304
        (root / "content" / "index.md").write_text("two")
        eventually(lambda: get(server, "/", If_None_Match=tag).status_code == 200, "the changed page is sent")


def test_a_file_that_is_removed_before_it_is_read_is_resolved_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild may move a page between resolving and reading it; if it is gone for good, the 404 page is sent."""
    gone = File(tmp_path / "gone.html", "gone.html")
    results = [gone, resolve, gone, gone]
    monkeypatch.setattr(
        app, "resolve", lambda path, site: step(path, site) if callable(step := results.pop(0)) else step
    )
    with serving(make_archive(tmp_path, index="one")) as server:
        assert "one" in get(server, "/").text
        assert get(server, "/").status_code == 404


def test_only_get_and_head_are_allowed(tmp_path: Path) -> None:
    """Nothing can be written through the server."""
    with serving(make_archive(tmp_path, index="one")) as server:
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
            for path in ("/", "/.beilin/events", "/.beilin/live.js"):
                answer = httpx.request(method, server.url + path)
                assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_foreign_hosts_and_pages_are_refused(tmp_path: Path) -> None:
    """For every path, and also if the request line contains a host."""
    with serving(make_archive(tmp_path, index="one")) as server:
        for path in ("/", "/.beilin/events", "/.beilin/live.js", "/nothing"):
            assert get(server, path, Host="evil.example").status_code == 421
        assert get(server, "/", Host="[::1]:8000").status_code == 200
        assert get(server, "/.beilin/events", Origin="http://evil.example").status_code == 403
        assert get(server, "/.beilin/events", Sec_Fetch_Site="cross-site").status_code == 403
        assert " 404 " in ask(server, "GET http://evil.example/ HTTP/1.1\nHost: localhost\n\n")
        assert " 421 " in ask(server, "GET / HTTP/1.0\n\n")
        assert " 400 " in ask(server, "GET / HTTP/1.1\n\n")
        assert " 400 " in ask(server, "GET / HTTP/1.1\nHost: localhost\nHost: evil.example\n\n")
        assert " 404 " in ask(server, "GET /../support.py HTTP/1.1\nHost: localhost\n\n")


def test_from_save_to_fresh_page(tmp_path: Path) -> None:
    """The delay that the server adds to the build, which takes almost no time here."""
    root = make_archive(tmp_path, index="0")
    times = []
    with serving(root) as server, httpx.Client() as client:

        def is_fresh() -> bool:
            return f"number {number}." in client.get(server.url).text

        for number in range(1, 21):
            time.sleep(0.02)
            (root / "content" / "index.md").write_text(f"number {number}.")
            times.append(eventually(is_fresh, "the page is fresh"))
    assert statistics.median(times) < 0.2, times


def test_no_save_waits_for_changes_made_before_the_watch(tmp_path: Path) -> None:
    """Changes between the first build and the first watch go unseen; pages are served after a rebuild for them."""
    root = make_archive(tmp_path / "archive", a="一")
    published: list[Status] = []
    archive = ServedArchive(root, lambda _only: tiny_build(root), print)
    with rebuilding(archive, rebuild(Status(), archive), published.append):
        assert len(published) == 1
