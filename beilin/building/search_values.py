"""What the small files of the search's index show: cards, facets, names and years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from beilin.indexing.cards import CardValues
from beilin.indexing.facets import Column
from beilin.indexing.meta import Years, years_of
from beilin.indexing.names import NameEntry
from beilin.planning.context import Context
from beilin.planning.groupings import AUTHOR, SERIES, SOURCE, TAG, Grouping
from beilin.planning.groups import Group, tag_name
from beilin.planning.shown_titles import shown_summary, shown_title
from beilin.reading.tags import names_of

FACETS = (TAG, SOURCE, AUTHOR, SERIES)
LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class SearchValues:
    """The values of an archive. Articles are given by their numbers: undated ones first, then the oldest."""

    context: Context

    def card(self, number: int) -> CardValues:
        """What a result shows of the article."""
        context, archive = self.context, self.context.archive
        path = archive.articles[len(archive.articles) - 1 - number]
        summary, language = context.records[path].summary, context.site.config.language
        return CardValues(
            address=context.targets.articles[path],
            title=shown_title(summary),
            date=summary.date,
            source=summary.source or "",
            authors=summary.authors,
            summary=shown_summary(summary),
            language="" if summary.language == language else summary.language,
        )

    def columns(self) -> Mapping[str, Column]:
        """The facets, by name."""
        return {LANGUAGE: self._languages(), **{grouping.kind: self._column(grouping) for grouping in FACETS}}

    def _column(self, grouping: Grouping) -> Column:
        archive = self.context.archive
        groups = archive.groups[grouping.kind]
        members: list[list[int]] = [[] for _ in archive.articles]
        for index, group in enumerate(groups):
            for position in group.members:
                members[-1 - position].append(index)
        return Column([(group.slug, self._name(grouping, group)) for group in groups], members)

    def _languages(self) -> Column:
        records, articles = self.context.records, self.context.archive.articles
        languages = [records[path].summary.language for path in reversed(articles)]
        index = {language: number for number, language in enumerate(sorted(set(languages)))}
        return Column([(language, language) for language in index], [[index[language]] for language in languages])

    def names(self) -> Sequence[NameEntry]:
        """The tags, authors, sources and series, each under all of its names."""
        return [*self._entries(TAG), *self._entries(AUTHOR), *self._entries(SOURCE), *self._entries(SERIES)]

    def _entries(self, grouping: Grouping) -> Iterator[NameEntry]:
        for group in self.context.archive.groups[grouping.kind]:
            name = self._name(grouping, group)
            known = names_of(group.term) if group.term else ()
            others = dict.fromkeys((*known, *group.spellings))
            others.pop(name, None)
            yield NameEntry(grouping.kind, name, grouping.address(group.slug), tuple(others))  # type: ignore[arg-type]

    def _name(self, grouping: Grouping, group: Group) -> str:
        return tag_name(group, self.context.site.config.language) if grouping is TAG else group.name

    def years(self) -> Years:
        """The years of the articles."""
        return years_of(reversed(self.context.archive.dates))
