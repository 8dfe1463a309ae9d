"""Pages → bytes."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from beilin.model import Body, InputChangedError
from beilin.planning.includes import prefixes, with_prefix
from beilin.planning.view_fields import with_fields
from beilin.planning.views import BodyRef, CollationRef, Entry, SharePicture, SourceRef
from beilin.problems.problem import Problem
from beilin.rendering.environment import environment_for, syntax_problem
from beilin.rendering.heading_breaks import with_heading_breaks
from beilin.rendering.page_environment import PageEnvironment
from beilin.rendering.scripts import html_in_script
from beilin.rendering.standalone import stand_alone
from beilin.rendering.theme import Template

_COMMENT = re.compile(r"\[comment\]:", re.IGNORECASE)
_TO_FILL = (BodyRef, CollationRef, Entry, SourceRef, tuple)  # one value of fifteen
_MAY_HAVE_YAML_COMMENT = re.compile(r"(?:^|[ \t])#", re.MULTILINE)  # in front matter


def render(
    root: Path, template: str, values: Mapping[str, object], templates: Mapping[str, Template],
    body_of: Callable[[str, str], Body], compiled: Path | None,
) -> bytes | Problem:  # fmt: skip
    """The bytes of the page, as UTF-8 unless it is a picture; or its problem.

    `values` are those that were hashed, and no others; `body_of` returns the body of a Markdown file by its path and
    digest; `compiled` is the folder of compiled templates, if any. Raises InputChangedError if a source changed since
    it was read.
    """
    if isinstance(picture := values.get("picture"), SharePicture):
        from beilin.rendering.share.cache import share_picture  # few archives have any

        return share_picture(root, picture)
    filled = {name: _filled(root, value, body_of) for name, value in values.items()}
    return render_page(environment_for(templates, compiled), templates, template, filled)


def _filled(root: Path, value: Any, body_of: Callable[[str, str], Body]) -> Any:
    if not isinstance(value, _TO_FILL):
        return value
    if isinstance(value, CollationRef):
        from beilin.rendering.collation import collation_of  # with much of the importer, which takes long to import

        article = value.article
        return collation_of(root, value, _source(root, article), body_of(article.path, value.body))
    return fill_in(value, body_of, partial(_source, root))


def _source(root: Path, ref: SourceRef) -> str:
    try:
        with open(f"{root}/{ref.path}", "rb", buffering=0) as file:
            data = file.read()
    except FileNotFoundError:
        raise InputChangedError(ref.path) from None
    if hashlib.sha256(data).hexdigest() != ref.digest:
        raise InputChangedError(ref.path)
    return published_source(data)


def published_source(data: bytes) -> str:
    """The text of a Markdown file as it is published beside the page of its article: without comments."""
    text = data.decode("utf-8-sig")
    if _may_have_comment(text) or _MAY_HAVE_YAML_COMMENT.search(text, 0, text.find("\n---", 3) + 1):
        from beilin.reading.comments import without_comments  # with the parser, which takes long to import

        return without_comments(text)
    return text


def _may_have_comment(text: str) -> bool:
    # One expression for all of them takes as long as the file's digest, and these a third of that.
    return "<!--" in text or "[//]:" in text or bool(("[c" in text or "[C" in text) and _COMMENT.search(text))


def fill_in(value: Any, body_of: Callable[[str, str], Body], source_of: Callable[[SourceRef], str]) -> Any:
    """The value with each reference to a body or source replaced by its text."""
    if isinstance(value, BodyRef):
        html = fill_in_body(value, body_of)
        return with_heading_breaks(html_in_script(html, value.conversion) if value.conversion else html)
    if isinstance(value, SourceRef):
        return source_of(value)
    if isinstance(value, Entry):
        return with_fields(value, body=stand_alone(_entry_body(value.body, body_of), value.article.canonical))
    if isinstance(value, tuple) and value and isinstance(value[0], Entry):
        return tuple(fill_in(item, body_of, source_of) for item in value)
    return value


def _entry_body(body: BodyRef | str, body_of: Callable[[str, str], Body]) -> str:
    return body if isinstance(body, str) else fill_in_body(body, body_of)


def fill_in_body(ref: BodyRef, body_of: Callable[[str, str], Body]) -> str:
    """The body's HTML with its references replaced by URLs, wiki links (which are given as HTML) and parts."""
    body = body_of(ref.path, ref.digest)
    pieces = _marked_html(ref, body).split("\0")
    replacements = list(ref.links) if len(pieces) > 1 else []
    parts = zip(ref.parts, prefixes([part.path for part in ref.parts]), strict=True)
    for number, reference in enumerate(body.references):
        if reference.kind == "path":
            address, _, attributes = replacements[number].partition("\n")
            replacements[number] = _attribute(address)
            if attributes:
                position = 2 * pieces[1::2].index(str(number)) + 1
                replacements[number] += _missing_attributes(attributes, pieces[position - 1], pieces[position + 1])
        elif reference.kind == "part":
            part, prefix = next(parts)
            replacements[number] = with_prefix(fill_in_body(part, body_of), prefix)
    pieces[1::2] = [replacements[int(number)] for number in pieces[1::2]]
    return "".join(pieces)


def _marked_html(ref: BodyRef, body: Body) -> str:
    if not ref.dead_links:
        return body.html
    from beilin.rendering.dead_links import with_dead_links  # few archives have any

    return with_dead_links(body.html, ref.dead_links, ref.language)


def _missing_attributes(attributes: str, before: str, after: str) -> str:
    """The attributes of an image or link that its tag does not have, to be inserted at the end of its address.

    They end before their last quotation mark, because that of the address follows.
    """
    tag = before[before.rfind("<") :] + after[: after.find(">")]
    if ' width="' in tag or ' height="' in tag:
        attributes = attributes[attributes.index("loading=") :]
    return f'" {attributes[:-1]}'


def render_page(
    environment: PageEnvironment, templates: Mapping[str, Template], name: str, values: Mapping[str, object]
) -> bytes | Problem:
    """The page as UTF-8, or the problem of its template."""
    if name not in environment.indirect:
        try:
            template = environment.direct(values).get_template(name)
            return "".join(template.root_render_func(template.new_context(dict(values)))).encode()
        except Exception:  # Jinja's own code gives the page, or the error (`direct_code`)
            environment.indirect.add(name)
    try:
        return environment.get_template(name).render(values).encode()
    except jinja2.TemplateSyntaxError as error:
        return syntax_problem(error, templates.get(error.name or name, templates[name]))
    except Exception as error:  # a template may raise anything: RecursionError, ZeroDivisionError, …
        return _problem(error, templates, name)


def _problem(error: Exception, templates: Mapping[str, Template], name: str) -> Problem:
    by_file = {template.file: template for template in templates.values()}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in by_file]
    template = by_file[frames[-1].filename] if frames else templates[name]
    line = frames[-1].lineno if frames else None
    lines = template.source.splitlines()
    message = str(error) or type(error).__name__
    if not isinstance(error, jinja2.TemplateError):
        message = f"{type(error).__name__}: {message}"
    hint = "Check the name in docs/themes.md." if isinstance(error, jinja2.UndefinedError) else "Correct the template."
    source = lines[line - 1] if line and line <= len(lines) else ""
    return Problem("template-failed", message.splitlines()[0], template.file, line, hint=hint, source=source)


def _attribute(url: str) -> str:
    return url.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
