"""`import` of the site of another generator, and the undo of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from beilin.commands.import_images import fetch_for_import
from beilin.commands.printing import EXIT_INTERRUPTED, EXIT_PROBLEMS, say, say_error, show, show_message


def is_old_site(sources: Sequence[Path]) -> bool:
    """Whether the sources are one folder with the configuration of a generator, or with nothing but such folders."""
    from beilin.migrating.detect import has_only_sites, has_signs
    from beilin.migrating.survey import survey

    if len(sources) != 1 or not sources[0].is_dir():
        return False
    try:
        folder = survey(sources[0])
        return has_signs(folder) or has_only_sites(folder)
    except OSError:
        return True


def import_site(
    root: Path, sources: Sequence[Path], generator: str, jobs: int | None, *, dry_run: bool, fetch: bool
) -> int:
    """Bring the site in, with the images that it shows from other hosts if `fetch`, and report it; returns the exit
    code."""
    from beilin.commands.progress import progress_reporter
    from beilin.importing.runs.error import RunError
    from beilin.migrating.detect import AmbiguousError, UnknownError
    from beilin.migrating.run.migrate import migrate
    from beilin.migrating.run.options import MigrationOptions
    from beilin.migrating.run.report import describe_migration

    if len(sources) != 1 or not sources[0].is_dir():
        raise click.UsageError("Name the folder of one site.")
    options = MigrationOptions(sources[0], root, generator, dry_run, jobs)
    try:
        with progress_reporter() as progress:
            report = migrate(options, progress)
    except KeyboardInterrupt:
        say("Interrupted. The next import continues where this one stopped.")
        return EXIT_INTERRUPTED
    except (AmbiguousError, UnknownError, RunError) as error:
        say_error(str(error), error.hint)
        return EXIT_PROBLEMS
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        say_error(f"{place}{error.strerror or error}", "Correct this, and import again: it continues where it stopped.")
        return EXIT_PROBLEMS
    show_message("\n".join(describe_migration(report)))
    if fetch and not dry_run:
        fetch_for_import(root.resolve(), set(report.places.values()), [report.record_path])
    _say_what_next(root, report.record_path, is_dry_run=dry_run)
    return 0


def undo_import(root: Path, name: str) -> int:
    """Remove what the import wrote and report it; returns the exit code."""
    from beilin.importing.runs.error import RunError
    from beilin.importing.runs.undo import undo

    try:
        undone = undo(root.resolve(), name)
    except RunError as error:
        say_error(str(error), error.hint)
        return EXIT_PROBLEMS
    except OSError as error:
        say_error(f"{error.filename}: {error.strerror}", "Correct this, and undo again: it continues where it stopped.")
        return EXIT_PROBLEMS
    show_message(f"{len(undone.removed)} files removed")
    if undone.edited:
        show_message(f"{len(undone.edited)} files were changed since the import, and left:")
        show("\n".join(f"  {place}" for place in undone.edited))
    if undone.needed:
        show_message(
            f"{len(undone.needed)} files stay because the articles that stay need them: {', '.join(undone.needed)}"
        )
    if undone.added:
        show_message(
            f"What the import added to site.yaml and content/redirects.yaml stays there: {', '.join(undone.added)}"
        )
    return 0


def _say_what_next(root: Path, record_path: str, *, is_dry_run: bool) -> None:
    from beilin.starting.next_steps import enter_folder, typed_command

    if is_dry_run:
        say("Nothing was written. Import without --dry-run to write it.")
        return
    command = typed_command(root)
    lines = [enter_folder(root), f"{command} serve --open", f"{command} check"]
    say("\n".join(["", "Type:", *(f"  {line}" for line in lines if line)]))
    say(f"To take it back: {command} import --undo {Path(record_path).stem}")
