"""The whole run: read, place, convert, write; then the record and the report."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from beilin.config import Config, Permalinks
from beilin.importing.runs.journal import Journal
from beilin.importing.runs.record import find_record, identity_of, kept_of
from beilin.migrating.detect import detect
from beilin.migrating.facts.author_files import author_names
from beilin.migrating.model import OldSite
from beilin.migrating.placing.place import place_all
from beilin.migrating.placing.placement import Placement
from beilin.migrating.run.archive import config_after, read_target
from beilin.migrating.run.options import MigrationOptions, Run
from beilin.migrating.run.read import Progress, ReadSite, read_in_its_language
from beilin.migrating.run.refusal import require_separate, require_space
from beilin.migrating.run.report import MigrationReport
from beilin.migrating.run.settings import config_of, menu_of
from beilin.migrating.run.store import Store
from beilin.migrating.run.summary import summary_of
from beilin.migrating.run.write import write_all
from beilin.migrating.survey import survey
from beilin.parallel.executor import Workers

_GROWTH = 3  # the Markdown and the record of a document, at most, in sizes of its file


def find_site(folder: Path, generator: str = "") -> OldSite:
    """The old site in the folder. Raises OSError, and the errors of `detect`."""
    old = survey(folder)
    found = detect(old, generator)
    settings = replace(found.read_settings(old), author_names=author_names(old))
    return OldSite(old, found, settings, found.list_sources(old, settings))


def migrate(options: MigrationOptions, progress: Progress) -> MigrationReport:
    """Bring the old site into the archive. What an earlier run wrote and nobody changed is not written again.

    Raises RunError if that cannot be done, the errors of `detect`, and OSError if a file cannot be written; the
    next run then continues where this one stopped.
    """
    require_separate(options.folder, options.root)
    workers = Workers(options.jobs)
    read = read_in_its_language(find_site(options.folder, options.generator), workers, progress)
    settings = read.site.settings
    identity = identity_of(options.folder, read.site.generator.name, settings.base_url, settings.title)
    record = find_record(options.root, identity)
    wanted = config_of(settings, options.folder)
    target = read_target(options.root, wanted, record.files)
    placement = place_all(read.site, read.facts, read.digests, target.taken)
    wanted = _with_placement(wanted, read, placement)
    run = Run(options, read, placement, wanted, config_after(target, wanted), target, workers, progress)
    if options.dry_run:
        return write_all(run, Store(options.root, record, None), record)
    require_space(options.root, _GROWTH * read.size)
    with closing(Journal(options.root, replace(record, head={**identity, **kept_of(record)}))) as journal:
        report = write_all(run, Store(options.root, record, journal), record)
        journal.finish({**identity, **summary_of(report, record)})
    return report


def _with_placement(config: Config, read: ReadSite, placement: Placement) -> Config:
    """The old site's settings with the pattern of addresses and the menu, which leads to the new ones."""
    permalinks = Permalinks(placement.permalink) if placement.permalink else config.permalinks
    menu = menu_of(read.site.settings, placement.targets, placement.placed)
    return replace(config, permalinks=permalinks, menu=menu)
