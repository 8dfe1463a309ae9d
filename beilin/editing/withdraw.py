"""Withdrawing an article, and the way back: a key of its front matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from beilin.editing.archive import Archive
from beilin.editing.changes import ChangePlan
from beilin.editing.find_article import find_article
from beilin.editing.markdown_file import YamlEdits, change_markdown, open_markdown
from beilin.editing.refusal import refuse
from beilin.editing.yaml_edits import as_scalar, insert_key, remove_entry
from beilin.layout import ARTICLES
from beilin.model import Record, Summary, Withdrawal
from beilin.planning.addresses import address_of_file
from beilin.planning.archive import gather
from beilin.planning.link_graph import leads_to
from beilin.planning.targets import targets_of
from beilin.planning.unpublished import state_of
from beilin.problems.controls import REFUSED, named
from beilin.text.yaml.writing import yaml_mapping

KEY = "withdrawn"
MAX_NAMED = 5  # files that link to the article
# The keys below which the new one comes, the first that the front matter has.
_BELOW = ("expires", "updated", "date", "title")


def withdraw_command(name: str, *, is_undone: bool) -> str:
    """The command as it was given."""
    return f"withdraw {name}{' --undo' if is_undone else ''}"


def plan_withdrawal(archive: Archive, name: str, reason: str, today: str) -> ChangePlan:
    """The plan by which the article that `name` means is withdrawn on the day `today` (YYYY-MM-DD).

    Raises RefusalError if it is not an article, is not published, or is withdrawn already, or if the reason is empty.
    """
    record = _article(archive, name)
    summary, reason = record.summary, " ".join(reason.split())
    if not reason:
        raise refuse("the reason is empty", "Readers see it: say in a sentence why the article was withdrawn.")
    if found := REFUSED.search(reason):
        raise refuse(f"the reason contains the character {named(found[0])}", "Remove it.")
    _check_published(summary, today)
    mapping = yaml_mapping({"date": today, "reason": as_scalar(reason)})
    linking = sorted(_linking_files(archive, summary.path, today))  # as long as it is published
    plan = _plan(
        archive,
        replace(summary, withdrawn=Withdrawal(today, reason)),
        lambda yaml, node: [insert_key(yaml, node, KEY, mapping, _BELOW)],
        withdraw_command(name, is_undone=False),
        f"withdrawn: {address_of_file(archive.config, summary)} shows a notice from the next build on",
    )
    return replace(plan, notes=tuple(_notes(summary, linking)))


def plan_return(archive: Archive, name: str) -> ChangePlan:
    """The plan by which the article that `name` means is no longer withdrawn. Raises RefusalError if it is not."""
    record = _article(archive, name)
    if record.summary.withdrawn is None:
        raise refuse("it is not withdrawn", "`build.py list --withdrawn` lists what is.", file=record.summary.path)
    return _plan(
        archive,
        replace(record.summary, withdrawn=None),
        lambda yaml, node: [remove_entry(yaml, node, KEY)],
        withdraw_command(name, is_undone=True),
        f"no longer withdrawn: {address_of_file(archive.config, record.summary)} has its text again from the next "
        "build on",
    )


def _plan(archive: Archive, expected: Summary, edits: YamlEdits, command: str, done: str) -> ChangePlan:
    change, _ = change_markdown(open_markdown(archive, expected.path), edits, expected)
    return ChangePlan(command, done, (change,) if change else ())


def _article(archive: Archive, name: str) -> Record:
    """The article that the name means. Raises RefusalError if it means none, several, or a standalone page."""
    record = find_article(archive, name)
    if not record.summary.path.startswith(ARTICLES):
        hint = "Delete the page, or write `draft: true` into it, to take it off the site."
        raise refuse("only an article can be withdrawn", hint, file=record.summary.path)
    return record


def _check_published(summary: Summary, today: str) -> None:
    """Raises RefusalError if the article has not been published, or is withdrawn already."""
    if summary.withdrawn is not None:
        message = f"it was already withdrawn on {summary.withdrawn.date[:10]}: {summary.withdrawn.reason}"
        hint = f"To bring it back, type: build.py withdraw {summary.slug} --undo"
        raise refuse(message, hint, file=summary.path)
    state = state_of(summary, today)
    if state in ("draft", "scheduled"):
        message = "it is a draft" if state == "draft" else f"it is scheduled for {(summary.date or '')[:10]}"
        hint = "A notice would tell of a text that is not published. Delete the file, or keep it as a draft."
        raise refuse(message, hint, file=summary.path)


def _linking_files(archive: Archive, path: str, today: str) -> Iterator[str]:
    """The published files, and parts, that link to the article."""
    articles = {name: record for name, record in archive.pages.items() if name.startswith(ARTICLES)}
    pages = [record for name, record in archive.pages.items() if name not in articles]
    structure, _ = gather(
        articles.values(), pages, archive.authority, today=today, drafts=False, language=archive.config.language
    )
    targets = targets_of(archive.config, structure, (), archive.records)
    for name, record in archive.records.items():
        is_shown = name in targets.articles or name in targets.parts
        if name != path and is_shown and any(leads_to(name, one, targets) == path for one in record.references):
            yield name


def _notes(summary: Summary, linking: list[str]) -> Iterator[str]:
    yield f"{summary.path} keeps its text, and so does every earlier commit: a public repository still shows it"
    if linking:
        more = f" and {len(linking) - MAX_NAMED} more" if len(linking) > MAX_NAMED else ""
        yield f"links to it will lead to the notice: in {', '.join(linking[:MAX_NAMED])}{more}"
