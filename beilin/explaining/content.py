"""What a file of the archive is for, where no page or copy is made from it alone."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Set

from beilin.explaining.site import Site, kinds_of_page
from beilin.layout import CONFIG_FILE, CONTENT, PAGES, PARTS, REDIRECTS_FILE, TAGS_FILE
from beilin.model import Summary
from beilin.planning.includes import part_path
from beilin.planning.kinds.article import ARTICLE
from beilin.planning.kinds.standalone import STANDALONE
from beilin.reading.files import is_data_file, purpose_of
from beilin.reading.withheld import HOW_TO_PUBLISH, Withheld
from beilin.reading.withheld_names import REASONS

_DECIDES = {
    CONFIG_FILE: "decides the title, the base URL, the language, the theme and all other settings: docs/site-yaml.md",
    TAGS_FILE: "decides the names, synonyms, descriptions and addresses of tags",
    REDIRECTS_FILE: "decides which former addresses redirect, or have a copy of a feed",
    "content/import.yaml": "decides what the importer takes for noise, stamps and bylines; a build does not read it",
}


def explain_content(site: Site, path: str) -> list[str]:
    """Lines about the source file, by its path from the archive's root; none if there is no such file, or if
    the pages and copies that are made from it say everything."""
    record = site.records.get(path)
    if path.startswith(PARTS) and record:
        return _explain_part(path, site)
    if record and path in site.planned.basis.context.archive.withdrawn:
        return _explain_withdrawn(record.summary)
    if record:
        return _explain_hidden(record.summary, site) if not _has_pages(site, path) else []
    if not (site.root / path).is_file() or path in {file.source for file in site.inputs.files}:
        return []
    if withheld := next((file for file in site.inputs.content.withheld or () if file.path == path), None):
        return [f"{path} is not published: {_why_withheld(withheld)}"]
    for problem in site.inputs.problems:
        if problem.file == path and problem.code == "misplaced-markdown":
            return [f"{path}: {problem.message}. {problem.hint}"]
    if path in _DECIDES:
        return [f"{path} makes no page: it {_DECIDES[path]}"]
    if is_data_file(path) and path in dict(site.inputs.data_files):
        name = posixpath.splitext(posixpath.basename(path))[0]
        head = f"{path} makes no page: templates are given what it holds, as data.{name}"
        return [head, *kinds_of_page(site, lambda template: "data" in template.names, "whose template names `data`")]
    if path.startswith(f"{CONTENT}/") and purpose_of(path, is_excepted=False) == "internal":
        return [f"{path} makes no page: it is the record of an import"]
    return []


def explain_unread(site: Site, paths: Set[str]) -> list[str]:
    """Lines about the first file or folder, in the archive or in the output, that one of the paths names and of which
    nothing is made."""
    root, output = site.root, site.staging.output
    relative = [path for path in sorted(paths) if path and not path.startswith("/")]
    inside = next((path for path in relative if (output / path).is_file()), "")
    if inside and inside in site.staging.known:
        return [f"{output.name}/{inside} is left over from an earlier build; the next build will remove it"]
    if inside:
        return [f"{output.name}/{inside} was not made by a build, and stays; `build --clean` removes it"]
    path = next((path for path in relative if (root / path).exists()), "")
    if path and (root / path).is_dir():
        return [f"{path} is a folder: name a file in it"]
    return [f"{path} makes no page: no build reads it"] if path else []


def _explain_part(path: str, site: Site) -> list[str]:
    users = files_including(site, {path})
    if not users:
        name = path.removeprefix(PARTS).removesuffix(".md")
        return [f"{path} makes no page: it is a part, and no file includes it; ![[{name}]] in a body does"]
    return [f"{path} makes no page: it is a part, included by", *(f"    {user}" for user in users)]


def files_including(site: Site, paths: Set[str]) -> list[str]:
    """The Markdown files that include one of the parts at these paths."""
    wanted = {unicodedata.normalize("NFC", path) for path in paths}
    return sorted(
        path
        for path, record in site.records.items()
        if any(reference.kind == "part" and part_path(reference) in wanted for reference in record.references)
    )


def _has_pages(site: Site, path: str) -> bool:
    return any(page.origin == path for page in site.planned.pages)


def _explain_hidden(summary: Summary, site: Site) -> list[str]:
    reasons, today = [], site.inputs.today
    is_page = summary.path.startswith(PAGES)
    if summary.draft and not site.inputs.drafts:
        reasons.append("it is a draft, which is shown only with --drafts")
    if summary.date and summary.date[:10] > today and not is_page:
        reasons.append(f"it is dated {summary.date}, later than today, {today}")
    if summary.expires and summary.expires[:10] <= today:
        reasons.append(f"it expired on {summary.expires}; today is {today}")
    if not reasons:
        reasons = [f"the theme has no template {(STANDALONE if is_page else ARTICLE).template}"]
    return [f"{summary.path} makes no page: {'; and '.join(reasons)}"]


def _explain_withdrawn(summary: Summary) -> list[str]:
    if summary.withdrawn is None:
        return []
    day, reason = summary.withdrawn.date[:10], summary.withdrawn.reason
    return [
        f"{summary.path} was withdrawn on {day}: {reason}",
        "  its text is not published; a notice takes its place, until `withdraw --undo`",
    ]


def _why_withheld(file: Withheld) -> str:
    if file.shown_by:
        return f"only {file.shown_by} shows it, which is not published"
    where = f"{file.within}/ is {REASONS[file.kind].what}" if file.within else f"it is {REASONS[file.kind].what}"
    return f"{where}. {HOW_TO_PUBLISH}"
