"""The searchable text of articles: what their pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beilin.indexing.documents import Document, SearchText
from beilin.model import Body, TextBlock
from beilin.planning.context import Context, TrackedContext
from beilin.planning.search_keys import search_text_key, shows_others
from beilin.reading.bodies import BodySource
from beilin.reading.text_blocks import text_of


def document_of(path: str, context: Context) -> Document:
    """The article as it is indexed."""
    return Document(path, context.targets.articles[path], search_text_key(context.records[path], context.targets))


@dataclass(frozen=True, slots=True)
class ArticleTexts:
    """Gives the searchable text of an article, in any process. Raises InputChangedError if its file changed meanwhile.

    The text is the one that the reader stored, unless the body shows text of other files. Then it is taken from the
    body as the page has it.
    """

    context: Context
    bodies: BodySource

    def __call__(self, document: Document) -> SearchText:
        """The searchable text of the article."""
        record = self.context.records[document.path]
        blocks = self.blocks(document.path)
        headings = "\n".join(block.text for block in blocks if block.kind == "heading")
        body = "\n".join(block.text for block in blocks if block.kind != "heading")
        return SearchText(record.summary.title, headings, body)

    def blocks(self, path: str) -> Sequence[TextBlock]:
        """The text of the body of the article in that Markdown file."""
        record = self.context.records[path]
        if not shows_others(record):
            return self.bodies.text(path, record.body_digest)
        # Imported here: the template engine takes long to import, and few bodies show other files.
        from beilin.rendering.render import fill_in_body

        body = TrackedContext(self.context).body(path)
        return text_of(Body(fill_in_body(body, self.bodies.get)))
