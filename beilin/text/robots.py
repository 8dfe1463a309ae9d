"""What pages ask of search engines, as in `<meta name="robots">`.

The directives are those of Google (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag) and
Bing, which adds `nocache`.
"""

from __future__ import annotations

import re

HOW_TO_WRITE = "Write noindex, or several such as: noindex, nofollow. For AI write `noai: true`."
_DIRECTIVE = (
    r"(?:all|index|follow|noindex|nofollow|none|noarchive|nocache|nosnippet|noimageindex|notranslate|indexifembedded|"
    r"max-(?:snippet|video-preview):\s*-?\d+|max-image-preview:\s*(?:none|standard|large)|unavailable_after:\s*[^,\s][^,]*)"
)
PATTERN = r"\S"
_VALID = re.compile(_DIRECTIVE, re.IGNORECASE)


def normalise_robots(text: str) -> str:
    """The directives in lower case, separated by a comma and a space. Raises ValueError if one is not known."""
    directives = [" ".join(part.split()) for part in re.split("[,，、]", text)]
    for directive in directives:
        if not _VALID.fullmatch(directive):
            raise ValueError(f"{directive!r} is not a directive for robots" if directive else "it is empty")
    return ", ".join(dict.fromkeys(_lower(directive) for directive in directives))


def _lower(directive: str) -> str:
    """In lower case, but for a date, whose words are names."""
    name, colon, value = directive.partition(":")
    value = value.strip()
    return f"{name.lower()}{colon}{' ' if name.lower() == 'unavailable_after' else ''}" + (
        value if name.lower() == "unavailable_after" else value.lower()
    )


def forbids_index(robots: str) -> bool:
    """Whether normalised directives keep a page out of search engines, and so out of the sitemap."""
    return bool({"noindex", "none"} & set(robots.split(", ")))
