"""Folders of articles that are not sections: those with usual names such as posts/, and those of languages."""

from __future__ import annotations

from collections.abc import Iterable

from beilin.migrating.facts.languages import beilin_language

_USUAL = {"post", "posts", "_posts", "blog", "blogs", "article", "articles", "writing", "文章"}
# Short names that are taken for a language wherever they are; others, such as `cs` or `go`, may be a subject.
_SURE = {"en", "zh", "ja", "ko", "zh-cn", "zh-tw", "zh-hk", "zh-hans", "zh-hant", "en-us", "pt-br"}
_LANGUAGE_LENGTH = 2


def without_usual_section(folder: str) -> str:
    """The folders of an article without a first one that says no more than that articles are there."""
    first, _, rest = folder.partition("/")
    return rest if first.lower() in _USUAL else folder


def language_folders(names: Iterable[str]) -> dict[str, str]:
    """Those of the folders at the top that are named after languages, each with its language.

    A short name counts if it is a usual one of a language, or if most of the folders have such names.
    """
    tops = sorted(set(names))
    tags = {
        name: beilin_language(name) for name in tops if len(name.replace("_", "-").split("-")[0]) == _LANGUAGE_LENGTH
    }
    tags = {name: tag for name, tag in tags.items() if tag}
    if 2 * len(tags) > len(tops) > 1:
        return tags
    return {name: tag for name, tag in tags.items() if name.lower().replace("_", "-") in _SURE}
