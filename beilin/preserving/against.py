"""A bag, compared by article with what an editor names: an archive, another bag, or a built site."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from beilin.config import Config, normalise_base_url, read_config
from beilin.layout import CONFIG_FILE
from beilin.preserving.articles import ArticleEntry, articles_of_archive, decode_articles
from beilin.preserving.bag_info import decode_tags
from beilin.preserving.compare import Comparison, compare, published
from beilin.preserving.names import ARTICLE_LIST, PAYLOAD
from beilin.preserving.open_bag import open_bag
from beilin.preserving.opened_bag import DamagedFileError, NotABagError, OpenedBag, looks_like_bag
from beilin.preserving.site_articles import Progress, articles_of_site, as_published
from beilin.preserving.sites import FolderSite, Site, SiteError, WebSite, open_client
from beilin.problems.controls import printable_path
from beilin.problems.problem import Problem
from beilin.text.dates import today_in
from beilin.text.yaml.strict import YamlError, parse_yaml, to_plain

MAX_LIST = 1 << 28  # bytes of articles.jsonl
_DEFAULTS = Config("", "https://example.org/")
_ON_THE_WEB = ("http://", "https://")


class IncomparableError(Exception):
    """The comparison cannot be made; the message says why, `hint` what to do, `problems` what is wrong there."""

    def __init__(self, message: str, hint: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.hint, self.problems = hint, tuple(problems)


class _Settings(NamedTuple):
    """What is needed of the settings in a bag."""

    base_url: str
    today: str  # in the site's time zone


def compare_with(bag: OpenedBag, against: str, today: str | None, progress: Progress) -> Comparison:
    """What became of the articles of the bag in the archive, bag or site of that name. Raises IncomparableError.

    A site is compared with what it should have on the day `today` (YYYY-MM-DD), by default today.
    """
    entries = _entries(bag)
    try:
        if against.startswith(_ON_THE_WEB):
            with open_client() as client:
                return _with_site(bag, entries, WebSite(normalise_base_url(against), client), today, progress)
        place = Path(against)
        if not place.exists():
            raise IncomparableError(f"there is no {printable_path(against)}", "Name a folder, a zip file or a URL.")
        if not place.is_dir() or looks_like_bag(os.listdir(place)):
            with open_bag(place) as other:
                return compare(entries, _entries(other))
        if (place / CONFIG_FILE).exists():
            return compare(entries, _of_archive(place))
        base = _settings(bag).base_url
        return _with_site(bag, entries, FolderSite(place, base), today, progress)
    except SiteError as error:
        raise IncomparableError(str(error)) from None
    except NotABagError as error:
        raise IncomparableError(f"{printable_path(against)} is not a bag: {error}", error.hint) from None
    except ValueError as error:
        raise IncomparableError(str(error), "Write it as https://example.org/archive/.") from None
    except OSError as error:
        raise IncomparableError(f"{printable_path(against)} cannot be read: {error.strerror or error}") from None


def _entries(bag: OpenedBag) -> Sequence[ArticleEntry]:
    if ARTICLE_LIST not in bag.files:
        raise IncomparableError(f"the bag has no list of articles, {ARTICLE_LIST}", "Bags of other programs have none.")
    try:
        return decode_articles(bag.read(ARTICLE_LIST, MAX_LIST))
    except (DamagedFileError, ValueError) as error:
        raise IncomparableError(f"the bag's list of articles, {ARTICLE_LIST}, cannot be read: {error}") from None


def _of_archive(root: Path) -> Sequence[ArticleEntry]:
    config, problems = read_config(root)
    if config is None:
        raise IncomparableError("the settings of the archive have errors", problems=problems)
    entries, problems = articles_of_archive(root, config)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise IncomparableError("articles of the archive have errors", problems=errors)
    return entries


def _with_site(
    bag: OpenedBag, entries: Sequence[ArticleEntry], site: Site, today: str | None, progress: Progress
) -> Comparison:
    day = today or _settings(bag).today
    expected = [as_published(entry) for entry in published(entries, day)]
    return compare(expected, articles_of_site(expected, site, progress))


def _settings(bag: OpenedBag) -> _Settings:
    """The settings of the archive in the bag; the defaults for what cannot be read."""
    try:
        plain: Any = to_plain(parse_yaml(decode_tags(bag.read(PAYLOAD + CONFIG_FILE, MAX_LIST), "utf-8")))
        zone = str(plain.get("time_zone", _DEFAULTS.time_zone))
        return _Settings(normalise_base_url(str(plain["base_url"])), today_in(zone))
    except (DamagedFileError, OSError, KeyError, TypeError, ValueError, AttributeError, YamlError):
        return _Settings(_DEFAULTS.base_url, today_in(_DEFAULTS.time_zone))
