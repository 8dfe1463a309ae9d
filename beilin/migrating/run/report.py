"""What a migration did, in a few lines: counts by kind, and never a line for each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from beilin.migrating.model import Note, OldSite
from beilin.migrating.notes import NOTE_KINDS

_MAX_PLACES = 3  # of each kind of note


@dataclass(slots=True)
class MigrationReport:
    """What was done, or would be done in a dry run."""

    site: OldSite
    record_path: str
    is_dry_run: bool
    articles: Counter[str] = field(default_factory=Counter)  # by outcome
    pages: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)  # settings, redirects and other files of the archive
    drafts: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)  # files that are not imported, by reason
    same: int = 0  # files with the same content as one of the others
    edits: Counter[str] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)
    permalink: str = ""
    redirects: int = 0
    aliases: int = 0
    terms: Mapping[str, int] = field(default_factory=dict)  # that the tag authority does not know
    added: tuple[str, ...] = ()  # what an undo leaves: keys of site.yaml, and the file of redirects if it has others
    proposals: Mapping[str, str] = field(default_factory=dict)  # settings for site.yaml, as YAML on one line
    unwritten_redirects: Mapping[str, str] = field(default_factory=dict)  # that content/redirects.yaml cannot have
    places: dict[str, str] = field(default_factory=dict)  # path → place, of documents


def describe_migration(report: MigrationReport) -> list[str]:
    """The report as lines of text."""
    site = report.site
    title = site.settings.title or site.folder.root.name
    lines = [f"{title} ({site.generator.name}){': a dry run, nothing is written' if report.is_dry_run else ''}"]
    lines.append(f"  articles: {_counted(report.articles)}")
    lines.append(f"  pages: {_counted(report.pages)}")
    if report.drafts:
        lines.append(f"  drafts among them: {report.drafts}")
    same = f"; {report.same} more have the same content as one of these" if report.same else ""
    lines.append(f"  other files: {_counted(report.files)}{same}")
    if report.skipped:
        lines.append(f"  not imported: {_listed(report.skipped)}")
    if report.edits:
        lines.append(f"  rewritten in texts: {_listed(report.edits)}")
    former = report.aliases + report.redirects
    redirected = f"; {former} former addresses redirect there or have a copy of a feed" if former else ""
    lines.append(f"  addresses: articles are at {report.permalink}{redirected}")
    if report.terms:
        count = len(report.terms)
        lines.append(f"  tags: {count} that content/tags.yaml does not list (build.py tag adopt lists them)")
    if keys := [name for name in report.added if "/" not in name]:
        lines.append(f"  added to site.yaml: {', '.join(keys)}")
    if report.proposals:
        lines.append("  settings of the old site that this site.yaml does not have:")
        lines += (f"    {key}: {value}" for key, value in report.proposals.items())
    lines += _reviewed(report)
    return lines


def notes_by_kind(notes: Sequence[Note]) -> dict[str, list[Note]]:
    """The notes by kind, in the order of the kinds, each kind in the order of the files."""
    return {
        kind: sorted(found, key=lambda note: (note.path, note.line, note.text))
        for kind in NOTE_KINDS
        if (found := [note for note in notes if note.kind == kind])
    }


def _reviewed(report: MigrationReport) -> list[str]:
    kinds = notes_by_kind(report.notes)
    if not kinds:
        return []
    where = "" if report.is_dry_run else f" (all are listed in {report.record_path})"
    lines = [f"To review{where}:"]
    for kind, notes in kinds.items():
        lines.append(f"  {len(notes)} × {kind}: {NOTE_KINDS[kind]}")
        places = list(dict.fromkeys(f"{note.path}{f':{note.line}' if note.line else ''}" for note in notes))
        more = ", …" if len(places) > _MAX_PLACES else ""
        lines.append(f"    {', '.join(places[:_MAX_PLACES])}{more}")
    return lines


def _counted(outcomes: Counter[str]) -> str:
    """`12 written, 3 unchanged`."""
    names = {"edited": "left because they were edited or are not from this import"}
    return ", ".join(f"{outcomes[key]} {names.get(key, key)}" for key in sorted(outcomes, reverse=True)) or "none"


def _listed(counts: Mapping[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {name}" for name, count in ranked)
