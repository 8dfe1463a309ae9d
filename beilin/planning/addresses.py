"""Addresses: where each page lives. They never change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from beilin.config import Config
from beilin.layout import ARTICLES, NOT_FOUND, NOT_FOUND_SOURCE
from beilin.model import Summary
from beilin.text.file_names import former_slug, is_bundle
from beilin.text.permalinks import expand_permalink, expand_with_whole_slug

_PLAIN = re.compile(r"/[A-Za-z0-9/._-]*\Z")  # an address that needs no encoding


def article_address(config: Config, summary: Summary) -> str:
    """The address of an article."""
    return expand_permalink(config.permalinks.articles, summary.slug, summary.date)


def page_address(path: str, slug: str) -> str:
    """The address of a standalone page; the page for 404 is where hosts look for it."""
    return NOT_FOUND if path == NOT_FOUND_SOURCE else f"/{slug}/"


def address_of_file(config: Config, summary: Summary) -> str:
    """The address of an article or a standalone page."""
    if summary.path.startswith(ARTICLES):
        return article_address(config, summary)
    return page_address(summary.path, summary.slug)


def alias_address(config: Config, summary: Summary, alias: str) -> str:
    """The address that redirects to the article or standalone page because of an alias: an address, or a slug."""
    if alias.startswith("/"):
        return alias
    if summary.path.startswith(ARTICLES):
        return expand_with_whole_slug(config.permalinks.articles, alias, summary.date)
    return f"/{alias}/"


def former_addresses(config: Config, summary: Summary) -> tuple[str, ...]:
    """The addresses that redirect to an article because site.yaml has former permalink patterns."""
    if not summary.path.startswith(ARTICLES):
        return ()
    return tuple(expand_permalink(pattern, summary.slug, summary.date) for pattern in config.permalinks.former)


def implied_addresses(config: Config, summary: Summary) -> tuple[str, ...]:
    """The addresses that earlier versions of Beilin gave the article or page, apart from its present one.

    They took neither the name of an article from its folder nor its date from its name, and shortened no slug.
    """
    path, slug, date = summary.path, summary.slug, summary.date
    is_dated_twice = date is not None and slug.startswith(f"{date[:10]}-")
    if not (is_bundle(path) or summary.is_date_of_name or is_dated_twice):
        return ()
    former = former_slug(path) if is_bundle(path) else slug
    if not path.startswith(ARTICLES):
        return (page_address(path, former),) if is_bundle(path) else ()
    before = None if summary.is_date_of_name else date
    patterns = (config.permalinks.articles, *config.permalinks.former)
    old = dict.fromkeys(expand_with_whole_slug(pattern, former, before) for pattern in patterns)
    return tuple(address for address in old if address != article_address(config, summary))


def all_addresses(config: Config, summary: Summary) -> Iterator[str]:
    """The address of an article or a standalone page, and those that redirect to it."""
    yield address_of_file(config, summary)
    yield from (alias_address(config, summary, alias) for alias in summary.aliases)
    yield from (*former_addresses(config, summary), *implied_addresses(config, summary))


def numbered(address: str, number: int) -> str:
    """The address of a list's page with that number, counted from 1."""
    return address if number == 1 else f"{address}page/{number}/"


def output_path(address: str) -> str:
    """The file in the output folder that is served at an address."""
    path = address.removeprefix("/")
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def address_of(output: str) -> str:
    """The address at which a file in the output folder is served."""
    is_index = output == "index.html" or output.endswith("/index.html")
    return "/" + (output.removesuffix("index.html") if is_index else output)


def url(base: str, address: str) -> str:
    """The address as a link under `base`, a base path or a base URL that ends in "/"."""
    if _PLAIN.match(address):
        return base + address[1:]
    return base + quote(address.removeprefix("/"), safe="/!$&'()*+,;=:@~-._")
