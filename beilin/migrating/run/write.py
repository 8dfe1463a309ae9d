"""Writing what a run found: the archive's own files, articles and pages, other files, and redirects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from beilin.files.digest import digest_of
from beilin.files.replace import replace_file
from beilin.importing.archive.own_keys import Identifiers, with_own_keys
from beilin.importing.runs.record import RunRecord
from beilin.layout import ARTICLES, CONFIG_FILE, REDIRECTS_FILE
from beilin.migrating.model import Note, Placed
from beilin.migrating.placing.place import place_all
from beilin.migrating.run.convert import ConvertedDocument, Job, convert_documents
from beilin.migrating.run.options import Run
from beilin.migrating.run.report import MigrationReport
from beilin.migrating.run.settings import stated_only
from beilin.migrating.run.site_file import merged, new_files
from beilin.migrating.run.store import Store
from beilin.migrating.run.terms import unlisted_terms
from beilin.migrating.writing.article import WrittenArticle
from beilin.migrating.writing.redirects import redirects_yaml
from beilin.parallel.executor import batches


def write_all(run: Run, store: Store, record: RunRecord) -> MigrationReport:
    """Write everything, unless the store is one of a dry run. Raises OSError."""
    placement, site = run.placement, run.read.site
    report = MigrationReport(site, record.path, run.options.dry_run)
    report.permalink = run.config.permalinks.articles
    report.aliases = sum(len(placed.aliases) for placed in placement.placed)
    report.terms = unlisted_terms(run.target.taken.tags, run.read.facts)
    report.skipped = Counter(site.sources.skipped) + Counter(placement.skipped)
    report.notes += [*site.settings.notes, *run.read.notes]
    _write_settings(run, store, report)
    _write_documents(run, store, report)
    _copy_files(run, store, report)
    _write_redirects(run, store, report, record)
    return report


def _write_settings(run: Run, store: Store, report: MigrationReport) -> None:
    """The files of a new archive, or the keys that its site.yaml lacks."""
    target, root = run.target, run.options.root
    if target.found is None:
        report.others.update(store.put_all(new_files(run.config, run.placement.placed).items()).values())
        return
    wanted = stated_only(run.wanted, run.read.site.settings, target.found)
    text = (root / CONFIG_FILE).read_text("utf-8-sig")
    new, report.added, report.proposals = merged(text, target.found, wanted, has_articles=target.has_articles)
    if new != text and not run.options.dry_run:
        replace_file(root / CONFIG_FILE, new.encode())


def _write_documents(run: Run, store: Store, report: MigrationReport) -> None:
    placed = run.placement.placed
    job = Job(run.read.site, run.placement.targets, run.config)
    identifiers = Identifiers(run.options.root, run.config.base_url)
    done = 0
    for results in run.workers.map(partial(convert_documents, job), batches(placed), len(placed)):
        articles = [_with_own_keys(result.article, identifiers) for result in results if result.article]
        files = [(article.place, article.markdown) for article in articles]
        made = [(file.place, file.data) for result in results for file in result.files]
        report.files.update(store.put_all(made).values())
        outcomes = store.put_all([*files, *((article.record_place, article.record) for article in articles)])
        for document, result in zip(placed[done : done + len(results)], results, strict=True):
            _count(report, document, result, outcomes.get(document.place, ""))
        done += len(results)
        run.progress("Converting", done, len(placed))


def _with_own_keys(article: WrittenArticle, identifiers: Identifiers) -> WrittenArticle:
    """The article with its permanent identifier; a standalone page has none."""
    if not article.place.startswith(ARTICLES):
        return article
    markdown, record = with_own_keys(
        identifiers, article.markdown, article.record, article=article.place, source=article.source
    )
    return replace(article, markdown=markdown, record=record)


def _count(report: MigrationReport, document: Placed, result: ConvertedDocument, outcome: str) -> None:
    counter = report.articles if document.place.startswith(ARTICLES) else report.pages
    if outcome:
        counter[outcome] += 1
    report.drafts += result.is_draft
    report.edits.update(result.edits)
    report.notes += result.notes
    report.places[document.document.path] = document.place


def _copy_files(run: Run, store: Store, report: MigrationReport) -> None:
    files = run.placement.files
    for done, file in enumerate(files, 1):
        if file.same_as:
            report.same += 1
            continue
        try:
            outcome = store.copy(run.read.site.folder.root / file.path, file.place, run.read.digests[file.path])
        except FileNotFoundError:
            report.notes.append(Note("unread-file", file.path))
            continue
        report.files[outcome] += 1
        run.progress("Copying files", done, len(files))


def _write_redirects(run: Run, store: Store, report: MigrationReport, record: RunRecord) -> None:
    """content/redirects.yaml, in which entries of others stay."""
    redirects = _redirects(run, report)
    report.redirects = len(redirects)
    if not redirects:
        return
    path = run.options.root / REDIRECTS_FILE
    old = path.read_bytes() if path.exists() else None
    try:
        new = redirects_yaml(old, redirects)
    except ValueError as error:
        report.notes.append(Note("unkept-setting", REDIRECTS_FILE, 0, f"{len(redirects)} redirects: {error}"))
        report.unwritten_redirects = redirects
        return
    if old is None or digest_of(old) == record.files.get(REDIRECTS_FILE):
        report.others.update(store.put_all([(REDIRECTS_FILE, new)]).values())
    elif new != old:
        report.added = (*report.added, REDIRECTS_FILE)
        if not run.options.dry_run:
            replace_file(path, new)


def _redirects(run: Run, report: MigrationReport) -> Mapping[str, str]:
    """The redirects; without those to the page of a term that only drafts have, if a failing proof has made drafts."""
    read = run.read
    drafted = {note.path for note in report.notes if note.kind == "made-draft"}
    if not drafted:
        return run.placement.redirects
    facts = [
        replace(found, is_draft=True) if document.path in drafted else found
        for document, found in zip(read.site.sources.documents, read.facts, strict=True)
    ]
    return place_all(read.site, facts, read.digests, run.target.taken).redirects
