"""The inbox of `serve`: what is open, and answers that only a page of this server on this machine may give."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from beilin.serving.inbox import answer
from tests.importing.review.test_settle import PAGE
from tests.importing.support import import_file
from tests.serving.support import Server, make_archive, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]

ARTICLE = "content/articles/page.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_archive(tmp_path / "archive", index="one")
    (root / "site.yaml").write_text("title: T\nlanguage: zh-Hant\nbase_url: https://example.org/\n")
    source = tmp_path / "page.txt"
    source.write_text(PAGE.replace("機房的夏天", '<script>alert("機房")</script>'))
    assert import_file(source, root).outcome == "written"
    return root


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    with serving(root) as running:
        yield running


def inbox(server: Server) -> str:
    return httpx.get(f"{server.url}/archive/.beilin/inbox").text


def request_of(page: str, answer: str, **changed: str) -> dict[str, str]:
    """The first answer of that kind which the page offers."""
    digest = re.search(r'data-digest="([^"]+)"', page)
    question = re.search(rf'data-question="([^"]+)"(?:(?!</div>).)*data-answer="{answer}"', page, re.DOTALL)
    assert digest
    assert question
    return {"article": ARTICLE, "digest": digest[1], "question": question[1], "answer": answer, **changed}


def send(server: Server, body: object, **headers: str) -> httpx.Response:
    """Send an answer as the page does, except for the given headers."""
    token = re.search(r'data-token="([^"]+)"', inbox(server))
    assert token
    usual = {"Origin": server.url, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json",
             "X-Beilin-Token": token[1]}  # fmt: skip
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in {**usual, **given}.items() if value}
    return httpx.post(f"{server.url}/archive/.beilin/answer", content=json.dumps(body).encode(), headers=sent)


def test_the_page_shows_what_is_open_and_runs_nothing_of_it(server: Server) -> None:
    response = httpx.get(f"{server.url}/.beilin/inbox")
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "no-store"
    assert response.text.count('class="question"') == 4
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert" in response.text


def test_an_answer_changes_the_article(server: Server, root: Path) -> None:
    reply = send(server, request_of(inbox(server), "set aside"))
    assert reply.status_code == 200
    assert "登入" not in (root / ARTICLE).read_text()
    assert reply.json()["digest"] in inbox(server)
    assert send(server, request_of(inbox(server), "confirm", title="換了軟體")).status_code == 200
    assert (root / ARTICLE).read_text().startswith("---\ntitle: 換了軟體\ndate")


def test_an_answer_to_an_earlier_state_is_refused(server: Server, root: Path) -> None:
    earlier = request_of(inbox(server), "set aside")
    (root / ARTICLE).write_text((root / ARTICLE).read_text() + "\n多了一段。\n")
    before = (root / ARTICLE).read_bytes()
    reply = send(server, earlier)
    assert (reply.status_code, "has changed" in reply.json()["message"]) == (409, True)
    assert (root / ARTICLE).read_bytes() == before


REFUSED = [
    ({"Origin": "http://evil.example"}, 403, "Only pages of this server"),
    ({"Origin": ""}, 403, "Only pages of this server"),
    ({"Sec_Fetch_Site": "cross-site"}, 403, "Only pages of this server"),
    ({"Content_Type": "text/plain"}, 403, "must be JSON"),
    ({"X_Beilin_Token": "guess"}, 403, "Reload it"),
    ({"Host": "evil.example"}, 421, "Unknown host name"),
]


def test_no_other_page_answers(server: Server, root: Path) -> None:
    before = (root / ARTICLE).read_bytes()
    asked = request_of(inbox(server), "set aside")
    for headers, status, text in REFUSED:
        reply = send(server, asked, **headers)
        assert (reply.status_code, text in reply.text) == (status, True), headers
    assert (root / ARTICLE).read_bytes() == before


def test_answers_are_sent_by_post_alone(server: Server) -> None:
    assert httpx.get(f"{server.url}/.beilin/answer").status_code == 404
    assert httpx.put(f"{server.url}/.beilin/answer").status_code == 405


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"article": "content/articles/page.md"}', 400),
        (b'{"article": "../../etc/passwd", "digest": "", "question": "", "answer": "keep"}', 404),
        (b'{"article": "page", "digest": "", "question": "", "answer": "keep"}', 409),
    ],
)
def test_other_requests_change_nothing(body: bytes, status: int, root: Path) -> None:
    assert answer(root, body)[0] == status


def test_the_buttons_settle_questions(server: Server, browser: Browser, root: Path) -> None:
    with browser.new_context() as context:
        page: Any = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{server.url}/.beilin/inbox")
        page.get_by_label("for all of this kind").first.check()
        page.get_by_role("button", name="Set aside").first.click()
        page.get_by_text("still open: 1").wait_for()
        page.get_by_label("Title").fill("換了軟體")
        page.get_by_role("button", name="This is the title").click()
        page.get_by_text("Nothing is open").wait_for()
        assert errors == []
    text = (root / ARTICLE).read_text()
    assert text.startswith("---\ntitle: 換了軟體\ndate: 2023-06-02\n")
    assert "版權所有" not in text
