"""What a rule for bodies knows besides the text."""

from __future__ import annotations

from dataclasses import dataclass

from beilin.migrating.model import OldFolder, OldSettings, Placed, SourceDocument, Targets


@dataclass(frozen=True, slots=True)
class BodyContext:
    """The document that a body belongs to, and the site around it."""

    placed: Placed
    targets: Targets
    settings: OldSettings
    generator: str
    folder: OldFolder  # for rules that include a file's text

    @property
    def document(self) -> SourceDocument:
        """The document."""
        return self.placed.document

    @property
    def title(self) -> str:
        """The title of the article, which the page shows above the body."""
        return self.placed.facts.title
