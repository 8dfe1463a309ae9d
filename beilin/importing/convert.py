"""A source's bytes → its Markdown file and account, proved. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from beilin import __version__
from beilin.importing.account import Account, Stated
from beilin.importing.encodings import decode_source
from beilin.importing.entries import review_entries, set_aside_entry
from beilin.importing.examine import Examination, examine
from beilin.importing.fingerprints import fingerprint, likeness_of, text_digest
from beilin.importing.language import language_of
from beilin.importing.lines import SourceLine, split_lines
from beilin.importing.markdown import Front, write_markdown
from beilin.importing.proof import prove, refusal
from beilin.importing.site_rules import SiteRules
from beilin.importing.suggest import Suggestion, suggest_tags
from beilin.importing.taken import without
from beilin.importing.title import propose_title
from beilin.model import Provenance
from beilin.problems.problem import Problem
from beilin.reading.article import ReaderSettings
from beilin.reading.tags import TagAuthority
from beilin.text.slugs import slugify

ARTICLES = "content/articles"


@dataclass(frozen=True, slots=True)
class Conversion:
    """What an import would write, and what it found."""

    path: str  # of the Markdown file, from the archive's root
    markdown: bytes
    account: Account
    title: str
    title_proposed: bool
    tags: tuple[str, ...]  # as in the front matter
    suggestions: tuple[Suggestion, ...]


ConvertResult = tuple[Conversion | None, tuple[Problem, ...]]


def convert(
    name: str,
    data: bytes,
    authority: TagAuthority,
    reader: ReaderSettings,
    *,
    path: str | None = None,
    tags: tuple[str, ...] | None = None,
    encoding: str = "",
    site_rules: SiteRules | None = None,
) -> ConvertResult:
    """The article in a plain-text source, or None and what is wrong with the source.

    `name` is the source's file name, which gives the path of the Markdown file unless `path` does. `tags` are those
    that an editor chose; without them, the suggested ones are taken. `encoding` is the editor's choice, "" to tell it
    from the bytes. What comes back has passed the proof.
    """
    path = path or article_path(name)
    if path is None:
        hint = "Rename the file with letters or digits."
        return None, (Problem("no-slug", "the file's name makes no address", name, hint=hint),)
    decoded, problem = decode_source(name, data, encoding)
    if decoded is None:
        return None, (problem,) if problem else ()
    lines, problem = split_lines(name, decoded.text)
    if problem:
        return None, (problem,)
    found = examine(lines, site_rules)
    if not found.taken:
        hint = "Look at the file: every line is a byline or looks like other sites' text."
        return None, (Problem("nothing-left", "nothing is left for the article", name, hint=hint),)
    raw_lines = [line.raw for line in lines]
    texts: dict[int, str] = {}
    for number, pieces in found.taken.items():
        try:
            texts[number] = without(raw_lines[number], pieces)
        except ValueError as error:
            return None, (refusal(name, str(error), number, raw_lines),)

    suggestions = suggest_tags(texts, tuple(found.structure.headings), authority)
    account = _account(name, data, lines, found, texts, suggestions)
    account = replace(account, encoding=decoded.encoding)
    front = _front(account, found, texts, (account.tags or None) if tags is None else tags)
    markdown = write_markdown(front, texts, account.headings, account.lists)
    account = replace(account, markdown_sha256=sha256(markdown).hexdigest())
    if failure := prove(name, raw_lines, account, path, markdown, reader):
        return None, (failure,)
    return Conversion(path, markdown, account, front.title, front.title_proposed, front.tags or (), suggestions), ()


def article_path(name: str) -> str | None:
    """The path of the Markdown file for a source of that name, from the archive's root; None where it makes no slug."""
    slug = slugify(PurePosixPath(name).stem)
    return f"{ARTICLES}/{slug}.md" if slug else None


def _account(
    name: str,
    data: bytes,
    lines: Sequence[SourceLine],
    found: Examination,
    texts: Mapping[int, str],
    suggestions: Sequence[Suggestion],
) -> Account:
    """The account, but for the digest of the Markdown, which is not yet made."""
    body = tuple(texts)
    return Account(
        sha256=sha256(data).hexdigest(),
        file=name,
        lines=len(lines),
        importer=__version__,
        markdown_sha256="",
        language=language_of("\n".join(texts.values())),
        tags=tuple(suggestion.term for suggestion in suggestions),
        stated=tuple(Stated(fact.line, fact.key, lines[fact.line].raw, fact.values) for fact in found.facts),
        body=body,
        headings=tuple(found.structure.headings),
        lists=tuple(map(tuple, found.structure.lists)),
        blank=tuple(line.number for line in lines if not line.text),
        set_aside=tuple(set_aside_entry(finding, lines, body) for _, finding in sorted(found.noise.items())),
        taken=tuple(piece for pieces in found.taken.values() for piece in pieces),
        review=review_entries(lines, found.noise, found.doubts),
        prints=tuple(map(fingerprint, texts.values())),
        text_sha256=text_digest(texts.values()),
        likeness=likeness_of(texts.values()),
    )


def _front(account: Account, found: Examination, texts: Mapping[int, str], tags: tuple[str, ...] | None) -> Front:
    """The front matter: what the source states, and a proposed title where it states none."""
    said = {fact.key: fact.values for fact in found.facts}
    first = next((number for number in texts if number not in found.structure.headings), account.body[0])
    return Front(
        title="".join(said.get("title", ())) or propose_title(texts[first]),
        title_proposed="title" not in said,
        source="".join(said.get("source", ())),
        authors=said.get("author", ()),
        date="".join(said.get("date", ())),
        language=account.language,
        tags=tags,
        provenance=Provenance(account.file, account.sha256, account.importer, account.counts(), account.encoding),
    )
