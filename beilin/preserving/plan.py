"""An archive → the bag that is to be made of it: each of its files with its digest, before anything is written."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import unquote, urlsplit

from beilin import __version__
from beilin.building.build import BuildOptions, Reporting
from beilin.config import Config
from beilin.deploying.fresh_build import fresh_build, read_settings
from beilin.doctor.system import declared_requirements
from beilin.files.changed import InputChangedError
from beilin.files.regular import open_regular
from beilin.layout import ARTICLES
from beilin.preserving.articles import ArticleEntry, articles_of_archive, encode_articles, without_summary
from beilin.preserving.bag_info import DECLARATION_TEXT, info_text
from beilin.preserving.manifests import manifest_text
from beilin.preserving.names import ARTICLE_LIST, BAG_INFO, DECLARATION, MANIFEST, PAYLOAD, README, TAG_MANIFEST
from beilin.preserving.opened_bag import PIECE
from beilin.preserving.payload import LeftOut, PayloadFile, payload_of
from beilin.preserving.readme import readme_text
from beilin.problems.problem import Problem
from beilin.text.slugs import slugify

_DEFAULT_FOLDER = "archive"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of a bag."""

    path: str
    size: int
    sha256: str
    source: Path | None = None  # None for a tag file

    def pieces(self) -> Iterator[bytes]:
        """The bytes of a file of the payload, piece by piece. Raises OSError, and InputChangedError if they changed."""
        assert self.source
        digest, left = hashlib.sha256(), self.size
        with open_regular(self.source) as file:
            while (piece := file.read(PIECE)) and left >= 0:
                digest.update(piece)
                left -= len(piece)
                yield piece
        if digest.hexdigest() != self.sha256:
            raise InputChangedError(self.path.removeprefix(PAYLOAD))


@dataclass(frozen=True, slots=True)
class BagPlan:
    """A bag that is to be written."""

    folder: str  # the name of its folder in a zip file
    files: tuple[PlannedFile, ...]  # in the order of their paths
    tags: Mapping[str, bytes]  # the bytes of the tag files, by path
    articles: int
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]  # of the archive's Markdown files; none keeps the bag from being made

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def digest(self) -> str:
        """SHA-256 of the tag manifest, which fixes the whole bag."""
        return hashlib.sha256(self.tags[TAG_MANIFEST]).hexdigest()


@contextmanager
def planned_bag(root: Path, options: BuildOptions, reporting: Reporting, *, with_site: bool) -> Iterator[BagPlan]:
    """Within the block, the bag of the archive at `root`; with the site as it would be deployed, if that is wanted.

    `options.today` is its date. Raises OSError, UnnameableError, InputChangedError if a file changes meanwhile, and
    NotBuiltError if the settings have errors, or for the site anything has.
    """
    config = read_settings(root, options)
    with ExitStack() as stack:
        site = stack.enter_context(fresh_build(root, options, reporting)).folder if with_site else None
        yield _plan(root, config, site, options.today, reporting)


def _plan(root: Path, config: Config, site: Path | None, today: str | None, reporting: Reporting) -> BagPlan:
    payload = payload_of(root, config, site)
    files = []
    for number, file in enumerate(payload.files, 1):
        files.append(_with_digest(file))
        reporting.progress("Reading", number, len(payload.files))
    entries, problems = _articles(root, config, files)
    tags = {
        DECLARATION: DECLARATION_TEXT,
        ARTICLE_LIST: encode_articles(entries),
        README: readme_text(config, len(entries)),
        MANIFEST: manifest_text((file.path, file.sha256) for file in files),
        BAG_INFO: _bag_info(config, files, len(entries), today),
    }
    tags[TAG_MANIFEST] = manifest_text((path, hashlib.sha256(data).hexdigest()) for path, data in sorted(tags.items()))
    files += (PlannedFile(path, len(data), hashlib.sha256(data).hexdigest()) for path, data in tags.items())
    files.sort(key=lambda file: file.path)
    return BagPlan(_folder_name(config), tuple(files), tags, len(entries), payload.left_out, tuple(problems))


def _with_digest(file: PayloadFile) -> PlannedFile:
    digest = hashlib.sha256()
    size = 0
    with open_regular(file.source) as opened:
        while piece := opened.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return PlannedFile(file.path, size, digest.hexdigest(), file.source)


def _articles(root: Path, config: Config, files: list[PlannedFile]) -> tuple[list[ArticleEntry], list[Problem]]:
    """The entries of all articles in the bag, those with errors as well, and what is wrong."""
    digests = {file.path.removeprefix(PAYLOAD): file.sha256 for file in files}
    listed, problems = articles_of_archive(root, config)
    entries = {entry.path: entry for entry in listed if entry.path in digests}
    for path, digest in digests.items():
        if path in entries and entries[path].sha256 != digest:
            raise InputChangedError(path)
        if path not in entries and path.startswith(ARTICLES) and path.endswith(".md"):
            entries[path] = without_summary(path, digest)
    return [entries[path] for path in sorted(entries)], problems


def _bag_info(config: Config, files: list[PlannedFile], articles: int, today: str | None) -> bytes:
    description = f"{config.title}: {config.description}" if config.description else config.title
    return info_text(
        (
            ("Bag-Software-Agent", f"Beilin {__version__}"),
            ("Bagging-Date", today or ""),
            ("External-Description", description),
            ("External-Identifier", config.base_url),
            ("Payload-Oxum", f"{sum(file.size for file in files)}.{len(files)}"),
            ("Beilin-Articles", str(articles)),
            *(("Software-Version", name) for name in _software()),
        )
    )


def _software() -> Iterator[str]:
    """Python and the packages that Beilin uses, each with its version."""
    yield " ".join(("Python", platform.python_version()))
    names = (match[0] for match in map(_NAME.match, declared_requirements()) if match)
    for name in sorted(names, key=str.lower):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:  # of an option that this machine does not use
            continue


def _folder_name(config: Config) -> str:
    """The name of the folder in a zip file. It does not follow the file's name, so that the same archive gives the same
    bytes whatever the file is called; RFC 8493, section 4, only recommends that both agree."""
    place = urlsplit(config.base_url)
    return slugify(unquote(f"{place.hostname}{place.path}")) or _DEFAULT_FOLDER
