"""Links out of the archive: the result for each URL, reported at every occurrence of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag

from beilin.checking.bodies import BodyFindings, text_of
from beilin.checking.occurrences import Occurrence
from beilin.checking.url_results import UrlResult, append_result, read_results, write_results
from beilin.problems.problem import Problem


class ExternalLinks(NamedTuple):
    """The state of the links out of the archive."""

    problems: list[Problem]
    results: dict[str, UrlResult]  # of every address that is linked to, without its fragment


CheckUrls = Callable[[Sequence[str], Callable[[UrlResult], None]], None]

_CODES = {
    "moved": "moved-link",
    "dead": "dead-link",
    "unreachable": "unreachable-link",
    "untested": "untested-link",
}


def check_external_links(
    root: Path,
    findings: Sequence[BodyFindings],
    source_urls: Mapping[str, str],
    check_urls: CheckUrls,
    progress: Callable[[int, int], None],
) -> ExternalLinks:
    """What is wrong with links out of the archive, and the results of all.

    `check_urls` is called with the URLs that have no cached result. `source_urls` are those of front matter, by file;
    `progress` is called with the number of URLs that have a result, and of all. Results are cached as they come.
    """
    occurrences = [(body.path, url) for body in findings for url in body.urls or ()]
    occurrences += [(path, _in_front_matter(root, path, url)) for path, url in source_urls.items()]
    urls = sorted({urldefrag(occurrence.value)[0] for _, occurrence in occurrences})
    results = read_results(root, int(time.time()))
    write_results(root, results.values())
    done = sum(url in results for url in urls)

    def report(result: UrlResult) -> None:
        nonlocal done
        append_result(root, result)
        results[result.url] = result
        done += 1
        progress(done, len(urls))

    progress(done, len(urls))
    check_urls([url for url in urls if url not in results], report)
    return ExternalLinks(list(_problems(occurrences, results)), {url: results[url] for url in urls})


def days_of_linking(
    findings: Sequence[BodyFindings], source_urls: Mapping[str, str], days: Mapping[str, str]
) -> dict[str, str]:
    """The day since which the archive has linked to each address: that of the earliest file with a date, or "".

    `days` are those of the files.
    """
    links = [(occurrence.value, body.path) for body in findings for occurrence in body.urls or ()]
    links += [(url, path) for path, url in source_urls.items()]
    linked: dict[str, str] = {}
    for url, path in links:
        url, day = urldefrag(url)[0], days.get(path, "")
        linked[url] = min(filter(None, (linked.get(url), day)), default="")
    return linked


def _problems(occurrences: Sequence[tuple[str, Occurrence]], results: Mapping[str, UrlResult]) -> Iterator[Problem]:
    for path, url in occurrences:
        result = results[urldefrag(url.value)[0]]
        if result.outcome != "good":
            code = _CODES[result.outcome]
            message, hint = _message_and_hint(url.value, result)
            yield Problem(code, message, path, url.line, url.column, hint, url.source)


def _message_and_hint(url: str, result: UrlResult) -> tuple[str, str]:
    if result.outcome == "moved":
        return f"{url!r} has moved permanently", f"Write {result.new_url}"
    if result.outcome == "dead":
        return f"{url!r} is gone ({result.reason})", "Find its new address or a copy, or remove the link."
    if result.outcome == "untested":
        return f"{url!r} cannot be tested: {result.reason}", "Open it in a browser."
    return f"{url!r} cannot be reached: {result.reason}", "Check the address; it is tested again after an hour."


def _in_front_matter(root: Path, path: str, url: str) -> Occurrence:
    for number, line in enumerate((text_of(root, path) or "").splitlines(), 1):
        if re.match(r"source_url\s*:", line):
            column = line.find(url) + 1
            return Occurrence(url, number, column or None, line)
    return Occurrence(url, 1, None, "")
