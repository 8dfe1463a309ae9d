"""What tests of the search do with its page, and read from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.browser.tabs import DESKTOP, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


def search(tab: Tab, query: str, **chosen: str) -> Page:
    """The page of the search with that address, when the answer is there and each result in view is proved."""
    page = tab.page
    page.set_viewport_size({"width": DESKTOP[0], "height": 2000})
    page.goto(
        f"{tab.home}search/?q={quote(query)}" + "".join(f"&{name}={quote(value)}" for name, value in chosen.items())
    )
    settled(page)
    return page


def ask(page: Page, **fields: str) -> None:
    """Fill in the form, send it, and wait for the answer."""
    page.evaluate(
        """fields => {
            const { form } = document.querySelector(".search [name=q]");
            for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
            form.requestSubmit();
        }""",
        fields,
    )
    settled(page)


def settled(page: Page) -> None:
    """Wait for the answer and for the places of the results."""
    page.evaluate("""async () => {
        const isInView = item => item.getBoundingClientRect().top < innerHeight;
        const isSettled = () => {
            const search = document.querySelector(".search[aria-busy]");
            return search && search.ariaBusy !== "true" && ![...search.querySelectorAll("li[aria-busy]")].some(isInView);
        };
        while (!isSettled()) await new Promise(requestAnimationFrame);
    }""")


def named(page: Page) -> list[str]:
    """The names of the articles in the results."""
    links = page.locator(".search li h2 a").all()
    return [(link.get_attribute("href") or "").split("/")[-2] for link in links]


def titles(page: Page) -> list[str]:
    """The titles of the results."""
    return page.locator(".search li h2").all_inner_texts()


def status(page: Page) -> str:
    """The line that says how many there are, or what is wrong."""
    return page.locator(".search output").inner_text()


def fulfil(status: int = 200, body: bytes | str = b"") -> Callable[[Route], None]:
    """Answers a request in that way."""
    return lambda route: route.fulfill(status=status, body=body, content_type="text/html")
