"""Other hosts are asked politely, once, and only with the option. All hosts of these tests are on this machine."""

from __future__ import annotations

import os
import pty
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from beilin.building.build import BuildOptions
from beilin.checking.check import check
from beilin.checking.external_links import check_external_links
from beilin.checking.url_checks import INTERVAL, MAX_CONCURRENT, check_urls
from beilin.checking.url_results import RESULTS_FILE, UrlResult, read_results
from beilin.cli import cli
from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem, in_file_order
from tests.checking.hosts import Host, serving
from tests.little_site import LittleSite, article, little_site

QUICK = partial(check_urls, interval=0.0)

pytestmark = pytest.mark.usefixtures("local_hosts")


def site_with(root: Path, body: str, **front_matter: str) -> LittleSite:
    return little_site(
        root,
        {
            "content/tags.yaml": "開源: {slug: open}\n",
            "content/articles/a.md": article("甲", body, tags="[開源]", **front_matter),
        },
    )


def external(root: Path, check_urls: object = QUICK) -> list[Problem]:
    result = check(root, BuildOptions(jobs=1, today="2026-06-01"), with_urls=True)
    assert callable(check_urls)
    links = check_external_links(root, result.findings, result.source_urls, check_urls, lambda _done, _count: None)
    return in_file_order(links.problems)


def results_of(*urls: str) -> dict[str, UrlResult]:
    results: list[UrlResult] = []
    QUICK(urls, results.append)
    return {result.url: result for result in results}


def test_every_result_has_its_code_and_place(tmp_path: Path) -> None:
    host = Host(
        {"/good": 200, "/moved": (301, "/new"), "/new": 200, "/for-now": (302, "/good"), "/shut": 403, "/ill": 503}
    )
    with serving(host):
        body = "".join(
            f"「文」見[這裡]({host.url}{path})。\n\n"
            for path in ("/good", "/gone#x", "/moved", "/for-now", "/shut", "/ill")
        )
        site = site_with(tmp_path, body, source_url=f"{host.url}/nowhere")
        text = "\n".join(format_problem(problem) for problem in external(site.root)).replace(host.url, "http://host")
    assert [line for line in text.splitlines() if line.startswith("content/")] == [
        "content/articles/a.md:4:13: warning: 'http://host/nowhere' is gone (404) [dead-link]",
        "content/articles/a.md:9:10: warning: 'http://host/gone#x' is gone (404) [dead-link]",
        "content/articles/a.md:11:10: note: 'http://host/moved' has moved permanently [moved-link]",
        "content/articles/a.md:15:10: note: 'http://host/shut' cannot be tested: the host refuses automated requests (403) [untested-link]",
        "content/articles/a.md:17:10: warning: 'http://host/ill' cannot be reached: server error (503) [unreachable-link]",
    ]
    assert "Write http://host/new" in text


def test_links_in_html_are_checked_too(tmp_path: Path) -> None:
    host = Host({"/good": 200})
    with serving(host):
        body = f'<a href=\'{host.url}/gone?a=1&amp;b\'>一</a> <A class=x HREF={host.url}/away>二</A> <a href="#x">三</a>\n\n<div>\n<a href="{host.url}/lost">四</a>\n</div>\n'
        problems = external(site_with(tmp_path, body).root)
    found = [(problem.code, problem.message.replace(host.url, ""), problem.line) for problem in problems]
    assert sorted(found) == [
        ("dead-link", "'/away' is gone (404)", 6),
        ("dead-link", "'/gone?a=1&b' is gone (404)", 6),
        ("dead-link", "'/lost' is gone (404)", 9),
    ]


def test_a_host_that_supports_only_get_is_asked_again() -> None:
    host = Host({"/page": 200}, forbids_head=True)
    with serving(host):
        results = results_of(f"{host.url}/page")
    assert [result.outcome for result in results.values()] == ["good"]
    assert [method for method, _, _ in host.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (302, "it redirects without saying where"),
        ((302, "/a"), "more than 10 redirects"),
        ((302, "file:///etc/passwd"), "it redirects to an address that is not on the web"),
        ((302, "javascript:alert(1)"), "the address, or one to which it redirects, is not valid"),
        ((302, "http://[::bad/"), "it redirects to an address that is not valid"),
    ],
)
def test_a_redirect_that_cannot_be_followed_is_said(response: int | tuple[int, str], reason: str) -> None:
    host = Host({"/a": response})
    with serving(host):
        (result,) = results_of(f"{host.url}/a").values()
    assert (result.outcome, result.reason) == ("unreachable", reason)


def test_an_answer_has_to_be_complete_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beilin.checking.url_checks.PATIENCE", 0.005)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        (result,) = results_of(f"http://127.0.0.1:{silent.getsockname()[1]}/").values()
    assert (result.outcome, result.reason) == ("unreachable", "it is not complete after 0 s")


def test_hosts_without_a_response_are_unreachable() -> None:
    """A closed port, a redirect loop, an invalid URL."""
    host = Host({"/a": (302, "/b"), "/b": (302, "/a")})
    with serving(host):
        loop = f"{host.url}/a"
        gone = Host({})
        with serving(gone):
            pass
        results = results_of(loop, f"{gone.url}/x", "http://[::bad/")
    assert {result.outcome for result in results.values()} == {"unreachable"}
    assert len(results) == 3
    assert "redirects" in results[loop].reason


def test_a_host_that_limits_requests_is_not_asked_again() -> None:
    host = Host({f"/{n}": 429 for n in range(5)})
    with serving(host):
        results = results_of(*(f"{host.url}/{n}" for n in range(5)))
    assert {result.outcome for result in results.values()} == {"untested"}
    assert len(host.asked) == 1


def test_requests_to_one_host_are_spaced_and_few_are_concurrent() -> None:
    """The other hosts do not wait for it, and redirects from elsewhere count too."""
    interval = 0.15
    main = Host({f"/{n}": 200 for n in range(4)})
    with serving(main):
        other = Host({"/on": (302, f"{main.url}/0")})
        crowd = [Host({"/": 200}, delay=0.1) for _ in range(2 * MAX_CONCURRENT)]
        with serving(other, *crowd):
            results: list[UrlResult] = []
            urls = [*(f"{main.url}/{n}" for n in range(4)), f"{other.url}/on", *(f"{host.url}/" for host in crowd)]
            check_urls(urls, results.append, interval=interval)
    assert {result.outcome for result in results} == {"good"}
    times = sorted(at for _, _, at in main.asked)
    assert len(times) == 5
    assert all(later - earlier > interval * 0.8 for earlier, later in pairwise(times))
    spans = sorted((at, at + 0.1) for host in crowd for _, _, at in host.asked)
    most = max(sum(start <= at < end for start, end in spans) for at, _ in spans)
    assert most <= MAX_CONCURRENT
    assert INTERVAL == 1.0


def test_no_host_is_asked_twice_until_its_result_expires(tmp_path: Path) -> None:
    host = Host({"/page": 200, "/ill": 503})
    with serving(host):
        site = site_with(tmp_path, f"[一]({host.url}/page)、[二]({host.url}/page#二)、[三]({host.url}/ill)\n")
        first = external(site.root)
        count = len(host.asked)
        assert [problem.code for problem in first] == ["unreachable-link"]
        assert external(site.root) == first
        assert len(host.asked) == count
        path = site.root / RESULTS_FILE
        now = int(time.time())
        assert {len(read_results(site.root, now)), len(read_results(site.root, now + 2 * 3600))} == {2, 1}
        assert not read_results(site.root, now + 31 * 24 * 3600), "no result is valid for ever"
        lines = path.read_text("utf-8")
        path.write_text("damaged\n" + lines.replace('"checked_at":1', '"checked_at":0'), "utf-8")
        assert external(site.root) == first
        assert len(host.asked) > count


def test_no_host_is_asked_without_the_option(tmp_path: Path) -> None:
    host = Host({})
    with serving(host):
        site = site_with(tmp_path, f"見[這裡]({host.url}/gone)。\n")
        result = CliRunner().invoke(cli, ["check", "--root", str(site.root), "--jobs", "1"])
    assert result.exit_code == 0
    assert not host.asked


def test_a_run_that_was_stopped_goes_on_and_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    """Ctrl-C keeps every answer that came; the next run asks for the others alone."""
    held = threading.Event()
    host = Host({f"/{n}": 200 for n in range(3)}, held=held)
    with serving(host):
        site = site_with(tmp_path, "".join(f"[{n}]({host.url}/{n})\n\n" for n in range(3)))
        command = [sys.executable, "-m", "beilin", "check", "--external", "--jobs", "1", "--root", str(site.root)]
        root = Path(__file__).parent.parent.parent
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "NO_PROXY": "127.0.0.1"}
        parent, child = pty.openpty()
        running = subprocess.Popen(command, cwd=root, env=environment, stderr=child, stdout=subprocess.DEVNULL)
        os.close(child)
        seen = b""
        while b"1/3" not in seen and b"33%" not in seen:
            seen += os.read(parent, 4096)
        running.send_signal(signal.SIGINT)
        while True:
            try:
                part = os.read(parent, 65536)
            except OSError:  # the terminal's other end is closed
                break
            if not part:
                break
            seen += part
        assert running.wait(30) == 130
        held.set()
        os.close(parent)
        assert b"Checking external links" in seen
        assert b"continues from there" in seen
        before = {path for _, path, _ in host.asked}
        assert len(before) < 3
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
        assert "\x1b[" not in done.stderr
        assert "No problems" in done.stderr
    asked = [path for _, path, _ in host.asked]
    assert sorted(set(asked)) == ["/0", "/1", "/2"]
    assert len(asked) <= 4, "only what was under way at the interruption may be requested again"
