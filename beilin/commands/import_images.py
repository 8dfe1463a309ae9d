"""Fetching the images on other hosts that imported articles show, if that was asked for."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from beilin.commands.printing import say, show_message


def fetch_for_import(root: Path, articles: Collection[str], records: Collection[str]) -> None:
    """Fetch the images that the Markdown files show, and note in the records of the runs that the files were edited.

    Images that cannot be fetched remain links.
    """
    from beilin.commands.images import describe
    from beilin.commands.printing import print_problems
    from beilin.commands.progress import progress_reporter
    from beilin.editing.refusal import RefusalError
    from beilin.fetching.fetch import fetch_images
    from beilin.files.digest import digest_of_file
    from beilin.importing.runs.journal import note_images

    if not articles:
        return
    try:
        with progress_reporter(least=2) as progress:
            fetched = fetch_images(root, articles, progress=progress, say=say)
    except RefusalError as error:
        print_problems(root, error.problems)
        say("No image was fetched. Correct this, then: build.py images fetch")
        return
    for record in records:
        note_images(root, Path(record).stem, {place: digest_of_file(root / place) for place in fetched.files})
    print_problems(root, fetched.problems)
    show_message(describe(fetched))
