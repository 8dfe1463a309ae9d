"""What already stands in the archive where an import would write."""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.importing.archive.own_keys import without_own_keys
from beilin.importing.archive.paths import path_of_slug
from beilin.importing.record.any_record import read_any_record
from beilin.importing.record.record_file import read_import_record
from beilin.layout import import_record_path
from beilin.problems.problem import Problem
from beilin.reading.article import ReaderSettings
from beilin.reading.front_matter import read_front_matter, split_front_matter
from beilin.text.file_names import is_bundle

_PROVENANCE = re.compile(rb"^provenance:\n(?:[ ]+[^\n]*\n)+", re.MULTILINE)


def missing_article_warning(root: Path, article: str) -> Problem | None:
    """A warning if the article of an import record no longer exists, or None."""
    if (root / article).exists():
        return None
    hint = f"Import it with --force to write it again, or remove {import_record_path(article)} too."
    message = "the article of this source was removed, but its import record was not"
    return Problem("article-gone", message, article, hint=hint)


def overwrite_problem(root: Path, article: str, markdown: bytes) -> Problem | None:
    """Why the existing article must not be replaced with this Markdown, which has no own keys yet, or None."""
    path, record_file = root / article, root / import_record_path(article)
    present = read_regular(path) if path.exists() else None
    if present is not None and without_own_keys(present) == markdown:
        return None  # an import that was interrupted before it wrote the record
    if record_file.exists():
        try:
            record = read_any_record(read_regular(record_file))
        except ValueError as error:
            message = f"the import record beside it cannot be read: {error}"
        else:
            was_edited = present is not None and sha256(present).hexdigest() != record.markdown_sha256
            message = f"it was imported from a different source, {record.file}" + (
                ", and edited since" if was_edited else ""
            )
    elif present is not None:
        message = "the file already exists and was not imported"
    elif is_bundle(article) and path.parent.exists():
        message = "its folder already exists"
    else:
        return None
    hint = (
        "Rename the source, or import it with --force to replace the article; only its tags, id and `withdrawn` are "
        "kept then."
    )
    return Problem("in-the-way", message, article, hint=hint)


def article_of_slug(root: Path, slug: str) -> str:
    """The path of the article with that name, whether it is a file or a folder; "" if there is none."""
    paths = (path_of_slug(slug), path_of_slug(slug, has_images=True))
    return next((path for path in paths if (root / path).exists() or (root / import_record_path(path)).exists()), "")


def differs_from_article(root: Path, article: str, markdown: bytes, text_sha256: str) -> bool:
    """Whether the Markdown says something else than the article that was imported before from an earlier state.

    What only says where it comes from makes no difference. If the article was edited or removed since, only the text
    that was imported is compared.
    """
    try:
        record = read_import_record(read_regular(root / import_record_path(article)))
        present = read_regular(root / article)
    except (OSError, ValueError):
        return True
    if sha256(present).hexdigest() == record.markdown_sha256:
        return _without_provenance(present) != _without_provenance(markdown)
    return record.text_sha256 != text_sha256


def _without_provenance(markdown: bytes) -> bytes:
    return _PROVENANCE.sub(b"", without_own_keys(markdown), count=1)


def tags_of_editor(root: Path, article: str, reader: ReaderSettings) -> tuple[str, ...] | None:
    """The tags in the existing article, or None if it has none or has those that an import suggested."""
    with suppress(OSError, UnicodeDecodeError):
        yaml, _, _ = split_front_matter(read_regular(root / article).decode("utf-8-sig"))
        front, _ = read_front_matter(yaml or "", file=article, time_zone=reader.time_zone)
        tags: tuple[str, ...] | None = front.values.get("tags")
        with suppress(OSError, ValueError):
            if tags == read_import_record(read_regular(root / import_record_path(article))).tags:
                return None
        return tags
    return None
