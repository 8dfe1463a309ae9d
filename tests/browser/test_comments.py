"""The child themes with comments in docs/themes.md, built as they stand there, ask nothing of anyone before a click."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.host import hosting
from tests.browser.tabs import origin_of
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, article
from tests.theme.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.slow
DOCUMENT = (ROOT / "docs/themes.md").read_text("utf-8")
# A block of code whose first line is a comment that names the file, and perhaps which variant of it.
FILE = re.compile(r"^```\w+\n(?:# |// |/\* |\{# )(themes/talk/[\w./-]+)(, for Isso)?[^\n]*\n(.*?)^```", re.M | re.S)
POLICY = re.compile(r"for giscus `(script-src[^`]*)`", re.S)
GISCUS, ISSO = "https://giscus.app/client.js", "https://comments.example.org/js/embed.min.js"
ANSWER = "document.body.dataset.given = JSON.stringify(document.currentScript.dataset)"


def documented(*, isso: bool = False) -> dict[str, str | bytes]:
    """The files of the theme in the document, of those with two variants the one that is wanted."""
    found = FILE.findall(DOCUMENT)
    assert len(found) == 8
    files: dict[str, str | bytes] = {path: text for path, variant, text in found if not variant}
    return files | ({path: text for path, variant, text in found if variant} if isso else {})


def test_nothing_is_requested_before_the_click(make_site: MakeSite, browser: Browser) -> None:
    site = make_site({
        "site.yaml": SETTINGS.replace("bare", "talk").replace("example.org/", "example.org/base/"),
        "content/articles/a.md": article("甲"),
        "content/articles/b.md": article('"B & \\"C\\""', language="en"),
        **documented(),
    })  # fmt: skip
    site.build_well()
    with hosting(site.output, "/base/") as home, browser.new_context() as context:
        outside: list[str] = []
        answers = ["", ANSWER, ANSWER]  # at first the third party cannot be reached
        policy = POLICY.search(DOCUMENT)
        assert policy

        def on_request(route: Route) -> None:
            if origin_of(route.request.url) == origin_of(home):
                answer = route.fetch()
                headers = {
                    **answer.headers,
                    "content-security-policy": f"default-src 'self'; {' '.join(policy[1].split())}",
                }
                route.fulfill(response=answer, headers=headers if "giscus" in theme else answer.headers)
                return
            outside.append(route.request.url)
            body = answers.pop(0)
            route.fulfill(body=body, content_type="text/javascript") if body else route.abort()

        theme = "giscus"
        context.route("**/*", on_request)
        page = context.new_page()
        page.goto(f"{home}articles/a/")
        button = page.get_by_role("button", name="顯示留言")
        button.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert outside == []
        button.click()
        button.wait_for()  # and it is there again
        assert outside == [GISCUS]
        button.click()
        given = json.loads(str(page.locator("body[data-given]").get_attribute("data-given")))
        assert given["repo"] == "example/archive"
        assert (given["term"], given["lang"]) == ("https://example.org/base/articles/a/", "zh-TW")
        assert outside == [GISCUS, GISCUS]
        assert page.evaluate("document.activeElement.className") == "comments"

        theme = "isso"
        site.write(documented(isso=True))
        site.build_well()
        page.goto(f"{home}articles/b/")
        page.wait_for_load_state("networkidle")
        assert outside == [GISCUS, GISCUS]
        page.get_by_role("button", name="Show comments").click()
        given = json.loads(str(page.locator("body[data-given]").get_attribute("data-given")))
        assert given == {"isso": "https://comments.example.org/", "issoLang": "en"}
        assert outside == [GISCUS, GISCUS, ISSO]
        thread = page.locator("#isso-thread")
        assert thread.get_attribute("data-title") == 'B & "C"'
        assert thread.get_attribute("data-isso-id") == "/base/articles/b/"
