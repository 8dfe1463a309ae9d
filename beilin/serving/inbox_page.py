"""The page of the inbox. Its script sends the answers; every text in it comes from strangers and is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from beilin.importing.archive.imported_article import ImportedArticle
from beilin.importing.review.questions import Answer, Question, questions_of, state_digest
from beilin.problems.wording import for_user
from beilin.serving.inbox import MAX_ARTICLES
from beilin.translations.language import language

# No style or script but the server's own, and nothing from elsewhere.
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
_LABELS: dict[Answer, str] = {
    "keep": "Keep as it is",
    "set aside": "Set aside",
    "restore": "Restore to the article",
    "confirm": "This is the title",
    "replace": "Use this title, and keep the line in the article",
    "add tags": "Add the tags",
}
_MAX_LINES = 12  # of a range that are shown at once


def inbox_page(articles: Sequence[ImportedArticle], token: str) -> bytes:
    """The page with the questions of the articles; `articles` may be one more than it shows."""
    shown = articles[:MAX_ARTICLES]
    sections = "\n".join(_article(imported) for imported in shown)
    more = f"<p>{_say('There are more articles with open questions; reload the page when these are settled.')}</p>"
    nothing = f"<p id=nothing>{_say('Nothing is open.')}</p>"
    rest = more if len(articles) > MAX_ARTICLES else "" if shown else nothing
    words = f'data-done="{_say("Nothing is open on this page.")}" data-left="{_say("still open:")}"'
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{_say("Inbox: what imports left open")}</title>
<link rel="stylesheet" href="inbox.css">
<script type="module" src="inbox.js" data-token="{escape(token)}" {words}></script>
</head>
<body>
<main>
<h1>{_say("What imports left open")}</h1>
<p id="status" role="status"></p>
{sections}
{rest}
</main>
</body>
</html>
""".encode()


def _say(text: str) -> str:
    """The message as its user reads it, in HTML."""
    return escape(for_user(text))


def _article(imported: ImportedArticle) -> str:
    questions = "\n".join(map(_question, questions_of(imported)))
    return (
        f'<section class="article" data-article="{escape(imported.path)}" data-digest="{state_digest(imported)}">\n'
        f"<h2>{escape(imported.path)}</h2>\n{questions}\n</section>"
    )


def _question(question: Question) -> str:
    buttons = "\n".join(
        f'<button data-answer="{escape(choice)}">{_say(_LABELS[choice])}</button>' for choice in question.answers
    )
    value = ""
    if question.what == "title":
        value = f'<label>{_say("Title")} <input name="title" value="{escape(question.value)}" size="60"></label>\n'
    elif question.value:
        value = f"<p>{escape(question.value)}</p>\n"
    for_all = f'<label><input type="checkbox" name="all"> {_say("for all of this kind on this page")}</label>\n'
    return (
        f'<div class="question" data-question="{question.identity}" data-kind="{escape(" ".join(question.kind))}">\n'
        f"<p>{_say(question.why)}</p>\n{_passage(question)}{value}{buttons}\n"
        f"{for_all if question.what != 'title' else ''}</div>"
    )


def _passage(question: Question) -> str:
    """The lines, as an ordered list with their numbers in the source; of many, most behind a summary."""
    rows = [f'<li value="{number + 1}">{escape(text)}</li>' for number, text in question.passage]
    if not rows:
        return ""
    if len(rows) <= _MAX_LINES:
        return f"<ol>\n{''.join(rows)}</ol>\n"
    first, rest = rows[: _MAX_LINES // 2], rows[_MAX_LINES // 2 :]
    summary = _say(f"{len(rest)} more lines")
    return f"<ol>\n{''.join(first)}</ol>\n<details><summary>{summary}</summary><ol>\n{''.join(rest)}</ol></details>\n"
