"""The images that were fetched, and those that could not be."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from beilin.checking.url_results import UrlResult, append_result
from beilin.fetching.download import Manners, download
from beilin.fetching.places import place_of
from beilin.fetching.record import FetchedImage, append_image
from beilin.files.image_formats import ending_of
from beilin.files.replace import replace_file

FAILURES = ".beilin/images.jsonl"  # recent ones: these URLs are not asked for again for an hour, dead ones for a day


@dataclass(slots=True)
class Store:
    """The images that are there, and the failures that are too recent to ask again."""

    root: Path
    images: dict[str, FetchedImage]  # by URL
    failures: dict[str, UrlResult]
    asked: set[str] = field(default_factory=set)  # by this run

    def fetch(self, urls: Sequence[str], manners: Manners, tell: Callable[[], None]) -> None:
        """Fetch the images at the URLs. `tell` is called after each. Raises OSError."""
        by_digest = {image.sha256: image.file for image in self.images.values()}

        def keep(url: str, data: bytes) -> None:
            ending, digest = ending_of(data), hashlib.sha256(data).hexdigest()
            if not ending:
                fail(UrlResult(url, int(time.time()), "untested", "it is not an image that browsers show"))
                return
            if digest not in by_digest:
                by_digest[digest] = place_of(url, ending)
                replace_file(self.root / by_digest[digest], data)
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            self.images[url] = FetchedImage(url, by_digest[digest], digest, now)
            append_image(self.root, self.images[url])
            self.asked.add(url)
            tell()

        def fail(result: UrlResult) -> None:
            append_result(self.root, result, FAILURES)
            self.failures[result.url] = result
            self.asked.add(result.url)
            tell()

        download(urls, keep, fail, manners)
