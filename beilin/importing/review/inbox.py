"""All open questions of the archive, or of some of its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.importing.archive.imported_article import ImportedArticle, read_imported, read_imported_article
from beilin.importing.archive.paths import ARTICLES
from beilin.importing.review.questions import PROPOSED, questions_of
from beilin.layout import IMPORT_RECORD

_NOTHING = b"\nreview: []\n"


def articles_with_questions(root: Path, articles: Sequence[str] = ()) -> Iterator[ImportedArticle]:
    """The imported articles that have open questions, of all or of the named ones.

    Raises ValueError for a named article that was not imported.
    """
    for name in articles:
        imported = read_imported_article(root, name)
        if questions_of(imported):
            yield imported
    if articles:
        return
    for path in sorted((root / ARTICLES).rglob(f"*{IMPORT_RECORD}")):
        article = f"{path.relative_to(root).as_posix().removesuffix(IMPORT_RECORD)}.md"
        with suppress(OSError, ValueError):  # `check` says what is wrong with them
            if not _may_have_questions(root, path, article):
                continue
            found = read_imported(root, article)
            if isinstance(found, ImportedArticle) and questions_of(found):
                yield found


def _may_have_questions(root: Path, record: Path, article: str) -> bool:
    """Whether to read the files as a whole, which takes longer than this."""
    return _NOTHING not in read_regular(record) or f"\n{PROPOSED}\n".encode() in read_regular(root / article)
