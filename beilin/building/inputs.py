"""Everything that a plan is made from; of the Markdown files, only those that may have changed are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

import msgspec

from beilin.building.code_version import code_fingerprint
from beilin.building.options import BuildOptions, Reporting, output_folder
from beilin.config import Config
from beilin.files.snapshot import Snapshot
from beilin.layout import ARTICLES, CONTENT, NO_JEKYLL, STATE_FOLDER, has_page, import_record_path
from beilin.model import StaticFile
from beilin.parallel.executor import Workers
from beilin.planning.link_states import link_states
from beilin.planning.site_context import SiteContext, site_context
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.rows import read_all
from beilin.reading.content import ContentRead, Reader, read_content
from beilin.reading.data_files import DataFiles, data_files, read_data
from beilin.reading.data_values import Data
from beilin.reading.file_rows import FileRow
from beilin.reading.files import Content, redirects_data, sort_content, tags_data
from beilin.reading.image_cache import read_images
from beilin.reading.imports import Imports, read_imports
from beilin.reading.link_data import NO_LINK_DATA, LinkData, read_link_data
from beilin.reading.redirects import Redirects, read_redirects
from beilin.reading.settings import reader_settings
from beilin.reading.share_font import read_share_font
from beilin.reading.tags import TagAuthority, read_tag_authority
from beilin.reading.withheld import Withheld
from beilin.rendering.theme import NO_THEME, Theme, load_theme
from beilin.text.dates import today_in
from beilin.text.history import Histories
from beilin.text.overlay import overlaid

# An empty file, without a source.
NO_JEKYLL_FILE = StaticFile(NO_JEKYLL, "", hashlib.sha256(b"").hexdigest(), b"")


def reader_for(root: Path, config: Config, workers: Workers, bodies: Path | None = None) -> Reader:
    """The reader of the archive's Markdown files. `bodies` is the folder of cached bodies, if bodies are wanted."""
    settings = reader_settings(config)
    return Reader(root, settings, f"{code_fingerprint()} {settings}", workers, bodies)


@dataclass(frozen=True)
class Inputs:
    """Everything that a plan is made from."""

    root: Path  # of the archive
    config: Config
    content: ContentRead
    tags: bytes  # content/tags.yaml
    redirects: bytes  # content/redirects.yaml
    data_files: DataFiles
    theme: Theme
    today: str  # YYYY-MM-DD
    drafts: bool
    problems: tuple[Problem, ...]  # of what was read
    # The Markdown files that were read again, if nothing else changed since the last build and nothing in them decides
    # which pages exist; None if this is not certain.
    edited: Set[str] | None = None
    imports: Imports = field(default_factory=dict)  # empty unless sources are published
    share_font: str = ""  # SHA-256 of the font of share pictures; "" if none are drawn
    head: str = ""  # as in LastPlan
    histories: Histories = field(default_factory=dict)  # empty without `history: true`
    links: LinkData = NO_LINK_DATA  # to other hosts

    @cached_property
    def files(self) -> tuple[StaticFile, ...]:
        """All files that are published as they are, and what every build writes."""
        static = self.content.static
        own = () if any(file.output == NO_JEKYLL for file in static) else (NO_JEKYLL_FILE,)
        return (*static, *self.theme.assets.values(), *own, *self.links.files)

    def with_static(self, static: Sequence[StaticFile], withheld: tuple[Withheld, ...] | None = None) -> Inputs:
        """The inputs with only these files under content/ published as they are. `withheld`: see ContentRead."""
        return replace(self, content=replace(self.content, static=list(static), withheld=withheld))

    @cached_property
    def key(self) -> str:
        """The digest of everything that decides which pages exist, where they are and what is counted on them.

        What pages merely display of single articles is left out.
        """
        shapes = [(path, row.shape) for path, row in self.content.rows.items() if row.key]
        parts = (code_fingerprint(), self.config, self.tags, self.redirects, self.theme.digest, self.today, self.drafts,
                 shapes, self.files, self.data_files, self.imports, self.share_font, self.histories,
                 self.links)  # fmt: skip
        return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=20).hexdigest()

    @cached_property
    def authority(self) -> tuple[TagAuthority, tuple[Problem, ...]]:
        """The tag authority, and what is wrong with it."""
        return read_tag_authority(self.tags)

    @cached_property
    def moved(self) -> tuple[Redirects, tuple[Problem, ...]]:
        """The former addresses of content/redirects.yaml, and what is wrong with it."""
        return read_redirects(self.redirects)

    @cached_property
    def data(self) -> tuple[Data, tuple[Problem, ...]]:
        """The contents of the data files, and what is wrong with them."""
        return read_data(self.data_files)

    @cached_property
    def site(self) -> SiteContext:
        """What every page may use besides the archive."""
        assets = {name: file.output for name, file in self.theme.assets.items()}
        templates = frozenset(self.theme.templates)
        site = site_context(self.config, assets, templates, self.theme.messages, self.data[0], self.theme.kinds)
        links = link_states(self.links, self.config) if self.config.dead_links or self.links.captures else site.links
        return replace(
            site, redirects=self.moved[0], interfaces=self.theme.interfaces, share_font=self.share_font, links=links
        )


@dataclass(frozen=True, slots=True)
class LastRead:
    """What was read before, and what may have changed since."""

    content: Snapshot  # of content/, as it is now
    rows: Mapping[str, FileRow] = field(default_factory=dict)
    changed: Set[str] = frozenset()  # files that may have changed
    imports: Imports = field(default_factory=dict)


def read_everything(
    reader: Reader, config: Config, options: BuildOptions, last: LastRead, reporting: Reporting
) -> Inputs:
    """All inputs but the sizes and copies of images, which `with_images` adds.

    Only Markdown files that may have changed since the `last` time are read. If the theme cannot be read, an empty one
    takes its place, and the problems have an error. Raises OSError.
    """
    root = reader.root
    read_all(last.rows)
    content = read_content(
        reader,
        sort_content(root, last.content, config.publish, output_folder(root, options)),
        last.rows,
        last.changed,
        partial(reporting.progress, "Reading"),
    )
    theme, of_theme = load_theme(root, config.theme, config.language, without_features=config.features_off)
    data, of_data = data_files(root)
    share_font, of_font = read_share_font(root, config)
    imports = _imports(root, content, last) if config.publish_sources else {}
    head, histories, of_history = _histories(root, config, content)
    links, of_links = read_link_data(root, config)
    return Inputs(
        root=root,
        config=config,
        content=content,
        tags=tags_data(root),
        redirects=redirects_data(root),
        data_files=data,
        theme=theme or NO_THEME,
        today=options.today or today_in(config.time_zone),
        drafts=options.drafts,
        problems=(*content.problems, *of_theme, *of_data, *of_font, *of_history, *of_links),
        imports=imports,
        share_font=share_font,
        head=head,
        histories=histories,
        links=links,
    )


def _imports(root: Path, content: ContentRead, last: LastRead) -> Imports:
    """What the articles with an import record beside them were imported from."""
    present, inside = last.content.files, len(CONTENT) + 1
    imported = [path for path in _articles(content) if import_record_path(path)[inside:] in present]
    return read_imports(root, imported, last.imports, last.changed)


def _articles(content: ContentRead) -> Iterator[str]:
    return (path for path, row in content.rows.items() if row.record and path.startswith(ARTICLES))


def _histories(root: Path, config: Config, content: ContentRead) -> tuple[str, Histories, Sequence[Problem]]:
    """The commit up to which articles have a history, the histories, and what prevents them; if the settings ask."""
    if not config.history:
        return "", {}, ()
    # Imported here: with subprocess, and few archives ask for it.
    from beilin.files.git import head_of
    from beilin.reading.history import read_histories

    head = head_of(root / ARTICLES)
    return head, *read_histories(root, _articles(content), config.time_zone, head)


def with_images(inputs: Inputs, workers: Workers, reporting: Reporting) -> Inputs:
    """The inputs with the sizes and copies of images, which takes long for new ones, and the problems of images.

    Raises OSError, InputChangedError.
    """
    static, problems = read_images(
        inputs.root, inputs.content.static, inputs.root / STATE_FOLDER / "images", workers,
        partial(reporting.progress, "Looking at images"),
    )  # fmt: skip
    content = replace(inputs.content, static=static)
    return replace(inputs, content=content, problems=(*inputs.problems, *problems))


def read_edited(reader: Reader, last: Inputs, changed: Set[str], problems: Iterable[Problem]) -> Inputs | None:
    """The inputs of the last build with the files in `changed` read again.

    None if anything may have changed beyond what articles and standalone pages display. `problems` are those that
    reading found then.
    """
    rows = last.content.rows
    if not all(has_page(path) and path in rows for path in changed):
        return None
    content = read_content(reader, Content(markdown=sorted(changed)), rows, changed, lambda *_: None)
    if has_errors(content.problems) or content.rows.keys() != changed:
        return None
    if any(row.shape != rows[path].shape or not row.record for path, row in content.rows.items()):
        return None
    whole = replace(
        last.content,
        rows=overlaid(rows, content.rows),
        problems=content.problems,
        bodies=content.bodies,
        read=content.read,
        has_kept=False,
    )
    kept = (problem for problem in problems if problem.file not in changed)
    return replace(last, content=whole, problems=(*kept, *content.problems), edited=frozenset(changed))
