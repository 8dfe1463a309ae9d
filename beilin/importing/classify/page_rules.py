"""The archive's rules for the pages of single sites, from content/import.yaml: CSS selectors for text and facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cssselect import HTMLTranslator, SelectorError

_MAX_SELECTOR = 500  # characters
_SELECTORS = ("body", "noise", "title", "author", "date")


@dataclass(frozen=True, slots=True)
class PageRule:
    """What is where on the pages of a host and of those below it. Each field but the first is a selector, or ""."""

    host: str
    body: str = ""  # the article; everything outside of it is set aside
    noise: str = ""  # what is set aside within it
    title: str = ""
    author: str = ""
    date: str = ""


def rule_for(url: str, rules: Sequence[PageRule]) -> PageRule | None:
    """The rule with the longest host that fits the address."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    fitting = [rule for rule in rules if host == rule.host or host.endswith(f".{rule.host}")]
    return max(fitting, key=lambda rule: len(rule.host), default=None)


def as_xpath(selector: str) -> str:
    """The selector for the elements of a page. Raises SelectorError."""
    return HTMLTranslator().css_to_xpath(selector, prefix="descendant::")


def faults_of_page_rule(rule: PageRule) -> Iterator[tuple[str, str, str]]:
    """(key, message, hint) for what is wrong with the rule."""
    if not rule.host or rule.host != rule.host.strip().lower() or any(mark in rule.host for mark in "/: *"):
        yield "host", "the host is not the name of a site", "Write it as in its address, without www: news.example.org."
    selectors = {key: getattr(rule, key) for key in _SELECTORS}
    if not any(selectors.values()):
        yield "host", "the rule has no selector", f"Add one of {', '.join(_SELECTORS)}."
    for key, selector in selectors.items():
        if not selector:
            continue
        hint = "Write a CSS selector: .article-body, #content p, time[datetime]."
        if len(selector) > _MAX_SELECTOR:
            yield key, f"the selector has more than {_MAX_SELECTOR} characters", hint
            continue
        try:
            as_xpath(selector)
        except (SelectorError, RecursionError) as error:
            yield key, f"the selector cannot be read: {error}", hint
