"""Rules shared by the fields of several files."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from beilin.text import aliases, dates, identifiers, robots
from beilin.text.licences import normalise_licence
from beilin.text.name_slugs import fault_of_name_slug
from beilin.text.slugs import fault_of_slug
from beilin.text.yaml.fields import FILLED as FILLED
from beilin.text.yaml.fields import Rule, filled, matching

_WORD = r"(?:[A-Za-z0-9_-]|[^\u0000-\u007f])+"


def _slug(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if fault := fault_of_slug(text):
        raise ValueError(f"{text!r} cannot be used in an address: {fault}")
    return text


def _name_slug(text: str) -> str:
    if fault := fault_of_name_slug(text):
        raise ValueError(f"{text!r} cannot be used in an address: {fault}")
    return text


def _web_address(text: str) -> str:
    try:
        if re.fullmatch(WEB_ADDRESS.pattern, text) and urlsplit(text).hostname:
            return text
    except ValueError:  # brackets without an IPv6 address
        pass
    raise ValueError(f"{text!r} is not a web address")


# What is not printable, and punctuation alone, is found by the build alone.
SLUG = Rule(
    _slug,
    "Use letters, digits, Han characters, hyphens and underscores.",
    rf"^(?=.*(?:[A-Za-z0-9]|[^\u0000-\u007f])){_WORD}(?:\.{_WORD})*$",
    also=("integer", "boolean"),
)
# Of a tag: an underscore before the word for a sign and some signs are allowed too.
NAME_SLUG = Rule(
    _name_slug,
    "Use lower-case letters, digits, Han characters and hyphens.",
    r"^[^\s/\\#?%*:<>|\"&+._-][^\s/\\#?%*:<>|\"&+]*$",
    also=("integer", "boolean"),
)
# On one line, whatever line breaks it was written with.
ONE_LINE = Rule(lambda text: " ".join(filled(text).split()), FILLED.hint, FILLED.pattern, FILLED.also)
ALIAS = Rule(
    aliases.normalise_alias, aliases.HOW_TO_WRITE, rf"^(?:/.*|{SLUG.pattern[1:-1]})$", also=("integer", "boolean")
)
LANGUAGE = Rule(
    matching("^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", "is not a language tag"),
    "Write zh-Hant, zh-Hans or en.",
    "^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$",
)
WEB_ADDRESS = Rule(
    _web_address,
    "Write it in full: https://example.org/page.",
    # Browsers read a backslash before the query as a slash, and other programs do not.
    r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#\\]+(?:/[^\s?#\\]*)?(?:[?#]\S*)?$",
)
# An identifier of digits alone, or one such as 1e234567, is a number for other readers of YAML.
ID = Rule(identifiers.normalise_id, identifiers.HOW_TO_WRITE, identifiers.PATTERN, also=("number",))
LICENSE = Rule(normalise_licence, FILLED.hint, FILLED.pattern)
ROBOTS = Rule(robots.normalise_robots, robots.HOW_TO_WRITE, robots.PATTERN)


def date_rule(time_zone: str) -> Rule:
    """Days, and times, which are normalised to the time zone (an IANA name)."""
    return Rule(
        lambda text: dates.normalise_date(text, time_zone), dates.HOW_TO_WRITE, dates.PATTERN, suggest=_suggest_date
    )


def _suggest_date(text: str) -> str:
    # Imported here: most dates are valid.
    from beilin.text.date_suggestions import suggest_date

    return suggest_date(text)
