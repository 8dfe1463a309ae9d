"""The search in a browser: its page and the dialog on every page, by mouse, keyboard and input method."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

from tests.browser.host import hosting
from tests.browser.sample import Sample
from tests.browser.search_page import ask, fulfil, named, search, settled, status, titles
from tests.browser.tabs import DESKTOP, PHONE, Tab
from tests.browser.test_accessibility import COLOUR_RULES, violations
from tests.little_site import SETTINGS, article, little_site
from tests.reading.attacks import attacks
from tests.searching.cases import read_answers

if TYPE_CHECKING:
    from playwright.sync_api import Route

SEARCH = Sample("search", "search", "search/")
ARTICLE = Sample("article", "article", "articles/android-business/")
POLICY = "default-src 'self'"
MARKUP = (
    "<b>粗</b>", "<script>top.attacked = 1</script>", "<img src=x onerror=top.attacked=1>", '"><svg onload=top.attacked=1>', "&lt;i&gt;&amp;",
    "javascript:top.attacked=1", ".*", "(?:", "[", "\\", "a{9999999}", "(a+)+$", "^$|", "$&", "%00%ff", "?q=1&tag=2#x", "{{7*7}}", "${7*7}",
)  # fmt: skip
ODD = (
    "字" * 10_000, "word " * 2_000, '"' * 10_000, "-" * 500, "\u0000\u0007\u001b[31m開源", "\ud800", "開\udc00源", "\u202e開源", "\ufeff開源",
    "e\u0301" * 300, "\U0003fffd", "９" * 600,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_routes(tab: Tab) -> Iterator[None]:
    """Requests are answered in a special way during one test only."""
    yield
    tab.page.unroute_all()


@pytest.fixture
def strict(tab: Tab) -> Tab:
    """The tab, whose pages may only use what is of their own host: a violation is an error in the console."""

    def with_policy(route: Route) -> None:
        if not route.request.is_navigation_request():
            return route.fallback()
        answer = route.fetch()
        return route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    tab.page.route("**/*", with_policy)
    return tab


def test_results_have_their_places_marked_and_linked(tab: Tab) -> None:
    page = search(tab, "自由軟體 種子連結")
    assert status(page) == f"{len(titles(page))}筆結果"
    places = page.locator(".search li").first.locator(".summary a")
    assert set(page.locator(".search li").first.locator("mark").all_inner_texts()) == {"自由軟體", "種子連結"}
    link = places.first.get_attribute("href") or ""
    place, _, fragment = urlsplit(link).fragment.partition(":~:text=")
    assert re.fullmatch(r"_p[0-9a-f]{8}(-\d+)?", place)
    assert unquote(fragment) in ("自由軟體", "種子連結")
    places.first.click()
    page.wait_for_load_state()
    assert page.evaluate("id => document.getElementById(id).textContent", place)


def test_answers_are_those_of_the_cases_in_the_same_order(tab: Tab, tmp_path: Path) -> None:
    """The cases of the search in the terminal (tests/searching)."""
    answers = read_answers()
    theme = {"site.yaml": SETTINGS.replace("theme: bare", "theme: ink")}
    site = little_site(tmp_path, {**answers.files, **theme})
    assert site.build().published
    wrong = []
    with hosting(site.output, "/") as home:
        page = search(tab.at(home), "")
        for case in answers.queries:
            ask(page, q=case["typed"], sort=case.get("sort", ""))
            found = named(page)
            wrong += [] if found == case["names"] else [(case, found)]
    assert not wrong


def test_results_that_pages_refute_are_replaced_by_the_next_ones_once(tab: Tab, tmp_path: Path) -> None:
    """Though many are refuted at the same time. And a language that browsers do not know has a name all the same, and
    excerpts are cut between characters."""
    held, refuted = "甲乙丙丁戊己", "甲乙丙、乙丙丁、丁戊己"
    texts = [*[held] * 14, *[refuted] * 30, held]  # the oldest first
    files: dict[str, str | bytes] = {
        f"content/articles/a{day}.md": article(f"第{day}", f"{text}。\n", date=f"2024-{day // 28 + 1:02}-{day % 28 + 1:02}", language="zh-yue")
        for day, text in enumerate(texts)
    }  # fmt: skip
    files["content/articles/rare.md"] = article("罕", "目標、" + "𠮷" * 60)
    site = little_site(tmp_path, {"site.yaml": SETTINGS.replace("theme: bare", "theme: ink"), **files})
    assert site.build().published
    with hosting(site.output, "/") as home:
        page = search(tab.at(home), held, language="zh-yue")
        page.set_viewport_size({"width": DESKTOP[0], "height": 9000})  # all are proved
        settled(page)
        while page.locator(".search .more").is_visible():
            page.locator(".search .more").click()
            settled(page)
        assert named(page) == ["a44", *(f"a{day}" for day in range(13, -1, -1))]
        assert status(page) == "15筆結果"
        assert page.locator("[name=language] option").count() == 2
        page = search(tab.at(home), "目標")
        assert page.evaluate("document.querySelector('.summary').textContent.isWellFormed()")
        assert page.locator(".summary mark").count() == 1


def test_every_script_and_form_of_a_word_is_found(strict: Tab) -> None:
    page, found = search(strict, ""), []
    for query in ("開源授權", "开源授权", "開 源授權", "ＬＬａＭＡ", "llama", "LLAMA", "mathcal"):
        ask(page, q=query)
        found.append(titles(page))
    assert found[0] == found[1] != []
    assert found[3] == found[4] == found[5] != []
    assert "樣樣俱全" in "".join(found[6])  # the TeX of a formula


def test_a_candidate_without_the_words_is_dropped_and_the_count_corrected(strict: Tab) -> None:
    """Here the index has words of an article that its page has lost since."""
    before = titles(search(strict, "授權"))
    count = int(status(strict.page).removesuffix("筆結果"))
    strict.page.route(
        "**/articles/provenance-of-data/", fulfil(body="<!doctype html><main data-search-text><p>別的</p></main>")
    )
    page = search(strict, "授權")
    assert set(before) - set(titles(page)) == {"資料從哪裡來"}
    assert status(page) == f"{count - 1}筆結果"
    assert len(titles(page)) == 10, "the next one takes its place"


def test_the_address_follows_the_search_and_leads_to_it(strict: Tab) -> None:
    page = search(strict, "開源")
    first = titles(page)
    page.locator("[name=q]").fill("授權")
    page.wait_for_url("**q=%E6%8E%88%E6%AC%8A")
    settled(page)
    second = titles(page)
    assert first != second
    page.locator("summary").click()
    settled(page)
    page.locator("[name=tag]").select_option("open-source")
    page.wait_for_url("**tag=open-source*")
    settled(page)
    third = titles(page)
    assert set(third) < set(second)
    page.locator("[name=sort]").select_option("oldest")
    settled(page)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["授權"], "tag": ["open-source"], "sort": ["oldest"]}
    fourth = titles(page)
    assert set(fourth) == set(third)
    page.reload()
    settled(page)
    assert titles(page) == fourth
    for expected in (third, second, first):
        page.go_back()
        settled(page)
        assert titles(page) == expected
    page.go_forward()
    settled(page)
    assert titles(page) == second


def test_filters_count_the_results(strict: Tab) -> None:
    page = search(strict, "文字", year="2020", sort="newest")
    total = int(re.sub(r"\D", "", status(page)))
    assert total == 52
    options = page.locator("[name=year] option").all_inner_texts()
    assert "2020 (52)" in options
    assert len(options) > 2, "the other years, of which the choice is not that of the filter"
    assert titles(page) == [f"第{number}篇" for number in range(51, 41, -1)]
    page.get_by_role("button", name="更多結果").press("Enter")
    page.locator(".search li").nth(19).wait_for()
    assert page.evaluate("document.activeElement.textContent") == "第41篇"
    page.locator("[name=language]").select_option("zh-Hant")
    settled(page)
    assert status(page) == "52筆結果"


def test_filters_without_words_list_all_articles_that_have_them(strict: Tab) -> None:
    page = strict.page
    pages: list[str] = []
    page.on("request", lambda request: pages.append(request.url) if "/articles/" in request.url else None)
    page.goto(f"{strict.home}search/?year=2020")
    settled(page)
    assert status(page) == "52筆結果"
    assert titles(page) == [f"第{number}篇" for number in range(51, 41, -1)], "the newest first"
    assert page.locator(".search details[open]").count() == 1, "what is chosen is seen"
    assert page.locator(".offer").is_hidden()
    assert not pages, "no words have to be proved"
    page.locator("[name=year]").select_option("")
    settled(page)
    assert int(re.sub(r"\D", "", status(page))) > 52
    page.locator("summary").click()
    page.locator(".offer").wait_for()
    assert titles(page) == []


def test_several_tags_narrow_each_other(strict: Tab) -> None:
    page = strict.page
    page.goto(f"{strict.home}search/?tag=open-source&tag=llama")
    settled(page)
    both = titles(page)
    chosen = page.locator("[name=tag]")
    assert [select.input_value() for select in chosen.all()] == ["open-source", "llama", ""]
    counts = [option.inner_text() for option in chosen.nth(1).locator("option:checked").all()]
    assert counts == [f"LLaMA ({len(both)})"]
    chosen.nth(1).select_option("")
    page.wait_for_url("**?tag=open-source")
    settled(page)
    assert int(status(page).removesuffix("筆結果")) > len(both)
    assert [select.input_value() for select in chosen.all()] == ["open-source", ""]
    chosen.nth(1).select_option("llama")
    page.wait_for_url("**?tag=open-source&tag=llama")
    settled(page)
    assert titles(page) == both
    page.go_back()
    settled(page)
    assert [select.input_value() for select in chosen.all()] == ["open-source", ""]


def test_a_name_is_the_first_answer(strict: Tab) -> None:
    page = search(strict, "開源")
    answer = page.locator(".first p")
    assert answer.locator("a").first.get_attribute("href") == "/archive/tags/open-source/"
    assert {"open source", "开源"} < set(answer.locator("a").all_inner_texts())
    other = answer.get_by_role("link", name="开源", exact=True)
    assert (other.get_attribute("href") or "").endswith(f"/archive/search/?q={quote('开源')}")
    page = search(strict, "硯秋")  # of which no article has the first character
    assert page.locator(".first a").first.inner_text() == "硯秋"
    assert titles(search(strict, "第3篇"))[0] == "第3篇"


def test_nothing_is_asked_while_an_input_method_composes(strict: Tab) -> None:
    page = search(strict, "")
    input_method = page.context.new_cdp_session(page)
    page.evaluate("""async () => {
        const loads = name => performance.getEntriesByType("resource").filter(entry => entry.name.endsWith(name)).length;
        document.querySelector("[name=q]").focus();  // the index is read again
        while (loads("meta.json") < 2 || loads("fold.txt") < 2) await new Promise(requestAnimationFrame);
        performance.clearResourceTimings();
    }""")
    for text in ("k", "ka", "kai", "开"):
        input_method.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )
    page.wait_for_timeout(400)  # longer than the delay after a key
    assert (
        page.evaluate("performance.getEntriesByType('resource').filter(entry => entry.initiatorType === 'fetch')") == []
    )
    assert page.url.endswith("?q=")
    input_method.send("Input.insertText", {"text": "开源"})
    page.wait_for_url("**q=%E5%BC%80%E6%BA%90")
    settled(page)
    assert titles(page)
    input_method.detach()


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_the_dialog_is_used_by_keyboard(strict: Tab, keys: str) -> None:
    page = strict.show(ARTICLE)
    page.locator(".trail a").first.focus()
    page.keyboard.press(keys)
    page.keyboard.type("llama")  # before what searches is loaded
    page.wait_for_selector("dialog li a mark")
    settled(page)
    assert "?" not in page.url
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement === document.querySelector('dialog .first a')")
    for _ in page.locator("dialog .first a").all():
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelector('dialog h2 a')")
    target = page.locator("dialog .first a").first.get_attribute("href")
    page.keyboard.press("Escape")
    assert page.locator("dialog [name=q]").input_value() == ""
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    assert page.evaluate("document.activeElement.closest('.trail') !== null")
    page.locator(".find a").click()
    page.keyboard.type("llama")
    settled(page)
    page.wait_for_selector("dialog li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_the_dialog_leads_to_the_page_and_closes(strict: Tab) -> None:
    page = strict.show(ARTICLE)
    # As on keyboards that have the slash above a digit.
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', shiftKey: true, bubbles: true }))"
    )
    page.wait_for_selector("dialog .close")
    page.keyboard.type("開源")
    settled(page)
    page.locator("dialog .close").click()
    assert not page.locator("dialog").is_visible()
    page.keyboard.press("Control+k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search/?q={quote('開源')}")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_page_loads_what_searches_only_when_it_is_asked_for(strict: Tab) -> None:
    loaded = strict.show(ARTICLE).evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert any("/search." in url and url.endswith(".js") for url in loaded)
    assert not any("search-" in url or "/search/" in url or url.endswith(".bin") for url in loaded)


def test_whatever_is_typed_is_text(strict: Tab) -> None:
    page = search(strict, "")
    for query in (*MARKUP, *ODD, *list(attacks())[::900]):
        ask(page, q=query)
    page.goto(f"{strict.home}search/?q=" + quote("<img src=x onerror=top.attacked=1>") + "&tag=%3Cb%3E&year=9&sort=%22")
    settled(page)
    assert page.evaluate("top.attacked") is None
    allowed = "form, input, button, details, summary, div, p, label, select, option, output, ol, li, h2, a, span, mark"
    assert page.locator(f"#_search *:not({allowed})").count() == 0


@pytest.mark.parametrize("where", ["page", "dialog"])
def test_axe_finds_nothing_in_results(tab: Tab, where: str) -> None:
    if where == "page":
        page = search(tab, "開源 授權", sort="newest")
    else:
        page = tab.show(ARTICLE)
        page.keyboard.press("/")
        page.keyboard.type("開源")
        page.wait_for_selector("dialog li mark")
        page.locator("dialog summary").click()
        settled(page)
    found = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += violations(page, None if scheme == "light" else COLOUR_RULES)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), width
        assert page.evaluate(
            "[...document.querySelectorAll('.search')].every(search => search.scrollWidth <= search.clientWidth)"
        ), width
    page.emulate_media(color_scheme="light")
    assert found == []


def test_plain_has_the_page_without_the_dialog(tab: Tab) -> None:
    page = tab.page
    page.goto(f"{tab.home}plain/search/?q=llama")
    settled(page)
    assert len(titles(page)) > 3
    assert page.locator("dialog").count() == 0
    page.goto(f"{tab.home}plain/")
    page.get_by_role("link", name="搜尋", exact=True).click()
    page.wait_for_url("**/plain/search/")
