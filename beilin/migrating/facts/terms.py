"""The tags, categories and other terms of a document, by the rules of its generator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from beilin.migrating.facts.prose import prose_of
from beilin.migrating.facts.values import Values, names_of, plain_key, text_of
from beilin.migrating.model import OldSettings, OldTerm, SourceDocument

_SINGULARS = {"tags": "tag", "categories": "category"}
# Names of Eleventy's collections, which its users write as tags (11ty.dev, "Collections").
_COLLECTIONS = {"all", "post", "posts", "nav", "page", "pages"}
# In the text of a note: letters, digits, hyphens and slashes, and not only digits (help.obsidian.md, "Tags").
_TAG_IN_TEXT = re.compile(r"(?:^|(?<=\s))#(?=[\d/-]*[^\W\d])([\w/-]{1,100})")
# Taxonomies of Hugo and Zola that have their own fields in `Facts`.
_FACTS = {"author", "authors", "series"}


def terms_of(
    values: Values, body: str, document: SourceDocument, settings: OldSettings, generator: str
) -> tuple[OldTerm, ...]:
    """The terms, in the order of the front matter. A term below another comes after it."""
    found: list[OldTerm] = []
    for taxonomy, names in _taxonomies(settings, generator).items():
        paths: list[tuple[str, ...]] = []
        if taxonomy == "categories":
            paths += [(name,) for name in _categories_by_folder(values, document, settings, generator)]
        for name in names:
            value = _value(values, name, generator)
            paths += _paths(value, name == taxonomy, taxonomy, settings, generator)
        if taxonomy == "tags" and generator == "obsidian":
            paths += [_parts(tag) for tag in _TAG_IN_TEXT.findall(prose_of(body))]
        for path in paths:
            found += [OldTerm(taxonomy, path[:length]) for length in range(1, len(path) + 1)]
    return tuple(dict.fromkeys(found))


def _taxonomies(settings: OldSettings, generator: str) -> dict[str, tuple[str, ...]]:
    """The keys of each taxonomy; first the tags, which Beilin shows in this order."""
    taxonomies: dict[str, tuple[str, ...]] = {name: (name, singular) for name, singular in _SINGULARS.items()}
    declared = settings.raw.get("taxonomies")
    if generator == "hugo" and isinstance(declared, Mapping):
        taxonomies |= {str(plural): (str(plural),) for plural in declared.values() if str(plural) not in taxonomies}
    elif generator == "zola" and isinstance(declared, list):
        names = [str(item.get("name", "")) for item in declared if isinstance(item, Mapping)]
        taxonomies |= {name: (name,) for name in names if name and name not in taxonomies}
    return {name: keys for name, keys in taxonomies.items() if plain_key(name) not in _FACTS}


def _value(values: Values, name: str, generator: str) -> Any:
    if generator == "zola" and isinstance(below := values.get("taxonomies"), Mapping) and below.get(name):
        values.place("taxonomies")
        return below[name]
    values.place(name)
    return values.get(name)


def _paths(
    value: Any, is_plural: bool, taxonomy: str, settings: OldSettings, generator: str
) -> Iterator[tuple[str, ...]]:
    """The path of each term in the value of a key."""
    if generator == "hexo" and taxonomy == "categories" and isinstance(value, list):
        yield from _hexo_paths(value)
        return
    for name in _names(value, is_plural, generator):
        if generator == "obsidian" or (
            generator == "nikola" and taxonomy == "categories" and settings.raw.get("CATEGORY_ALLOW_HIERARCHIES")
        ):
            yield _parts(name)
        elif not (generator == "eleventy" and name.lower() in _COLLECTIONS):
            yield (name,)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in name.split("/") if part.strip())


def _hexo_paths(value: list[Any]) -> Iterator[tuple[str, ...]]:
    """Each category of a list is below the one before it; lists in it are such paths (hexo.io, "Front-matter")."""
    paths = [item if isinstance(item, list) else [item] for item in value]
    if not any(isinstance(item, list) for item in value):
        paths = [value]
    for path in paths:
        if names := tuple(name for item in path if (name := text_of(item))):
            yield names


def _names(value: Any, is_plural: bool, generator: str) -> list[str]:
    names = names_of(value)
    # At spaces Jekyll splits the text of a plural key (`Utils.pluralized_array_from_hash`), Obsidian that of `tags`.
    is_split = (generator == "jekyll" and is_plural) or generator == "obsidian"
    if len(names) == 1 and isinstance(value, str) and is_split:
        names = names[0].split()
    return list(dict.fromkeys(name for name in (name.lstrip("#＃").strip() for name in names) if name))


def _categories_by_folder(
    values: Values, document: SourceDocument, settings: OldSettings, generator: str
) -> tuple[str, ...]:
    """The categories that the folder of a document gives it."""
    if generator == "jekyll" and "/_posts/" in document.path:
        # The folders above `_posts` (`Document#categories_from_path`).
        source = text_of(settings.raw.get("source")).strip("./")
        above = document.path.partition("/_posts/")[0].removeprefix(f"{source}/" if source else "")
        return tuple(part for part in above.split("/") if part and part != source)
    is_by_folder = generator == "pelican" and settings.raw.get("USE_FOLDER_AS_CATEGORY", True)
    if is_by_folder and document.kind == "article" and document.section and not text_of(values.get("category")):
        return (document.section.rpartition("/")[2],)
    return ()
