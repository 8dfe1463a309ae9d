"""llms.txt (llmstxt.org): the archive for language models, as an overview and as one file with all texts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from beilin.planning.written_views import Export, ExportedArticle
from beilin.reading.body_words import words_for
from beilin.rendering.exports.markdown import escaped, markdown_of
from beilin.rendering.exports.texts import clean, html_of
from beilin.rendering.written import Sources


def llms(export: Export, _sources: Sources) -> Iterator[str]:
    """A heading for each year, with a link to the Markdown of each article; then the other exports."""
    yield _head(export)
    for year, articles in groupby(export.articles, key=lambda article: (article.date or "")[:4]):
        yield f"\n## {year or words_for(export.language)['undated']}\n\n"
        for article in articles:
            summary = f": {_line(article.summary)}" if article.summary else ""
            yield f"- [{_line(article.title)}]({_target(article.markdown_url or article.url)}){summary}\n"
    if export.files:
        yield "\n## Optional\n\n"  # what llmstxt.org lets a reader skip
        for file in export.files:
            yield f"- [{_line(file.title)}]({_target(file.url)})\n"


def llms_full(export: Export, sources: Sources) -> Iterator[str]:
    """Every article in Markdown, under its title and what is known of it."""
    yield _head(export)
    for article in export.articles:
        yield f"\n---\n\n# {_line(article.title)}\n\n"
        yield from (f"- {name}: {value}\n" for name, value in _facts(article) if value)
        yield f"\n{markdown_of(html_of(article, sources))}"


def _facts(article: ExportedArticle) -> Iterator[tuple[str, str]]:
    yield "URL", f"<{_target(article.url)}>"
    yield "Permalink", f"<{_target(article.permalink)}>" if article.permalink else ""
    yield "Date", article.date or ""
    yield "Updated", article.updated or ""
    yield "Authors", _line(", ".join(article.authors))
    yield "Source", _line(article.source or "")
    yield "Tags", _line(", ".join(article.tags))
    yield "Language", article.language
    yield "Licence", _line(article.license)
    yield "Rights", _line(article.rights)


def _head(export: Export) -> str:
    description = f"\n> {_line(export.description)}\n" if export.description else ""
    return f"# {_line(export.title)}\n{description}"


def _line(text: str) -> str:
    """The text on one line, with what Markdown would take for marks escaped."""
    return escaped(" ".join(clean(text).split()))


def _target(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")
