"""One Markdown file → Article and its problems."""

from __future__ import annotations

import codecs
from dataclasses import replace
from posixpath import basename

from beilin.layout import PARTS
from beilin.model import Article, Summary
from beilin.problems.problem import Problem, has_errors
from beilin.reading.front_matter import HOW_TO_BEGIN, FrontMatter, read_front_matter, split_front_matter
from beilin.reading.front_matter_fields import attributes
from beilin.reading.markdown import render_markdown
from beilin.reading.settings import ReaderSettings as ReaderSettings
from beilin.reading.summaries import lead_after, summarise
from beilin.text.decoding import decode_utf8
from beilin.text.file_names import day_of, name_of
from beilin.text.reading_time import reading_minutes
from beilin.text.slugs import slugify

MAX_SIZE = 4 * 1024**2  # bytes of a Markdown file, which is a long book

ReadResult = tuple[Article | None, tuple[Problem, ...]]


def read_article(path: str, data: bytes, settings: ReaderSettings) -> ReadResult:
    """The article in a Markdown file, None where an error forbids using it, and what is wrong with the file.

    `path` is the file's path from the archive's root, `data` its bytes (UTF-8, a byte order mark allowed).
    """
    text, problem = _decode(path, data)
    if problem:
        return None, (problem,)
    yaml, markdown, first_line = split_front_matter(text)
    if path.startswith(PARTS):
        return _read_part(path, text, settings, has_front_matter=yaml is not None)
    if yaml is None:
        return None, (_missing(text, path),)
    front, problems = _read_front_matter(yaml, path, settings)
    language = front.values.get("language", settings.language)
    rendered, found = render_markdown(
        markdown,
        file=path,
        first_line=first_line,
        settings=settings if language == settings.language else replace(settings, language=language),
        with_paragraph_ids=True,
    )
    problems += found
    slug = _slug(path, front, problems)
    if has_errors(problems):
        return None, tuple(problems)
    text = "\n".join([block.text for block in rendered.text])
    summary = _summary(path, slug, front, settings, text, rendered.lead)
    lines = (front.tag_lines, front.alias_lines, front.slug_line, front.id_line)
    return Article(summary, rendered.body, rendered.text, *lines, links=rendered.links), tuple(problems)


def read_summary(path: str, data: bytes, settings: ReaderSettings) -> tuple[Summary | None, tuple[Problem, ...]]:
    """What the front matter of an article or a page says: its summary, but for what is made from the body."""
    text, problem = _decode(path, data)
    if problem:
        return None, (problem,)
    yaml = split_front_matter(text)[0]
    if yaml is None:
        return None, (_missing(text, path),)
    front, problems = _read_front_matter(yaml, path, settings)
    slug = _slug(path, front, problems)
    if has_errors(problems):
        return None, tuple(problems)
    return _summary(path, slug, front, settings, "", ""), tuple(problems)


def _missing(text: str, path: str) -> Problem:
    # Imported here: most files have front matter.
    from beilin.reading.front_matter_fences import missing_front_matter

    return missing_front_matter(text, path)


def _read_front_matter(yaml: str, path: str, settings: ReaderSettings) -> tuple[FrontMatter, list[Problem]]:
    """As `read_front_matter`. What is wrong below the place where the YAML was meant to end is left out."""
    front, problems = read_front_matter(yaml, file=path, time_zone=settings.time_zone)
    if not front.is_readable:
        from beilin.reading.front_matter_fences import closing_fault

        if fault := closing_fault(yaml, path):
            problems = [*(problem for problem in problems if (problem.line or 0) < (fault.line or 0)), fault]
    return front, problems


def _slug(path: str, front: FrontMatter, problems: list[Problem]) -> str:
    slug: str = front.values.get("slug") or slugify(name_of(path))
    if not slug:
        hint = "Rename the file with letters or digits, or give it a slug."
        problems.append(Problem("no-slug", "the file's name makes no address", path, 1, hint=hint))
    return slug


def _read_part(path: str, text: str, settings: ReaderSettings, *, has_front_matter: bool) -> ReadResult:
    """A part has a body alone: nothing of it but that is shown."""
    if has_front_matter:
        hint = "Take it out, or move the file to content/articles/."
        return None, (Problem("bad-part", "a part has no front matter", path, 1, 1, hint, _line(text, 1)),)
    rendered, problems = render_markdown(text, file=path, settings=settings)
    for reference in rendered.body.references:
        if reference.kind == "part":
            hint = "Write its text here, or take in both parts in the article."
            problems.append(Problem("bad-part", "a part takes in no other part", path, reference.line, 1, hint))
    if has_errors(problems):
        return None, tuple(problems)
    stem = basename(path).removesuffix(".md")
    language, tidy = settings.language, settings.tidy == "all"
    summary = Summary(path, slugify(stem) or "part", title=stem, language=language, tidy=tidy)
    return Article(summary, rendered.body, rendered.text, links=rendered.links), tuple(problems)


def _summary(path: str, slug: str, front: FrontMatter, settings: ReaderSettings, text: str, lead: str) -> Summary:
    """The summary: what the front matter says, and what is made from the body without it."""
    values = {attribute: front.values[key] for key, attribute in attributes().items() if key in front.values}
    values["slug"] = slug
    if "date" not in values and (day := day_of(path)):
        values |= {"date": day, "is_date_of_name": True}
    values["language"] = values.get("language", settings.language)
    values["tidy"] = values.get("tidy", _tidies(settings, is_imported="provenance" in values))
    # A title that the importer proposed is the first sentence; its page and lists need not say it twice.
    lead = lead_after(values["title"], lead) if values.get("title_proposed") else lead
    values["summary"] = " ".join(values.get("summary", "").split()) or summarise(lead)
    return Summary(path, reading_minutes=reading_minutes(text), **values)


def _tidies(settings: ReaderSettings, *, is_imported: bool) -> bool:
    return settings.tidy == "all" or (settings.tidy == "imported" and is_imported)


def _decode(path: str, data: bytes) -> tuple[str, Problem | None]:
    if not data.strip():
        return "", Problem("empty", "the file is empty", path, 1, hint=HOW_TO_BEGIN)
    if len(data) > MAX_SIZE:
        message = f"the file is larger than {MAX_SIZE // 1024**2} MB"
        return "", Problem("file-too-large", message, path, hint="Divide it into several articles.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", Problem("wrong-encoding", "the file is UTF-16", path, 1, hint="Save it as UTF-8.")
    if b"\0" in data:
        hint = "Move it out of content/articles/ and content/pages/, or export it as UTF-8 text."
        return "", Problem(
            "not-text", "this is not a text file", path, data.count(b"\n", 0, data.index(b"\0")) + 1, hint=hint
        )
    text = decode_utf8(data, path)
    return ("", text) if isinstance(text, Problem) else (text, None)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1][:200] if len(lines) >= number else ""
