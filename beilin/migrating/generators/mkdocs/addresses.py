"""Where MkDocs publishes documents, and Material's plug-ins posts and categories."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.generators.config_files import mapping_at, text_at
from beilin.migrating.generators.date_forms import formatted_date
from beilin.migrating.generators.mkdocs.settings import (
    UNTRANSLATED,
    docs_folder,
    page_address,
    plugin,
    split_translation,
    translations_of,
)
from beilin.migrating.generators.mkdocs.sources import blog_folder, is_post
from beilin.migrating.generators.published_paths import address_of, relative_to, split_path
from beilin.migrating.model import Facts, OldSettings, OldTerm, SourceDocument

_FIELD = re.compile(r"\{(\w+)\}")
_NOT_SLUG = re.compile(r"[^\w\- ]")
_BABEL = (("yyyy", "%Y"), ("yy", "%y"), ("MMMM", "%B"), ("MMM", "%b"), ("MM", "%m"), ("dd", "%d"))
_MAX_DATE_FORM = 40


def addresses_of(settings: OldSettings, document: SourceDocument, facts: Facts) -> tuple[str, ...]:
    """The address of the page, and those that the plug-in `redirects` leads to it."""
    raw = settings.raw
    written = relative_to(document.path, docs_folder(raw))
    translations = translations_of(raw)
    local, mark = split_translation(translations, written)
    own = _post_address(raw, local, facts) if is_post(raw, local) else page_address(raw, local)
    if mark and mark != translations.default:
        own = f"/{mark}{own}"
    fallbacks = [f"/{name}{own}" for name in raw.get(UNTRANSLATED, {}).get(document.path, ())]
    redirects = mapping_at(plugin(raw, "redirects") or {}, "redirect_maps")
    former = [page_address(raw, str(old)) for old, new in redirects.items() if str(new).partition("#")[0] == written]
    return (own, *fallbacks, *former)


def term_addresses(settings: OldSettings, term: OldTerm) -> tuple[str, ...]:
    """The page of a category of the blog; tags have no pages of their own."""
    blog = plugin(settings.raw, "blog", "material/blog")
    if blog is None or (term.name and term.taxonomy != "categories"):
        return ()
    if not term.name:
        return (
            (page_address(settings.raw, f"{blog_folder(settings.raw)}/index.md"),)
            if term.taxonomy == "archives"
            else ()
        )
    form = text_at(blog, "categories_url_format") or "category/{slug}"
    return (address_of(f"{blog_folder(settings.raw)}/{form.replace('{slug}', slug_of(term.name[-1]))}/"),)


def slug_of(text: str) -> str:
    """The slug of a title or category, as `pymdownx.slugs.slugify(case="lower")` makes it."""
    return _NOT_SLUG.sub("", text).strip().lower().replace(" ", "-")


def _post_address(raw: Mapping[str, Any], local: str, facts: Facts) -> str:
    blog = plugin(raw, "blog", "material/blog") or {}
    form = text_at(blog, "post_url_format") or "{date}/{slug}"
    categories = [term.name[-1] for term in facts.terms if term.taxonomy == "categories"]
    limit = text_at(blog, "post_url_max_categories")
    chosen = categories[: int(limit) if limit.isascii() and limit.isdigit() else 1]
    values = {
        "date": _date(facts.date, text_at(blog, "post_url_date_format") or "yyyy/MM/dd"),
        "slug": facts.slug or slug_of(facts.title),
        "categories": "/".join(slug_of(name) for name in chosen),
        "file": split_path(local)[1],
    }
    path = _FIELD.sub(lambda match: values.get(match[1], ""), form)
    return page_address(raw, f"{blog_folder(raw)}/{path.strip('/')}.md".lstrip("/"))


def _date(iso: str, form: str) -> str:
    """The date in a form in the notation of Babel; names of months are English."""
    form = form[:_MAX_DATE_FORM].replace("%", "%%")
    for name, directive in _BABEL:
        form = form.replace(name, directive)
    return formatted_date(iso, form)
