"""The inbox: what imports left open, as a page whose buttons answer the questions. It is for this machine alone.

An answer changes files of the archive, so it is accepted as the request to open an editor is (`page_requests.py`), and
only if article and record are still as they were when the page was made: it names their digest.
"""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

from beilin.config import read_config
from beilin.importing.archive.imported_article import ImportedArticle, read_imported_article
from beilin.importing.review.inbox import articles_with_questions
from beilin.importing.review.questions import Question, questions_of, state_digest
from beilin.importing.review.settle import settle
from beilin.importing.undo.undo_error import UndoError
from beilin.reading.settings import reader_settings

MAX_ARTICLES = 50  # of a page; the others follow when these are settled

Reply = tuple[int, dict[str, str]]  # the status of the response, and its JSON


def open_articles(root: Path) -> list[ImportedArticle]:
    """The first articles with open questions, one more than a page shows."""
    return list(islice(articles_with_questions(root), MAX_ARTICLES + 1))


def answer(root: Path, body: bytes) -> Reply:
    """Give the answer in the JSON body: `{"article", "digest", "question", "answer"}` and perhaps a `title`.

    The reply has the new digest of the article, or a message.
    """
    try:
        asked: Any = json.loads(body)
        article, digest, identity, given = (str(asked[key]) for key in ("article", "digest", "question", "answer"))
        title = str(asked.get("title") or "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return 400, {"message": "The request is not an answer."}
    try:
        imported = read_imported_article(root, article)
    except ValueError:
        return 404, {"message": "There is no such article."}
    if imported.path != article or state_digest(imported) != digest:
        return 409, {"message": "The article has changed since this page was loaded. Reload the page."}
    question = next((question for question in questions_of(imported) if question.identity == identity), None)
    if question is None or given not in question.answers:
        return 409, {"message": "The question is settled. Reload the page."}
    return _settled(root, question, given, title)


def _settled(root: Path, question: Question, given: str, title: str) -> Reply:
    config, _ = read_config(root)
    if config is None:
        return 409, {"message": "site.yaml has errors; correct them first."}
    answer_of = {str(choice): choice for choice in question.answers}[given]
    try:
        settle(root, question, answer_of, reader_settings(config), title)
    except UndoError as error:
        return 409, {"message": f"{error.reason}.".replace("..", ".")}
    except ValueError as error:
        return 400, {"message": f"{error}."}
    return 200, {"digest": state_digest(read_imported_article(root, question.article))}
